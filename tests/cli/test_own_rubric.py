"""A rubric of somebody else's: three capabilities, seven levels, four verdicts, French and German.

Nothing may take it for the one that ships, whatever is asked of it and in whatever form.
"""

import re
import shutil
from zipfile import ZipFile

import pytest

from fivec.files.load import load_rubric
from fivec.render import FORMATS, formats_of
from tests.conftest import ROOT

EXAMPLES = ROOT / "tests" / "examples"
SHIPPED, _ = load_rubric("iob-5c")
# What nobody who reads of another rubric should see.
OURS = {"iob-5c", "considerable", "decisive"} | {
    word
    for capability in SHIPPED.capabilities
    for one in (capability, *capability.indicators, *SHIPPED.verdict.scale)
    for word in (one.label.to("en"), one.label.to("nl"))
}
NOTES = ("import", "decide", str(EXAMPLES / "tables" / "made-up.decide.txt"), "--actor", "B.B")


@pytest.fixture
def call(fivec, tmp_path):
    """Run a command beside the case and its rubric; return all that it shows and writes."""
    for name in ("affaire.yaml", "rangs.yaml"):
        shutil.copy(EXAMPLES / "right" / name, tmp_path)
    text = (tmp_path / "affaire.yaml").read_text(encoding="utf-8")
    later = text.replace("outcome: 9", "outcome: 4").replace("level: c,", "level: d,")
    (tmp_path / "later.yaml").write_text(later, encoding="utf-8")
    (tmp_path / "other.yaml").write_text(later.replace("id: affaire", "id: other"), "utf-8")

    def call(*arguments):
        before = set(tmp_path.iterdir())
        run = fivec(*arguments, cwd=tmp_path)
        shown = (run.stdout + run.stderr).decode()
        assert run.returncode == 0, shown
        return shown + "".join(map(written, sorted(set(tmp_path.iterdir()) - before)))

    return call


def written(path):
    """Return the text of a file; of a Word or Excel document or a package that of its parts."""
    if path.suffix not in (".docx", ".xlsx", ".zip"):
        return path.read_text(encoding="utf-8")
    with ZipFile(path) as parts:
        names = [name for name in parts.namelist() if not name.endswith((".png", ".bin"))]
        return "".join(parts.read(name).decode() for name in names)


def ours_in(text):
    # A class of tests is called so, whatever the scale of influence is.
    text = re.sub("doubly[- ]decisive", "", text)
    return {word for word in OURS if word in text}


@pytest.mark.parametrize(
    ("paths", "lang"), [(("affaire.yaml",), "nl"), (("affaire.yaml", "other.yaml"), "en")]
)
@pytest.mark.parametrize("form", formats_of("cases"))
def test_every_format_says_what_the_rubric_says(call, form, paths, lang):
    target = ("-o", f"result.{form}") if FORMATS[form].binary else ()
    text = call("score", *paths, "--format", form, "--lang", lang, *target)
    assert ours_in(text) == set()
    # These tell of findings, and of no figure.
    if form not in ("github", "junit"):
        assert "eaucoup" in text or "nfluence décisive" in text
        # A row a case has no room for a capability.
        assert "savoir" in text.lower() or (form == "table" and len(paths) > 1)


@pytest.mark.parametrize("part", ["", "verdict", "capacity", "savoir", "reseau.visites", "mots"])
def test_every_part_is_explained(call, part):
    text = call("explain", "affaire.yaml", *filter(None, [part]))
    assert ours_in(text) == set()


@pytest.mark.parametrize(
    ("call_of", "expected"),
    [
        (
            ("check", "affaire.yaml", "other.yaml", "rangs.yaml"),
            "0 errors and 1 warning in 3 files.",
        ),
        (("rubric", "show", "rangs.yaml"), "Savoir"),
        (("score", "affaire.yaml", "--full"), "Connaissance du dossier"),
        (("next", "affaire.yaml"), "Connaissance du dossier"),
        (("compare", "affaire.yaml", "other.yaml"), "Savoir"),
        (("compare", "affaire.yaml", "other.yaml", "--format", "markdown"), "Savoir"),
        (("compare", "affaire.yaml", "later.yaml"), "bon"),
        (("compare", "affaire.yaml", "later.yaml", "--format", "json"), "savoir"),
        (("new", "case", "a", "--title", "A", "--actor", "B", "--rubric", "rangs.yaml"), "Tout."),
        ((*NOTES, "--rubric", "rangs.yaml"), "rubric: ./rangs.yaml"),
    ],
)
def test_every_command_takes_it(call, call_of, expected):
    text = call(*call_of)
    assert expected in text
    assert ours_in(text) == set()


def test_it_is_coded_in_a_workbook_and_comes_back_as_it_was(call):
    text = call("new", "case", "--from", "affaire.yaml", "--xlsx", "book.xlsx")
    assert ours_in(text) == set()
    text = call("import", "xlsx", "book.xlsx", "-o", "back.yaml")
    assert ours_in(text) == set()
    scored = [call("score", name, "--format", "csv") for name in ("affaire.yaml", "back.yaml")]
    assert scored[0].replace("affaire.yaml", "back.yaml") == scored[1]


def test_a_result_that_was_kept_is_compared_with_a_case(call, tmp_path):
    kept = call("score", "affaire.yaml", "--format", "json")
    (tmp_path / "kept.json").write_text(kept, encoding="utf-8")
    text = call("compare", "later.yaml", "--baseline", "kept.json")
    assert "bon" in text
    assert ours_in(text) == set()


def test_who_asks_for_no_rubric_gets_one_that_ships(call):
    shipped = {path.stem for path in (ROOT / "rubrics").iterdir()}
    for begin in (("new", "case", "a", "--title", "A", "--actor", "B"), NOTES):
        text = call(*begin)
        assert any(f"rubric: {name}@" in text.replace("'", "") for name in shipped)
