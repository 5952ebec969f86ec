"""Break the code on purpose, one line at a time, and see that the tests notice.

Each row is a file, what stands there, and what to put in its place. An argument chooses the files
that have it in their name. Every core works on a copy of the project in an environment of its own:
the project itself is not touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).parents[2]
QUICK = [f"tests/{name}" for name in ("checks", "files", "locale", "methods", "reports", "cli")]
MUTATIONS = [
    ("methods/aggregate.py", "if sum_ >= half", "if sum_ > half"),
    ("methods/aggregate.py", "mean = total / ", "mean = "),
    ("methods/aggregate.py", "(ordered[middle - 1] + ordered[middle]) / 2", "ordered[middle]"),
    ("methods/capabilities.py", "else min([total, *caps])", "else total"),
    ("methods/capabilities.py", "share = 1 - share", "share = share"),
    ("methods/capabilities.py", "SCOPES.index(reach) > SCOPES.index(scope)", "False"),
    ("methods/capabilities.py", "if rating.adjudicated] or", "if False] or"),
    ("methods/capabilities.py", "len(supporting) > 1 and not weakened", "len(supporting) > 1"),
    ("methods/capabilities.py", "return carry or all_rows", "return all_rows"),
    ("methods/capabilities.py", "coverage >= rubric.aggregation", "coverage > rubric.aggregation"),
    ("methods/scale.py", "max(0.0, wished - got)", "abs(wished - got)"),
    ("methods/preference.py", "elif issue.salience == 0:", "elif False:"),
    ("methods/preference.py", "case.overall.final and not enough", "not enough"),
    ("methods/preference.py", "for missing in (0.0, 100.0)", "for missing in (0.0, 0.0)"),
    ("methods/preference.py", "if issue.fallback and not fallback:", "if False:"),
    ("methods/luck.py", "if low > status_quo:", "if high > status_quo:"),
    ("methods/luck.py", "LEAST_OTHERS = 2", "LEAST_OTHERS = 1"),
    ("methods/luck.py", "own *= issue.salience", "own *= 1"),
    ("methods/preference.py", "joined(of_known, of_all)", "joined(of_all)"),
    ("methods/luck.py", "value > TOLERANCE for value", "value >= 0 for value"),
    ("methods/luck.py", "issue.alignment != UNKNOWN and span", "span"),
    ("methods/preference.py", "2 * unknown <= len(rows)", "2 * unknown < len(rows)"),
    ("methods/preference.py", 'basis == "overall" or is_determined', "is_determined"),
    ("methods/attribution.py", "(levels - 1) * broken", "(levels - 2) * broken"),
    ("methods/attribution.py", "apart >= rule.max_spread", "apart > rule.max_spread"),
    ("methods/attribution.py", "agreed is not None and agreed < 0", "False"),
    ("methods/attribution.py", "capped(claimed, rule.self_cap, scale)", "claimed"),
    ("model/case.py", "if one.by == by and one.weight > 0", "if one.by == by"),
    ("model/case.py", "if one.issue is None] or groups", "] or groups"),
    ("methods/tracing.py", "claim / rival if found else", "claim / rival if True else"),
    ("methods/tracing.py", 'reasons[test.id] = "conclusion"', "pass"),
    ("methods/tracing.py", "round(math.log(self.single(test)), _DECIMALS)", "math.log(self.single(test))"),
    ("methods/tracing.py", "-_MOST_LOG), _MOST_LOG)", "-9999), 9999)"),
    ("methods/luck.py", "counterfactual=_placed(low, decided)", "counterfactual=None"),
    ("methods/verdict.py", "2 * (lens.excess_unknown_issues or 0) <= lens.coded", "lens.excess_known"),
    ("methods/tracing.py", 'reasons |= {test.id: "weaker"', '{test.id: "weaker"'),
    ("methods/tracing.py", "return min(max(ratio, 1 / most), most)", "return ratio"),
    ("methods/tracing.py", "return min(max(likelihood, LEAST), MOST)", "return likelihood"),
    ("methods/tracing.py", "end if ours == present else 1 - end", "end"),
    ("model/rule.py", 'if self.edge == "lower"', 'if self.edge == "upper"'),
    ("methods/rule.py", "count < rule.minimum_methods", "count < 1"),
    ("methods/rule.py", 'rank += tie == "up"', "rank += 1"),
    ("methods/rule.py", "if rank >= gate and not passed:", "if False:"),
    ("methods/rule.py", "lens.attainment == 0 and lens.coverage", "lens.coverage"),
    ("methods/rule.py", 'enough or lens.basis == "overall"', "enough"),
    ("methods/rule.py", "if not lens.determined:", "if False:"),
    ("methods/rule.py", "least = capped(level, rule.uncorrected_cap, scale)", "least = level"),
    ("methods/verdict.py", "rank = min(rank, moderate)", "pass"),
    ("methods/verdict.py", "rank = max(rank - 1, low)", "pass"),
    ("methods/verdict.py", "ratio <= 1 / edge", "False"),
    ("methods/verdict.py", "agrees = influence in published.influence", "agrees = True"),
    ("methods/verdict.py", "score < low - TOLERANCE", "False"),
    ("methods/flip/__init__.py", "if left[one.kind, raises(one)] <= MOST:", "if True:"),
    ("methods/flip/search.py", "if strict and whole == count:", "if False:"),
    ("methods/flip/search.py", 'zero = False if "preference" in ranks else None', "zero = None"),
    ("methods/flip/search.py", 'if result.luck_from == "positions" else measured', "if True else measured"),
    ("methods/flip/lenses.py", "(INSIDE if rank in inside else 1)", "1"),
    ("methods/flip/lenses.py", "if any(ruled.rank != self.ruled.rank for", "if any(False for"),
    ("methods/flip/traces.py", "strict=up != upper)\n                if not 0 < prior", "strict=False)\n                if not 0 < prior"),
    ("methods/flip/traces.py", "up=limit > now, strict=up != upper", "up=limit < now, strict=up != upper"),
    ("methods/flip/traces.py", "else claim / odds - rivals", "else rivals - claim / odds"),
    ("methods/flip/issues.py", "if (got < TOLERANCE) != (after < TOLERANCE):", "if False:"),
    ("methods/flip/issues.py", "range=None))\n", "range=None, alignment='outlier'))\n"),
    ("methods/flip/conventions.py", "above - (count - 1) * unit:", "above + 1000:"),
    ("methods/flip/conventions.py", "up=not up, strict=up != upper", "up=up, strict=up != upper"),
    ("methods/flip/conventions.py", "replace(self.rule, tie=None)", "replace(self.rule, gate=None)"),
    ("methods/flip/conventions.py", "fallback=other)", "fallback=not other)"),
    ("model/evidence.py", "if self.conclusion:", "if False:"),
    ("model/lookup.py", "records_by_id.setdefault(one.id, one)", "records_by_id[one.id] = one"),
    ("model/preference.py", "min(max(least, 0.0), self.luck)", "least"),
    ("methods/rule.py", "in one.range or (one.level,)", "in (one.level,)"),
    ("methods/league.py", "if own.salience > 0 and", "if"),
    ("methods/league.py", "math.fsum((*wish_of, -wish))", "math.fsum(wish_of)"),
    ("methods/league.py", "while rest := math.fsum(", "if rest := math.fsum("),
    ("files/deu.py", "value is not None and _LOW <= value <= _HIGH", "value is not None"),
    ("files/deu.py", "if at or not self.holds_weights(cells):", "if False:"),
    ("files/deu.py", 'if self.rows.delimiter == "comma"', "if False"),
    ("files/deu.py", "alone[head] = partner", "pass"),
    ("files/deu.py", "0 < max(values, default=0) <= 1", "False"),
    ("files/delimited.py", "if len(cells) != width]", "if len(cells) > width]"),
    ("files/delimited.py", "ends > 0 and cell.count(delimiter)", "False and cell.count(delimiter)"),
    ("files/delimited.py", "if used is not None and index:", "if False:"),
    ("files/delimited.py", "plain_form(head).casefold()", "head"),
    ("files/decide.py", "if len(points) == 1:", "if False:"),
    ("files/decide.py", "if not low <= one[0].position <= high", "if False"),
    ("files/decide.py", "for place, facts in self.thousands if self.has_comma else ()", "for place, facts in ()"),
    ("reports/imported.py", "while chosen in taken:", "while False:"),
    ("files/deu.py", "len(issue.stances) >= LEAST_PARTS", "True"),
    ("files/decide.py", "round(100 * cares, 9)", "cares"),
    ("reports/explain_parts.py", "if len(set(weights)) == 1:", "if True:"),
    ("reports/explain_parts.py", "if total - result > TOLERANCE:", "if False:"),
    ("reports/explain_parts.py", "source.id in (name, known[name].cited_by)", "source.id == name"),
    ("methods/tracing.py", "if one.counted])", "])"),
    ("reports/explain_issues.py", '"at-most": f"max(0; {o} − {x})"', '"at-most": f"max(0; {x} − {o})"'),
    ("reports/wording.py", "if len(hosts) > 1 or not behind:", "if True:"),
    ("model/verdict.py", 'ways["up" if higher else "down"]', 'ways["down" if higher else "up"]'),
    ("files/yaml_kind.py", r"|[{,]\s*)", r"|[{]\s*)"),
    ("checks/rubric.py", '"attained-order")', '"attained-order") if False else None'),
    ("checks/lenses.py", "side.groups < LEAST_GROUPS", "False"),
    ("model/rubric.py", "-level.value)", "level.value)"),
    ("methods/capabilities.py", "judged / counted if counted", "1.0 if counted"),
    ("files/yaml_reader.py", "if self.depth == MAX_DEPTH:", "if False:"),
    ("files/yaml_reader.py", "if value in held or style", "if style"),
    ("files/yaml_reader.py", "if as_text or not NUMBER", "if not NUMBER"),
    ("files/load.py", "if _leaves(name, folder):", "if False:"),
    ("files/paths.py", 'if not one.name.startswith(".")', "if True"),
    ("reports/clean.py", "return _UNSEEN.sub(_sign, ", "return str("),
    ("reports/screen.py", "return Styled(clean", "return Styled.from_markup(clean"),
    ("model/values.py", 'f"{value:.12g}"', 'f"{value:.3g}"'),
    ("api.py", "None if blind else lens.look", "lens.look"),
    ("api.py", "if any(map(stays_here, one))", "if False"),
    ("api.py", "if failed and not keep_failed:", "if False:"),
    ("errors.py", 'if facts["guess"]', "if True"),
    ("cli/scorer.py", "self.code = shell.WRONG", "self.code = shell.FINE"),
    ("cli/scorer.py", "elif missed or one.grave & self._fail_on:", "elif missed:"),
    ("cli/main.py", "_report(fault, arguments)\n        ending.leave(UNFORESEEN)", "raise"),
    ("cli/batch.py", "waiting[0][1].result()", "waiting[-1][1].result()"),
    ("cli/batch.py", "            except BrokenProcessPool:\n", "            except KeyError:\n"),
    ("cli/batch.py", "Thread(target=_end_with_parent, daemon=True).start()", "pass"),
    ("cli/batch.py", "if any(here(item) for item in chunk):", "if False:"),
    ("cli/output.py", "elif kind(Path(output)):", "elif False:"),
    ("cli/output.py", "_INPUT if one == shell.STDIN else one", "one"),
    ("cli/score.py", ", template, rubric])", ", rubric])"),
    ("cli/compare.py", ", baseline, template,", ", template,"),
    ("cli/output.py", "with shell.uninterrupted():", "if True:"),
    ("cli/writing.py", "    if findings := tuple(faults):\n", "    found = ()\n    if False:\n"),
    ("checks/gates.py", "if not enough:", "if False:"),
    ("checks/gates.py", "if value is None:", "if False:"),
    ("checks/gates.py", "if shown(value) < gate.least:", "if value < float(gate.least):"),
    ("files/write.py", "                self._link(path)", "                self.replace(path)"),
    ("files/write.py", "path = Path(os.path.realpath(path))", "path = path"),
    ("files/write.py", "            self._name.unlink(missing_ok=True)", "            pass"),
    ("files/write.py", "os.O_CREAT | os.O_EXCL | os.O_WRONLY", "os.O_CREAT | os.O_WRONLY"),
    ("files/write.py", "self._mode = 0o666 if old is None else 0o600", "self._mode = 0o666"),
    ("cli/ending.py", "spared = {", "spared = {1, 3} | {"),
    ("cli/shell.py", "    except OSError:\n        # What it holds", "    except KeyError:\n        #"),
    ("reports/as_csv.py", "(?=[=+", "(?=[~+"),
    ("reports/github.py", 'text.replace("##[", "## [")', "text"),
    ("reports/github.py", 'replace("%", "%25")', 'replace("%", "%")'),
    ("reports/github.py", "ordered[: SHOWN - 1]", "ordered"),
    ("reports/markdown_text.py", "([\\\\`*_", "([`*_"),
    ("reports/markdown_text.py", "_BEGINS.sub(_held, line)", "line"),
    ("reports/starter.py", """replace("'", "''")""", """replace("'", "'")"""),
    ("reports/starter.py", "textwrap.wrap(clean(text)", "textwrap.wrap(str(text)"),
    ("cli/shell.py", 'os.environ.get("NO_COLOR")', "False"),
    ("checks/case.py", "if lens_of.setdefault(name, lens) != lens:", "if False:"),
    ("checks/method.py", "rule.corroboration and not", "False and not"),
    ("model/figure.py", "rounding=ROUND_HALF_UP", "rounding='ROUND_HALF_EVEN'"),
    ("office.py", "if len(entries) > limits.parts or ", "if "),
    ("office.py", " or sum(one.file_size for one in entries) > limits.unpacked", ""),
    ("office.py", "if any(one.flag_bits & 1 for one in entries):", "if False:"),
    ("office.py", "one.filename in contents or ", ""),
    ("office.py", "            zipfile.ZIP_DEFLATED,\n", "            zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA,\n"),
    ("office.py", "if size > limits.xml or ", "if "),
    ("office.py", " or marks > limits.marks", ""),
    ("office.py", "size += len(part)", "size = len(part)"),
    ("office.py", "marks += part.count", "marks = part.count"),
    ("office.py", '+ part.count(b"=")', ""),
    ("office.py", 'encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")', 'encode(code) for code in ("utf-8",)'),
    ("office.py", "part.startswith(_FOREIGN) or (named", "(named"),
    ("office.py", "_XML.match(part) is not None", 'part.startswith(b"<")'),
    ("office.py", "if data.startswith(_COMPOUND):", "if False:"),
    ("reports/markdown_text.py", "return begins(escaped(clean(text)))", "return escaped(clean(text))"),
    ("reports/markdown_text.py", "return begins(escaped(clean(text)))", "return begins(escaped(text))"),
    ("reports/markdown_text.py", "_acts(core) or (sums", "(sums"),
    ("reports/markdown_text.py", ' or (sums and "$" in core)', ""),
    ("reports/markdown_text.py", "_LINKED.search(text) is not None\n        or any(_is_emoji", "any(_is_emoji"),
    ("reports/markdown_text.py", "any(_is_emoji(name) for name in _EMOJI.findall(text))", "False"),
    ("reports/markdown_text.py", "any(_COMMIT.fullmatch(word) for", "any(False for"),
    ("reports/markdown_text.py", '_ENTITY.sub("&amp;", text)', "text"),
    ("reports/markdown_text.py", '_ADDRESS.sub(r"\\\\\\g<0>", ', "str("),
    ("reports/markdown_text.py", '[[_BREAK.sub(" ", cell) for cell in row] for row in (heads, *rows)]', '(heads, *([_BREAK.sub(" ", cell) for cell in row] for row in rows))'),
    ("reports/markdown_text.py", "text = text[:-1] + piece[1:]", "text += piece"),
    ("reports/markdown_text.py", 'core = match[0].rstrip(".;")', "core = match[0]"),
    ("reports/markdown_text.py", "cell_len(cell) + len(cell)", "len(cell) + len(cell)"),
    ("reports/word/template.py", "if len(data) > MOST_BYTES:", "if False:"),
    ("reports/word/template.py", "_MACROS.search(types) or any(", "any("),
    ("reports/word/template.py", "or any(_MACROS.search(name.encode()) for name in held)", ""),
    ("reports/word/template.py", 'if _STRICT.search(held.get("_rels/.rels", b"")):', "if False:"),
    ("reports/word/template.py", "    if _TEMPLATE.encode() in types:\n", "    if False:\n"),
    ("reports/word/template.py", "not in types and _TEMPLATE", "not in types or _TEMPLATE"),
    ("reports/word/heads.py", "if any(one.is_external for one in given.rels.values()):", "if False:"),
    ("reports/word/heads.py", "            self._simple_field(one)", "            pass"),
    ("reports/word/heads.py", "if known and last:", "if known:"),
    ("reports/word/heads.py", 'if name(one) in ("instrText", "fldChar") and not known:', "if False:"),
    ("reports/word/heads.py", "if len(code) <= _LONGEST_CODE and _FIELD.fullmatch(code):", "if _FIELD.match(code):"),
    ("reports/word/heads.py", "            if kind in _OBJECTS:\n", "            if False:\n"),
    ("reports/word/heads.py", "if key != _EMBEDDED:", "if False:"),
    ("reports/word/heads.py", "sieved(one, without=_CHANGES)", "sieved(one)"),
    ("reports/word/heads.py", "        if name(child) in _NOT_DRAWN:\n", "        if False:\n"),
    ("reports/word/heads.py", 'if any(not len(one) for one in drawing.iter(qn("a:graphicData"))):', "if False:"),
    ("reports/word/heads.py", "if relation is None or relation.is_external:\n        return None\n    blob", "if relation is None:\n        return None\n    blob"),
    ("reports/word/heads.py", "if not blob.startswith(_PLAIN):", "if False:"),
    ("reports/word/heads.py", "<= _MOST_PIXELS", "<= 10 * 1000 * _MOST_PIXELS"),
    ("reports/word/heads.py", "        root.attrib.clear()\n", ""),
    ("reports/word/heads.py", '            if not len(one) or name(one[-1]) != "p":\n', "            if False:\n"),
    ("reports/word/heads.py", 'code == "TITLE" or not (known', "not (known"),
    ("reports/word/heads.py", "else list(marks[begin:end])", "else list(code)"),
    ("reports/word/heads.py", "    while opened:\n        begin, *middle = opened.pop()\n        yield begin, middle[0] if middle else len(marks), len(marks)", "    return"),
    ("reports/word/blank.py", "> _MOST_IN_HEAD or", "> 1e9 or"),
    ("reports/word/blank.py", "> _MOST_FIELDS", "> 1e9"),
    ("reports/word/blank.py", "left = {Dropped.FONTS} if fonts.rels else left", "pass"),
    ("reports/word/blank.py", "left.add(Dropped.LINKS)", "pass"),
    ("reports/word/blank.py", "known.title = legal(title)[:255]", "known.title = title"),
    ("reports/word/sieve.py", "drop(one)\n            continue", "continue"),
    ("reports/word/sieve.py", "sieved(root, without=_HIDES)", "sieved(root)"),
    ("reports/word/sieve.py", "for tag in _BREAKS:", "for tag in ():"),
    ("reports/word/sieve.py", "if name(child) not in _SETTINGS:", "if False:"),
    ("reports/word/sieve.py", "sieved(root, without=_PICTURES)", "sieved(root)"),
    ("reports/word/sieve.py", "sieved(root, without=embedded)", "sieved(root)"),
    ("reports/word/sieve.py", 'f"{_A}blipFill"', 'f"{_A}nothing"'),
    ("reports/word/resets.py", "values = {key: value for key, value in fallback.items() if mine or key in there}", "values = {}"),
    ("reports/word/resets.py", "if mine or key in there}", "if mine}"),
    ("reports/word/resets.py", "_set(paragraph, tag, values | own)", "_set(paragraph, tag, values)"),
    ("reports/word/resets.py", "if tag in heard - names:\n            _set(paragraph", "if False:\n            _set(paragraph"),
    ("reports/word/resets.py", "if tag in heard - names:\n            _set(paragraph", "if tag in heard:\n            _set(paragraph"),
    ("reports/word/resets.py", "if tag in heard - names:\n                _set(letters", "if False:\n                _set(letters"),
    ("reports/word/resets.py", 'there |= {"line": "", "lineRule": ""}', "pass"),
    ("reports/word/resets.py", 'plain = str(key).rpartition("}")[2]\n                    attributes.setdefault(_SAME.get(plain, plain), str(value))', 'plain = str(key).rpartition("}")[2]\n                    attributes.setdefault(plain, str(value))'),
    ("reports/word/resets.py", "    _ordered(paragraph)\n", ""),
    ("reports/word/resets.py", "        _ordered(letters)\n", ""),
    ("reports/word/page_setup.py", "if _fits(taken):", "if True:"),
    ("reports/word/page_setup.py", '_LOOK = ("pgSz",', '_LOOK = ("cols", "textDirection", "vAlign", "pgSz",'),
]  # fmt: skip


class Copy:
    """A copy of the project that may be broken, and the environment in which its tests run."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        leave = shutil.ignore_patterns(".git", ".venv", ".*_cache", "node_modules", "__pycache__")
        shutil.copytree(ROOT, self.root, ignore=leave)
        venv.create(folder / "venv", with_pip=True)
        self.python = folder / "venv" / "bin" / "python"
        install = [self.python, "-m", "pip", "install", "--quiet", "--editable", ".[test]"]
        subprocess.run(install, cwd=self.root, check=True)

    def noticed(self, name: str, before: str, after: str) -> bool | None:
        """Whether the tests fail with the mutation in; ``None`` where there is nothing to mutate."""
        path = self.root / "src" / "fivec" / name
        text = path.read_text(encoding="utf-8")
        if before not in text:
            return None
        path.write_text(text.replace(before, after, 1), encoding="utf-8")
        tests = self.root / "tests"
        # Those of its name first, then those of its part; the processes last, for most faults
        # never get there.
        named = sorted(map(str, tests.rglob(f"test_{path.stem.strip('_')}.py")))
        part = [str(folder)] if (folder := tests / Path(name).parts[0]).is_dir() else []
        rest = [str(self.root / one) for one in QUICK if str(self.root / one) not in part]
        try:
            return any(map(self.fails, (named, part, rest, [str(tests / "process")])))
        finally:
            path.write_text(text, encoding="utf-8")

    def fails(self, tests: list[str]) -> bool:
        """Whether one of these tests fails."""
        if not tests:
            return False
        command = [self.python, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
        run = subprocess.run(command, cwd=self.root, capture_output=True, check=False)
        return run.returncode != 0


def main() -> int:
    """Try every mutation, and return how many went unnoticed."""
    chosen = [row for row in MUTATIONS if not sys.argv[1:] or sys.argv[1] in row[0]]
    with tempfile.TemporaryDirectory() as scratch:
        copies: SimpleQueue[Copy] = SimpleQueue()
        for number in range(cores := os.cpu_count() or 1):
            copies.put(copy := Copy(Path(scratch, str(number))))
        if chosen == MUTATIONS and copy.fails(["tests"]):
            print("the tests fail as it is: nothing can be learned from breaking it")
            return 1

        def attempt(row: tuple[str, str, str]) -> bool | None:
            copy = copies.get()
            try:
                return copy.noticed(*row)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(cores) as pool:
            results = list(pool.map(attempt, chosen))
    for (name, before, _), found in zip(chosen, results, strict=True):
        if found is not True:
            print(f"{'unnoticed' if found is False else 'nothing to mutate'}: {name}: {before!r}")
    missed = sum(found is not True for found in results)
    print(f"{len(chosen) - missed} of {len(chosen)} mutations noticed")
    return missed


if __name__ == "__main__":
    sys.exit(min(main(), 1))
