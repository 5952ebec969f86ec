"""Break the code on purpose, one line at a time, and see that the tests notice.

Run from a copy of the project: it edits the files under src and puts them back. Each row is a
file, what stands there, and what to put in its place. An argument chooses the files that have it in
their name.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUICK = [f"tests/{name}" for name in ("checks", "files", "locale", "methods", "reports")]
MUTATIONS = [
    ("methods/aggregate.py", "(1 - _TOLERANCE)", "(1 + _TOLERANCE)"),
    ("methods/aggregate.py", "mean = total / ", "mean = "),
    ("methods/aggregate.py", "(ordered[middle - 1] + ordered[middle]) / 2", "ordered[middle]"),
    ("methods/capabilities.py", "else min([total, *caps])", "else total"),
    ("methods/capabilities.py", "share = 1 - share", "share = share"),
    ("methods/capabilities.py", "SCOPES.index(found) > SCOPES.index(scope)", "False"),
    ("methods/capabilities.py", "used = ruled or list(ratings)", "used = list(ratings)"),
    ("methods/capabilities.py", "len(supporting) > 1 and not weakened", "len(supporting) > 1"),
    ("methods/capabilities.py", "return carry or found", "return found"),
    ("methods/capabilities.py", "judged / counted >= rubric", "judged / counted > rubric"),
    ("methods/preference.py", "max(0.0, wished - got)", "abs(wished - got)"),
    ("methods/preference.py", "elif issue.salience == 0:", "elif False:"),
    ("methods/preference.py", "case.overall.final and not enough", "not enough"),
    ("methods/preference.py", "for missing in (0.0, 100.0)", "for missing in (0.0, 0.0)"),
    ("methods/preference.py", "if issue.fallback and not fallback:", "if False:"),
    ("model/rubric.py", "-level.value)", "level.value)"),
    ("model/assessment.py", "self.judged / self.counted if", "1.0 if"),
    ("files/yaml_reader.py", "if len(stack) == MAX_DEPTH:", "if False:"),
    ("files/yaml_reader.py", "elif key in frame.marks:", "elif False:"),
    ("files/yaml_reader.py", "        if as_text:", "        if False:"),
    ("files/load.py", "if _leaves(name, folder):", "if False:"),
    ("files/paths.py", 'if not name.startswith(".")', "if True"),
    ("reports/clean.py", "return _UNSEEN.sub(_sign, ", "return str("),
    ("reports/screen.py", "return Text(clean", "return Text.from_markup(clean"),
    ("reports/as_json.py", 'f"{value:.12g}"', 'f"{value:.3g}"'),
    ("cli/scorer.py", "self.code = shell.WRONG", "self.code = shell.FINE"),
    ("cli/scorer.py", "elif missed or one.grave & self._fail_on:", "elif missed:"),
    ("cli/main.py", "_leave(UNFORESEEN)", "raise"),
    ("cli/batch.py", "waiting.popleft().result()", "waiting.pop().result()"),
    ("cli/batch.py", "if any(here(item) for item in chunk):", "if False:"),
    ("cli/output.py", "if same or (path.is_file() and kind(path)):", "if False:"),
    ("cli/output.py", "with shell.uninterrupted():", "if True:"),
    ("cli/new.py", "    if faults:\n", "    if False:\n"),
    ("checks/gates.py", "if not enough:", "if False:"),
    ("checks/gates.py", "if value is None:", "if False:"),
    ("checks/gates.py", "if shown(value) < gate.least:", "if value < float(gate.least):"),
    ("files/write.py", "path.hardlink_to(finished)", "finished.rename(path)"),
    ("files/write.py", "path = path.resolve()", "path = path"),
    ("files/write.py", "missing_ok=True)", "missing_ok=True) if False else None"),
    ("reports/as_csv.py", 'startswith(("=", ', 'startswith(("~", '),
    ("reports/github.py", 'text.replace("##[", "## [")', "text"),
    ("reports/github.py", 'replace("%", "%25")', 'replace("%", "%")'),
    ("reports/github.py", "ordered[: SHOWN - 1]", "ordered"),
    ("reports/markdown_text.py", "([\\\\`*_", "([`*_"),
    ("reports/markdown_text.py", "return _BEGINS.sub(_held, escaped)", "return escaped"),
    ("reports/template.py", """replace("'", "''")""", """replace("'", "'")"""),
    ("reports/template.py", "textwrap.wrap(clean(text)", "textwrap.wrap(str(text)"),
    ("cli/shell.py", 'os.environ.get("NO_COLOR")', "False"),
    ("checks/case.py", "if lens_of.setdefault(name, lens) != lens:", "if False:"),
    ("checks/method.py", "rule.corroboration and not", "False and not"),
    ("model/figure.py", "rounding=ROUND_HALF_UP", "rounding='ROUND_HALF_EVEN'"),
]  # fmt: skip


def noticed(path: Path, before: str, after: str) -> bool | None:
    """Whether the tests fail with the mutation in; ``None`` where there is nothing to mutate."""
    text = path.read_text(encoding="utf-8")
    if before not in text:
        return None
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    try:
        # The quick tests first: most faults never get to the processes.
        return any(map(fails, (QUICK, ["tests/process"])))
    finally:
        path.write_text(text, encoding="utf-8")


def fails(tests: list[str]) -> bool:
    """Whether one of these tests fails."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode != 0


def main() -> int:
    """Try every mutation, and return how many went unnoticed."""
    missed = 0
    chosen = [row for row in MUTATIONS if not sys.argv[1:] or sys.argv[1] in row[0]]
    for name, before, after in chosen:
        found = noticed(ROOT / "src" / "fivec" / name, before, after)
        if found is not True:
            missed += 1
            print(f"{'unnoticed' if found is False else 'nothing to mutate'}: {name}: {before!r}")
    print(f"{len(chosen) - missed} of {len(chosen)} mutations noticed")
    return missed


if __name__ == "__main__":
    sys.exit(min(main(), 1))
