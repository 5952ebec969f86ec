"""Pages in a browser: opened, judged by axe, and printed with all that they say.

Usage: python -m tests.thorough.pages FOLDER [CHROMIUM]. The pages, their pictures and PDFs are left
in the folder to be looked at. ``tests/thorough/browser`` must have its packages (npm install), and
pdftotext must be there.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from lxml import html

ROOT = Path(__file__).parents[2]
BROWSER = ROOT / "tests" / "thorough" / "browser"
EVIL = "=1+1 <script>x</script> | [bold]y[/] *z*"
_WORD = re.compile(r"\w+")
# Page: what is asked, how, and how many pages of paper it may take.
PAGES: dict[str, tuple[list[str], tuple[int, int]]] = {
    "case.en": (["score", "cases/kompas.yaml", "--lang", "en"], (5, 10)),
    "case.nl": (["score", "cases/strategisch-concept.yaml", "--lang", "nl", "--full"], (8, 16)),
    "scale.nl": (["score", "tests/examples/right/on-a-scale.yaml", "--lang", "nl"], (3, 10)),
    "own.en": (["score", "tests/examples/right/own-rubric.yaml", "--lang", "en"], (2, 8)),
    "several.nl": (["score", "cases", "--lang", "nl"], (25, 50)),
    "dossier.nl": (["dossier", "cases", "theories", "shares", "--lang", "nl"], (25, 45)),
    "explained.en": (["explain", "cases/kompas.yaml", "--lang", "en"], (4, 9)),
}


def main(folder: Path, chromium: str) -> int:
    """Make the pages, open and print them; return 1 where anything is wrong."""
    folder.mkdir(parents=True, exist_ok=True)
    fivec = str(Path(sys.executable).with_name("fivec"))
    for name, (arguments, _) in PAGES.items():
        output = str(folder / f"{name}.html")
        call = [fivec, *arguments, "--quiet", "-o", output]
        subprocess.run(call, cwd=ROOT, check=True)
    evil = folder / "evil.yaml"
    case = (ROOT / "cases" / "kompas.yaml").read_text(encoding="utf-8")
    title = "EU Strategic Compass 2022"
    evil.write_text(case.replace(f"en: {title}", f"en: {EVIL!r}", 1), encoding="utf-8")
    call = [fivec, "score", str(evil), "--quiet", "-o", str(folder / "evil.html"), "--lang", "en"]
    subprocess.run(call, check=True)
    look = ["node", "look.mjs", chromium, str(folder.resolve())]
    looked = subprocess.run(look, cwd=BROWSER, check=False)
    if not (folder / "evil.pdf").exists():
        # The browser did not come as far as printing, and has said why.
        return 1
    faults = [fault for name in PAGES for fault in on_paper(folder, name)]
    if squeezed(EVIL) not in squeezed(words_of(folder / "evil.pdf")):
        faults.append("evil: the title is not printed as it stands")
    for fault in faults:
        print(fault)
    return 1 if faults or looked.returncode else 0


def on_paper(folder: Path, name: str) -> list[str]:
    """Return what is wrong with a printed page: its length, its numbers, text that is missing."""
    printed = words_of(folder / f"{name}.pdf")
    pages = len(re.findall(r"\f", printed))
    low, high = PAGES[name][1]
    faults = [] if low <= pages <= high else [f"{name}: takes {pages} pages"]
    faults += [
        f"{name}: page {number} has no number"
        for number, page in enumerate(printed.split("\f")[:-1], 1)
        if not squeezed(page).endswith(f"{number}/{pages}")
    ]
    # What is opened by a click on a screen stands open on paper. Words alone are compared: a PDF
    # does not say where a hyphen ends a line, nor which of two columns is read first.
    tree = html.parse(folder / f"{name}.html").getroot()
    texts = "//main//*[self::li or self::th or self::td]//text()"
    said = tree.xpath(f"{texts}[not(ancestor::nav or ancestor::*[@class='words'])]")
    whole = squeezed(printed)
    missing = {text for text in said if not all(word in whole for word in _WORD.findall(text))}
    print(f"{name}: {pages} pages, {len(said)} texts, {len(missing)} not on paper")
    return [*faults, *(f"{name}: not on paper: {text!r}" for text in sorted(missing))]


def squeezed(text: str) -> str:
    """Return text without spaces and hyphens, in which a PDF is not to be trusted."""
    return re.sub(r"[\s\u00ad-]+", "", text)


def words_of(pdf: Path) -> str:
    """Return the text of a PDF, a form feed after each page."""
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True)
    return done.stdout


if __name__ == "__main__":
    found = sys.argv[2] if len(sys.argv) > 2 else shutil.which("chromium") or "chromium"
    sys.exit(main(Path(sys.argv[1]), found))
