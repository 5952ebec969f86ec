"""Break the code on purpose, one line at a time, and see that the tests notice.

What a tool can break in the methods and the checks, ``mutants.py`` lets it; here stand the faults that
it cannot make there, and those of the other parts. Each row is a file, what stands there, and what to put in its place. An argument chooses the files
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
QUICK = [
    f"tests/{name}"
    for name in ("authoring", "checks", "documents", "files", "locale", "methods", "render", "cli")
]
MUTATIONS = [
    ("methods/aggregate.py", "mean = total / ", "mean = "),
    ("methods/aggregate.py", "(ordered[middle - 1] + ordered[middle]) / 2", "ordered[middle]"),
    ("methods/capabilities.py", "else min([total, *caps])", "else total"),
    ("methods/capabilities.py", "share = 1 - share", "share = share"),
    ("methods/capabilities.py", "SCOPES.index(reach) > SCOPES.index(scope)", "False"),
    ("methods/capabilities.py", "if rating.adjudicated] or", "if False] or"),
    ("methods/capabilities.py", "len(supporting) > 1 and not weakened", "len(supporting) > 1"),
    ("methods/capabilities.py", "return carry or all_rows", "return all_rows"),
    ("methods/scale.py", "max(0.0, wished - got)", "abs(wished - got)"),
    ("methods/preference.py", "elif issue.salience == 0:", "elif False:"),
    ("methods/preference.py", "if issue.fallback and not fallback:", "if False:"),
    ("methods/preference.py", "silent or 1.0", "1.0"),
    ("methods/preference.py", "weight * one.weight / whole", "one.weight"),
    ("methods/middle.py", "sorted((a, b, c))[1]", "sorted((a, b, c))[0]"),
    ("methods/middle.py", "min(sorted((d, e, f))[1], high)", "sorted((d, e, f))[1]"),
    ("methods/excess.py", "if low > status_quo:", "if high > status_quo:"),
    ("methods/excess.py", "own *= issue.salience", "own *= 1"),
    ("methods/excess.py", "return most, value - most,", "return least, value - least,"),
    ("methods/excess.py", "max(high, value) - least)", "max(high, value) - most)"),
    ("methods/excess.py", "max(max(wishes) - min(wishes), outcome_loss)", "max(wishes) - min(wishes)"),
    ("methods/calibration.py", "(quantiles, excess)", "(quantiles, -excess)"),
    ("methods/attribution.py", "int(lower_median(", "int(upper_median("),
    ("methods/tracing.py", "claim / rival if found else", "claim / rival if True else"),
    ("methods/tracing.py", "-_MOST_LOG), _MOST_LOG)", "-9999), 9999)"),
    ("methods/tracing.py", 'reasons |= {test.id: "weaker"', '{test.id: "weaker"'),
    ("methods/tracing.py", "return min(max(likelihood, LEAST), MOST)", "return likelihood"),
    ("model/rule.py", 'if self.edge == "lower"', 'if self.edge == "upper"'),
    ("methods/tracing.py", "max(1.0, *ratios)", "max(ratios)"),
    ("methods/tracing.py", 'self.unusable[test.id] = "conclusion"', "pass"),
    ("methods/verdict.py", 'low if "answers-disagree" in findings else rank', "rank"),
    ("methods/verdict.py", "findings if confidence else ()", "findings"),
    ("methods/preference.py", "excess if coded >= BENCHMARKED else None", "excess"),
    ("methods/verdict.py", 'return _anything(rule, "open", "part-of-text")', "pass"),
    ("methods/verdict.py", "rank = min(rank, moderate)", "pass"),
    ("methods/verdict.py", "rank = max(rank - 1, low)", "pass"),
    # The rule, promise by promise.
    ("methods/middle.py", "[1], low)", "[1], 4)"),
    ("methods/middle.py", "[1], high)", "[1], 4)"),
    ("methods/verdict.py", "low, high = min(wide[0], as_coded[0]), max(wide[1], as_coded[1])", "low, high = wide[1], wide[0]"),
    ("methods/verdict.py", "ends = (0, len(rule.levels) - 1)\n    return", "ends = (2, 2)\n    return"),
    ("methods/verdict.py", "rank = band.rank(lens.excess)", "rank = 4 - band.rank(lens.excess)"),
    ("methods/verdict.py", "rank = band.rank(lens.contested)", "rank = 4 - band.rank(lens.contested)"),
    ("methods/verdict.py", "low, high = lens.contested_bounds or ends", "low, high = lens.contested, lens.contested"),
    ("methods/verdict.py", 'return _answer(rule, "open", wide, wide, lens.excess', 'return _answer(rule, "open", (band.rank(lens.excess),) * 2, wide, lens.excess'),
    ("methods/theory.py", "return min(known", "return max(known"),
    ("methods/theory.py", "or len(known) < len(verdicts)", ""),
    ("model/theory.py", "if total else None", "if total else 0.0"),
    ("model/theory.py", '"strong": 3', '"strong": 4'),
    ("methods/verdict.py", "(lens.share or 0.0) < rule.minimum_coverage - TOLERANCE", "False"),
    ("methods/verdict.py", "    if not lens.speaks:", "    if False:"),
    ("methods/verdict.py", "_ranks(side.range, rule.levels)", "(rank, rank)"),
    ("methods/excess.py", "(min(low, value) - most, max(high, value) - least)", "(value - most, value - most)"),
    ("methods/excess.py", "return 100 * (counterfactual_loss - outcome_loss) / span", "return 100 * (outcome_loss - counterfactual_loss) / span"),
    ("methods/excess.py", "length = contested_span(x, [other.position for other in others], lost)", "length = issue.scale.maximum"),
    ("methods/excess.py", "return mean, medians, (min(positions), max(positions))", "return mean, medians, (mean, mean)"),
    ("methods/excess.py", "ends = gained(low), gained(high), gained(nearest)", "ends = gained(low), gained(high)"),
    ("model/positions.py", "if other.weight > 0)", ")"),
    ("model/positions.py", "points += [other.position for other in self.field]", "points += [other.position for other in self.others]"),
    ("model/preference.py", "ends: tuple[Interval, ...] = ((-100.0, 100.0),)", "ends: tuple[Interval, ...] = ((0.0, 0.0),)"),
    ("model/preference.py", "return self.attainment is not None", "return bool(self.attainment)"),
    ("methods/preference.py", "rows = [row for row in rows if row.coded]\n", "rows = [row for row in rows if False]\n"),
    ("methods/preference.py", "else (0.0, 100.0) for row in rows]", "else (50.0, 50.0) for row in rows]"),
    ("methods/attribution.py", "if one.by == by and one.weight > 0]", "if one.weight > 0]"),
    ("methods/attribution.py", "return whole or [", "return [*whole] + ["),
    ("methods/attribution.py", "lower=scale[int(lower_median(ranks, weights))]", "lower=scale[4 - int(lower_median(ranks, weights))]"),
    ("methods/attribution.py", "lower=scale[int(lower_median(ranks, weights))]", "lower=scale[int(lower_median(ranks, [1] * len(ranks)))]"),
    ("methods/tracing.py", "if found else ((high, least), (low, most))", "if True else ((high, least), (low, most))"),
    ("methods/tracing.py", "middle = (low + high) / 2, (least + most) / 2", "middle = low, (least + most) / 2"),
    ("methods/tracing.py", "math.log(max(1.0, *ratios)) + math.log(min(1.0, *ratios))", "math.log(max(ratios))"),
    ("methods/tracing.py", "math.log(max(1.0, *ratios)) + math.log(min(1.0, *ratios))", "sum(map(math.log, ratios))"),
    ("methods/tracing.py", "heaviest = min(pairs, key=against.__getitem__)", "heaviest = max(pairs, key=against.__getitem__)"),
    ("methods/tracing.py", "claims.append((against[heaviest], heaviest))", "claims.append((-_log_of_sum([-against[one] for one in pairs]), heaviest))"),
    ("methods/tracing.py", "best = max(claims, key=lambda one: one[0])", "best = claims[0]"),
    ("methods/verdict.py", "if ranks[high] - ranks[low] >= _APART", "if False"),
    ("methods/verdict.py", "elif coded <= _FIRM and doubted <= _FIRM + 1:", "elif coded <= _FIRM:"),
    ("methods/verdict.py", "if coded > rule.said_up_to:", "if coded > 4:"),
    ("model/rule.py", "return bisect_left(self.cuts, figure - TOLERANCE)", "return bisect_left(self.cuts, figure)"),
    ("model/rule.py", "return bisect_right(self.cuts, figure + TOLERANCE)", "return bisect_left(self.cuts, figure)"),
    ("methods/levers/__init__.py", "if left < -100 - TOLERANCE or bands", "if False and bands"),
    ("methods/levers/__init__.py", "min(100.0, 100 + left)", "100.0"),
    ("methods/levers/__init__.py", 'if part == "tracing" and grounds.model and', "if False and"),
    ("methods/levers/__init__.py", "            moved[other] = (end, end)\n", "            pass\n"),
    ("methods/levers/by_group.py", "rank < target and nearer - own < half", "rank < target"),
    ("methods/levers/by_issue.py", 'moved["ceiling"] = (high, high)', "pass"),
    ("methods/levers/by_issue.py", "return (100 / value - 1) * other if value > 0 else None", "return left"),
    ("methods/levers/by_issue.py", "return theirs / (1 + needed / 100) if needed > -100 else None", "return left"),
    ("methods/levers/by_issue.py", "steps = [whole, whole + further]", "steps = [whole + further]"),
    ("methods/levers/by_issue.py", "if grounds.reaches(part, target, moved[part][0]):", "if True:"),
    ("methods/levers/by_test.py", "for one in tests:\n            other: TestResult", "for one in ():\n            other: TestResult"),
    ("methods/levers/by_test.py", "low if ratio == lowest else lowest", "lowest"),
    ("methods/levers/by_test.py", "end = min(old + least, MOST) if rises else max(old - least, LEAST)", "end = old + least / 2 if rises else old - least / 2"),
    ("model/evidence.py", "if self.conclusion:", "if False:"),
    ("model/lookup.py", "records_by_id.setdefault(one.id, one)", "records_by_id[one.id] = one"),
    ("methods/next_steps.py", "conclusions.issuperset(test.evidence)", "False"),
    ("methods/next_steps.py", "log_of_cluster([ratio, *others])", "log_of_cluster([ratio])"),
    ("methods/next_steps.py", "if speaks and self.rule", "if self.rule"),
    ("methods/next_steps.py", "if verdicts[0] == verdicts[1]:", "if True:"),
    ("methods/next_steps.py", "heard.count(level) / len(heard)", "1 / len(heard)"),
    ("methods/conditions.py", "_share(both, fsum(y)),\n        _share(fsum(1", "_share(both, fsum(x)),\n        _share(fsum(1"),
    ("methods/conditions.py", "if 0.5 not in case:", "if True:"),
    ("methods/conditions.py", "holds if seen else None", "holds and seen"),
    ("methods/conditions.py", "whole.coverage - without", "without"),
    ("methods/conditions.py", "high = max(high, best[here])", "high = best[here]"),
    ("methods/minimise.py", "if row.holds is not None", "if row.holds"),
    ("methods/minimise.py", "primes |= terms - merged", "primes |= terms"),
    ("methods/minimise.py", "if sets:", "if len(sets) == 1:"),
    ("methods/across.py", "(min(ranks) + max(ranks)) / 2", "max(ranks)"),
    ("methods/across.py", "if not lens.enough(rule.minimum_coverage):", "if False:"),
    ("methods/across.py", 'min(members) if joined == "all"', 'max(members) if joined == "all"'),
    ("methods/calibration.py", "bisect_left(BY_LUCK, excess - TOLERANCE)", "bisect_left(BY_LUCK, excess) + 1"),
    ("methods/dependence.py", "(1 - rho) *", "rho *"),
    ("methods/dependence.py", "1 - likelihood if test.result", "likelihood if test.result"),
    ("methods/robustness/weighing.py", "/ 2 * (1 - 1e-12)", "/ 2"),
    ("methods/robustness/sobol.py", "(second - middle)", "(first - middle)"),
    ("methods/robustness/figures.py", "if least == most and spread is not None:", "if spread is not None:"),
    ("methods/robustness/figures.py", "len(self.weights) + 1)", "len(self.weights))"),
    ("methods/robustness/traces.py", "top + free *", "top + (1 - free) *"),
    ("methods/robustness/result.py", "[seed, stream] if stream else seed", "seed"),
    ("methods/league.py", "if own.salience > 0 and", "if"),
    ("methods/league.py", "- (weight > 0) < LEAST_OTHERS", "< LEAST_OTHERS"),
    ("methods/league.py", '"luck": part - more', '"luck": value - more'),
    ("methods/league.py", "math.fsum((*wish_of, -wish))", "math.fsum(wish_of)"),
    ("methods/league.py", "while rest := math.fsum(", "if rest := math.fsum("),
    ("files/cells.py", "value is not None and low <= value <= high", "value is not None"),
    ("files/deu.py", "if at or not self.holds_weights(cells):", "if False:"),
    ("files/cells.py", 'if self.rows.delimiter == "comma"', "if False"),
    ("files/deu.py", "alone[head] = partner", "pass"),
    ("files/deu.py", "0 < max(values, default=0) <= 1", "False"),
    ("files/delimited.py", "if len(cells) != width]", "if len(cells) > width]"),
    ("files/delimited.py", "ends > 0 and cell.count(delimiter)", "False and cell.count(delimiter)"),
    ("files/delimited.py", "if used is not None and index:", "if False:"),
    ("files/delimited.py", "plain_form(head).casefold()", "head"),
    ("files/decide.py", "if len(points) == 1:", "if False:"),
    ("files/decide.py", "if not low <= one[0].position <= high", "if False"),
    ("files/decide.py", "for place, facts in self.thousands if self.has_comma else ()", "for place, facts in ()"),
    ("authoring/imported.py", "while chosen in taken:", "while False:"),
    ("files/position_table.py", "100 * (salience - low) / (high - low)", "salience"),
    ("files/position_table.py", "sorted(known.stances.items())", "known.stances.items()"),
    ("files/position_table.py", "if held[name] != value:", "if False:"),
    ("files/position_heads.py", "if key not in own and key not in self.at:", "if False:"),
    ("files/bibliography.py", "if one.kind in _TALK:", "if False:"),
    ("files/bibliography.py", 'text.count("\\\\") > MAX_COMMANDS', "False"),
    ("authoring/library.py", "_last(held).end_mark.index", "held.end_mark.index"),
    ("cli/library.py", "audience=audience).case", "audience='internal').case"),
    ("files/sheet_table.py", "if isinstance(cell, Wrong):", "if False:"),
    ("files/deu.py", "len(issue.stances) >= LEAST_PARTS", "True"),
    ("files/decide.py", "round(100 * cares, 9)", "cares"),
    ("documents/explain/teller.py", "if len({weight for _, weight in parts}) > 1:", "if False:"),
    ("documents/explain/teller.py", "None if None in facts.values() else node", "node"),
    ("documents/explain/teller.py", 'f"({text})" if text.startswith("-") else text', "text"),
    ("documents/explain/why_capacity.py", "if result - capped > TOLERANCE", "if False"),
    ("documents/explain/why_capacity.py", "item.id in (name, known[name].cited_by)", "item.id == name"),
    ("documents/explain/why_issues.py", '"at-most": "max(0; {1} − {0})"', '"at-most": "max(0; {0} − {1})"'),
    ("documents/explain/why_issues.py", '_of_rows(tell, lens, "excess")', '_of_rows(tell, lens, "luck")'),
    ("documents/explain/why_issues.py", "if doubted != coded:", "if False:"),
    ("documents/explain/why_issues.py", "if not others:", "if False:"),
    ("documents/explain/why_traces.py", 'if coded.result == "absent" else', 'if coded.result == "found" else'),
    ("documents/explain/why_traces.py", "before[each.rival]", "before[each.claim]"),
    ("documents/explain/why_verdict.py", "key=rule.levels.index)[1]", "key=rule.levels.index)[0]"),
    ("documents/explain/why_verdict.py", "zip(weights, accumulate(weights.values())", "zip(weights, weights.values()"),
    ("documents/blocks.py", "below = min(level + 1, DEEPEST)", "below = level + 1"),
    ("render/html/blocks.py", "opened=level == 1", "opened=level <= 2"),
    ("methods/levers/pairs.py", 'if one.why != "no-bands"', "if one"),
    ("documents/first_page.py", "if all(item.short for item in rule.scale)", "if True"),
    ("documents/first_page.py", "if not verdict.said:", "if False:"),
    ("documents/first_page.py", "same = verdict.range == verdict.as_coded", "same = True"),
    ("documents/first_page.py", 'held = "held-down" in codes and verdict.said', "held = False"),
    ("documents/first_page.py", '[0 if way == "up" else -1]', "[0]"),
    ("documents/first_page.py", "if answers.get(way):", "if False:"),
    ("documents/first_page.py", 'elif say.capital(text := say(f"lever.none-{way}")) in still:', "elif False:"),
    ("documents/first_page.py", "weaker = any(", "weaker = all("),
    ("documents/first_page.py", 'in_short(one) if first.code == "group" else one', "one"),
    ("documents/first_page.py", "        and issue.span is None\n", ""),
    ("documents/answers.py", "if lower and higher:", "if False:"),
    ("documents/answers.py", "if end in (scale[0], scale[-1]):", "if False:"),
    ("documents/answers.py", 'limits = name == "ceiling" and', "limits ="),
    ("documents/answers.py", "math.floor(round(low, 9))", "round(low)"),
    ("documents/several.py", '"" if verdict.said and doubts == as_coded else doubts', '""'),
    ("documents/several.py", "often[one.name] > 1", "False"),
    ("documents/several.py", "if one.missed:", "if False:"),
    ("render/terminal/screen_blocks.py", "1) > view.width", "1) < 0"),
    ("cli/score.py", 'if one.severity == "error" or not quiet', "if not quiet"),
    ("documents/first_page.py", "issue.counts\n        and ", ""),
    ("render/column_widths.py", "[min(one, level) for one in least]", "least"),
    ("render/column_widths.py", "asked[at] += spare // left", "asked[at] += 0"),
    ("render/column_widths.py", "min(tries, key", "max(tries, key"),
    ("documents/first_page.py", "if code in codes and not (held and", "if code in codes and not (False and"),
    ("documents/sources.py", "if len(hosts) > 1 or not behind:", "if True:"),
    ("files/yaml_kind.py", r"|[{,]\s*)", r"|[{]\s*)"),
    ("checks/lenses.py", "side.groups < LEAST_GROUPS", "False"),
    ("model/rubric.py", "-level.value)", "level.value)"),
    ("methods/capabilities.py", "judged / counted if counted", "1.0 if counted"),
    ("files/yaml_reader.py", "if self.depth == MAX_DEPTH:", "if False:"),
    ("files/yaml_reader.py", "if value in held or style", "if style"),
    ("files/yaml_reader.py", "if as_text or not NUMBER", "if not NUMBER"),
    ("files/rubrics.py", "if _leaves(name, folder):", "if False:"),
    ("files/paths.py", 'if not one.name.startswith(".")', "if True"),
    ("documents/clean.py", "return _UNSEEN.sub(_sign, ", "return str("),
    ("render/terminal/screen.py", "return Styled(clean", "return Styled.from_markup(clean"),
    ("model/values.py", 'f"{value:.12g}"', 'f"{value:.3g}"'),
    ("api/lenses.py", "None if blind else look if", "look if"),
    ("api/many.py", "return NotSent(tuple(names)) if names else done", "return done"),
    ("api/many.py", "rubrics=rubrics)", "rubrics=None)"),
    ("api/many.py", "if failed and not keep_failed:", "if False:"),
    ("errors.py", 'if facts["guess"]', "if True"),
    ("cli/scorer.py", "self.code = shell.WRONG", "self.code = shell.FINE"),
    ("cli/scorer.py", "elif missed or one.grave & self._fail_on:", "elif missed:"),
    ("cli/main.py", "_report(fault, arguments)\n        ending.leave(UNFORESEEN)", "raise"),
    ("cli/batch.py", "waiting[0][1].result()", "waiting[-1][1].result()"),
    ("cli/batch.py", "            except BrokenProcessPool:\n", "            except KeyError:\n"),
    ("cli/batch.py", "Thread(target=_end_with_parent, daemon=True).start()", "pass"),
    ("cli/batch.py", "if any(here(item) for item in chunk):", "if False:"),
    ("cli/output.py", "elif kind(Path(self._output)):", "elif False:"),
    ("cli/output.py", "_INPUT if one == shell.STDIN else one", "one"),
    ("cli/output.py", "(*reads, self._template)", "reads"),
    ("cli/compare.py", ", baseline, rubric])", ", rubric])"),
    ("render/__init__.py", "if kind not in form.records:", "if form.medium:"),
    ("documents/selfcheck.py", "sorted(checks, key=lambda one: one.holds)", "checks"),
    ("cli/output.py", "with shell.uninterrupted():", "if True:"),
    ("cli/writing.py", "    if findings := tuple(faults):\n", "    found = ()\n    if False:\n"),
    ("files/write.py", "                self._link(path)", "                self.replace(path)"),
    ("files/write.py", "path = Path(os.path.realpath(path))", "path = path"),
    ("files/write.py", "            self._name.unlink(missing_ok=True)", "            pass"),
    ("files/write.py", "os.O_CREAT | os.O_EXCL | os.O_WRONLY", "os.O_CREAT | os.O_WRONLY"),
    ("files/write.py", "self._mode = 0o666 if old is None else 0o600", "self._mode = 0o666"),
    ("cli/ending.py", "spared = {", "spared = {1, 3} | {"),
    ("cli/shell.py", "    except OSError:\n        # What it holds", "    except KeyError:\n        #"),
    ("render/machine/as_csv.py", "(?=[=+", "(?=[~+"),
    ("render/github.py", 'text.replace("##[", "## [")', "text"),
    ("render/github.py", 'replace("%", "%25")', 'replace("%", "%")'),
    ("render/github.py", "ordered[: SHOWN - 1]", "ordered"),
    ("render/markdown/markdown_text.py", "([\\\\`*_", "([`*_"),
    ("render/markdown/markdown_text.py", "_BEGINS.sub(_held, line)", "line"),
    ("authoring/starter.py", """replace("'", "''")""", """replace("'", "'")"""),
    ("authoring/starter.py", "textwrap.wrap(clean(text)", "textwrap.wrap(str(text)"),
    ("cli/shell.py", 'os.environ.get("NO_COLOR")', "False"),
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
    ("render/markdown/markdown_text.py", "return begins(escaped(clean(text)))", "return escaped(clean(text))"),
    ("render/markdown/markdown_text.py", "return begins(escaped(clean(text)))", "return begins(escaped(text))"),
    ("render/markdown/markdown_text.py", "_acts(core) or (sums", "(sums"),
    ("render/markdown/markdown_text.py", ' or (sums and "$" in core)', ""),
    ("render/markdown/markdown_text.py", "_LINKED.search(text) is not None\n        or any(_is_emoji", "any(_is_emoji"),
    ("render/markdown/markdown_text.py", "any(_is_emoji(name) for name in _EMOJI.findall(text))", "False"),
    ("render/markdown/markdown_text.py", "any(_COMMIT.fullmatch(word) for", "any(False for"),
    ("render/markdown/markdown_text.py", '_ENTITY.sub("&amp;", text)', "text"),
    ("render/markdown/markdown_text.py", '_ADDRESS.sub(r"\\\\\\g<0>", ', "str("),
    ("render/markdown/markdown_text.py", '[[_BREAK.sub(" ", cell) for cell in row] for row in (heads, *rows)]', '(heads, *([_BREAK.sub(" ", cell) for cell in row] for row in rows))'),
    ("render/markdown/markdown_text.py", "text = text[:-1] + piece[1:]", "text += piece"),
    ("render/markdown/markdown_text.py", 'core = match[0].rstrip(".;")', "core = match[0]"),
    ("render/markdown/markdown_text.py", "cell_len(cell) + len(cell)", "len(cell) + len(cell)"),
    ("render/word/template.py", "if len(data) > MOST_BYTES:", "if False:"),
    ("render/word/template.py", "_MACROS.search(types) or any(", "any("),
    ("render/word/template.py", "or any(_MACROS.search(name.encode()) for name in held)", ""),
    ("render/word/template.py", 'if _STRICT.search(held.get("_rels/.rels", b"")):', "if False:"),
    ("render/word/template.py", "    if _TEMPLATE.encode() in types:\n", "    if False:\n"),
    ("render/word/template.py", "not in types and _TEMPLATE", "not in types or _TEMPLATE"),
    ("render/word/heads.py", "if any(one.is_external for one in given.rels.values()):", "if False:"),
    ("render/word/heads.py", "            self._simple_field(one)", "            pass"),
    ("render/word/heads.py", "if known and last:", "if known:"),
    ("render/word/heads.py", 'if name(one) in ("instrText", "fldChar") and not known:', "if False:"),
    ("render/word/heads.py", "if len(code) <= _LONGEST_CODE and _FIELD.fullmatch(code):", "if _FIELD.match(code):"),
    ("render/word/heads.py", "            if kind in _OBJECTS:\n", "            if False:\n"),
    ("render/word/heads.py", "if key != _EMBEDDED:", "if False:"),
    ("render/word/heads.py", "sieved(one, without=_NOT_OF_A_HEAD)", "sieved(one)"),
    ("render/word/heads.py", "        if name(child) in _NOT_DRAWN:\n", "        if False:\n"),
    ("render/word/heads.py", 'if any(not len(one) for one in drawing.iter(qn("a:graphicData"))):', "if False:"),
    ("render/word/heads.py", "if relation is None or relation.is_external:\n        return None\n    blob", "if relation is None:\n        return None\n    blob"),
    ("render/word/heads.py", "if not blob.startswith(_PLAIN):", "if False:"),
    ("render/word/heads.py", "<= _MOST_PIXELS", "<= 10 * 1000 * _MOST_PIXELS"),
    ("render/word/heads.py", "        root.attrib.clear()\n", ""),
    ("render/word/heads.py", '            if not len(one) or name(one[-1]) != "p":\n', "            if False:\n"),
    ("render/word/heads.py", 'code == "TITLE" or not (known', "not (known"),
    ("render/word/heads.py", "else list(marks[begin:end])", "else list(code)"),
    ("render/word/heads.py", "    while opened:\n        begin, *middle = opened.pop()\n        yield begin, middle[0] if middle else len(marks), len(marks)", "    return"),
    ("render/word/blank.py", "> _MOST_IN_HEAD or", "> 1e9 or"),
    ("render/word/blank.py", "> _MOST_FIELDS", "> 1e9"),
    ("render/word/blank.py", "left = {Dropped.FONTS} if fonts.rels else left", "pass"),
    ("render/word/blank.py", "left.add(Dropped.LINKS)", "pass"),
    ("render/word/blank.py", "known.title = legal(title)[:255]", "known.title = title"),
    ("render/word/sieve.py", "drop(one)\n            continue", "continue"),
    ("render/word/sieve.py", "sieved(root, without=_HIDES)", "sieved(root)"),
    ("render/word/sieve.py", "for tag in _BREAKS:", "for tag in ():"),
    ("render/word/sieve.py", "if name(child) not in _SETTINGS:", "if False:"),
    ("render/word/sieve.py", "sieved(root, without=_PICTURES)", "sieved(root)"),
    ("render/word/sieve.py", "sieved(root, without=embedded)", "sieved(root)"),
    ("render/word/sieve.py", 'f"{_A}blipFill"', 'f"{_A}nothing"'),
    ("render/word/resets.py", "values = {key: value for key, value in fallback.items() if mine or key in there}", "values = {}"),
    ("render/word/resets.py", "if mine or key in there}", "if mine}"),
    ("render/word/resets.py", "_set(paragraph, tag, values | own)", "_set(paragraph, tag, values)"),
    ("render/word/resets.py", "if tag in heard - names:\n            _set(paragraph", "if False:\n            _set(paragraph"),
    ("render/word/resets.py", "if tag in heard - names:\n            _set(paragraph", "if tag in heard:\n            _set(paragraph"),
    ("render/word/resets.py", "if tag in heard - names:\n                _set(letters", "if False:\n                _set(letters"),
    ("render/word/resets.py", 'there |= {"line": "", "lineRule": ""}', "pass"),
    ("render/word/resets.py", 'plain = str(key).rpartition("}")[2]\n                    attributes.setdefault(_SAME.get(plain, plain), str(value))', 'plain = str(key).rpartition("}")[2]\n                    attributes.setdefault(plain, str(value))'),
    ("render/word/resets.py", "    _ordered(paragraph)\n", ""),
    ("render/word/resets.py", "        _ordered(letters)\n", ""),
    ("render/word/page_setup.py", "if _fits(taken):", "if True:"),
    ("render/word/page_setup.py", '_LOOK = ("pgSz",', '_LOOK = ("cols", "textDirection", "vAlign", "pgSz",'),
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

    def noticed(self, name: str, before: str, after: str, *only: str) -> bool | None:
        """Whether the tests, or ``only`` some, fail with the mutation in; ``None`` without one."""
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
        tried = ([*only],) if only else (named, part, rest, [str(tests / "process")])
        try:
            return any(map(self.fails, tried))
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
