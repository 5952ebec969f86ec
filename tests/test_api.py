"""What a notebook or a program does with fivec: the same as the command, and nothing at import."""

import csv
import inspect
import json
import pickle
import re
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from io import BytesIO, StringIO, TextIOWrapper

import pytest

import fivec
from fivec import api
from fivec.api.many import Work, over
from fivec.errors import require
from fivec.files import build, paths, plain, rubrics, sent
from fivec.locale import LANGUAGES
from fivec.methods.codings import settled
from fivec.model.assessment import Failed
from fivec.model.comparison import CaseComparison, VersionComparison
from fivec.model.values import number
from tests.conftest import ROOT
from tests.run import called

CASES = ROOT / "cases"
KOMPAS = CASES / "kompas.yaml"
OWN_RUBRIC = ROOT / "tests" / "examples" / "right" / "own-rubric.yaml"
WRONG = ROOT / "tests" / "examples" / "wrong" / "unknown-level.yaml"
DEU = ROOT / "tests" / "examples" / "tables" / "made-up.tsv"


@pytest.fixture(scope="module")
def kompas():
    return fivec.score(KOMPAS)


# at import


def test_importing_costs_nothing_and_its_names_are_there_when_asked_for():
    code = (
        "import sys; before = set(sys.modules); import fivec; print(*set(sys.modules) - before)\n"
        "print(*dir(fivec)); print(fivec.FivecError, fivec.score)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    new, names, given = run.stdout.splitlines()
    assert new == "fivec"
    assert set(fivec.__all__) <= set(names.split())
    assert "fivec.errors.FivecError" in given


def test_every_name_is_given_and_no_other():
    for name in fivec.__all__:
        assert getattr(fivec, name) is getattr(api, name)
    assert set(api.__all__) - set(fivec.__all__) == {"LENSES", "Lens", "pairs"}
    with pytest.raises(AttributeError, match="'fivec' has no attribute 'nothing'"):
        fivec.nothing  # noqa: B018 - asking for it is the test


def test_all_that_is_given_says_what_it_is():
    for name in fivec.__all__:
        assert inspect.getdoc(getattr(fivec, name)), name


# one case


def test_a_case_shows_itself_in_a_line(kompas):
    assert repr(kompas) == (
        "<The Netherlands, EU Strategic Compass 2022: A reasonable to considerable degree of "
        "influence (confidence moderate), capacity 82.3 (39.2 to 98.3)>"
    )


def test_a_case_without_a_figure_or_a_verdict_says_so(written):
    path = written(
        'format: fivec/case@1\nid: a\ntitle: "A\\n\\n b"\nactor: {id: NLD}\nrubric: iob-5c\n'
    )
    assert repr(fivec.score(path)) == (
        "<NLD, A b: Not yet to be judged, capacity not assessed (0.0 to 100.0)>"
    )


def test_its_page_stops_before_the_first_section(kompas):
    page = kompas._repr_html_()
    assert page.startswith('<article class="fivec"><style>')
    assert page.endswith("</p></article>")
    assert ("<hr>" + page).startswith("<hr>")
    assert page.count("<h1") == 1
    assert "<h2" not in page
    assert "considerable degree of influence" in page
    assert "<table" in page
    assert "<figure" not in page


def test_it_is_what_the_command_prints_as_json(kompas, fivec):
    for language in LANGUAGES:
        said = fivec("score", str(KOMPAS), "--format", "json", "--lang", language).stdout
        assert kompas.to_dict(language) == json.loads(said)["cases"][0]


def test_its_rows_are_those_of_the_csv(kompas, fivec):
    lines = csv.DictReader(StringIO(fivec("score", str(KOMPAS), "--format", "csv").stdout.decode()))
    rows = kompas.rows()
    # Every number is of one type there, and written with 12 digits here.
    told = [{key: number(cell) if isinstance(cell, float) else cell for key, cell in row.items()}
            for row in rows]  # fmt: skip
    assert [
        {name: "" if row[name] is None else str(row[name]) for name in lines.fieldnames}
        for row in told
    ] == list(lines)
    assert {type(row["value"]) for row in rows} == {float, type(None)}
    assert len({tuple(row) for row in rows}) == 1
    labels = {row["id"]: row["label"] for row in kompas.rows("nl")}
    assert labels["networks"] == "Netwerken en relaties"
    assert {row["confidence"] for row in rows if row["part"] == "verdict"} == {"moderate"}


def test_it_can_be_a_key(kompas):
    assert {kompas: 1}[fivec.score(KOMPAS)] == 1
    assert len({kompas, fivec.score(KOMPAS, scope="general")}) == 2


def test_loading_and_assessing_are_scoring(kompas):
    loaded = fivec.load(KOMPAS, rubric="iob-5c@1")
    assert settled(loaded.case) == kompas.case
    assert fivec.assess(*loaded) == kompas
    assert fivec.assess(*loaded, scope="general", fallback=True) == fivec.score(
        KOMPAS, scope="general", fallback=True
    )
    assert fivec.assess(*loaded, scope="general") != kompas


# many cases


class Slow(Executor):
    """An executor that does nothing before it is asked for the result."""

    def submit(self, work, /, *arguments):
        """Return a promise."""
        future = Future()
        future.result = lambda: work(*arguments)
        return future


class Broken(Executor):
    """An executor that breaks on the first piece of work and never begins with the others."""

    def __init__(self):
        self.futures = []

    def submit(self, *_):
        """Return a promise that is not kept."""
        self.futures.append(Future())
        if len(self.futures) == 1:
            self.futures[0].set_exception(OSError())
        return self.futures[-1]


class Elsewhere(Executor):
    """An executor as another machine would be one: what it gets are bytes, and no file is there."""

    def submit(self, work, /, *arguments):
        """Return a promise."""
        letter, future = pickle.dumps((work, arguments)), Future()

        def result(_=None):
            work, arguments = pickle.loads(letter)  # noqa: S301 - our own
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(plain, "read_plain", nowhere)
                patch.setattr(paths, "read_plain", nowhere)
                patch.setattr(rubrics, "read_plain", nowhere)
                patch.setattr("pathlib.Path.iterdir", nowhere)
                patch.setattr("pathlib.Path.resolve", nowhere)
                return pickle.loads(pickle.dumps(work(*arguments)))  # noqa: S301 - our own

        assert b"pathlib" not in letter
        future.result = result
        return future


def of_loky():
    """Return the executor that joblib's users have."""
    from loky import ProcessPoolExecutor as OfLoky

    return OfLoky()


def nowhere(*_, **__):
    pytest.fail("a file is read")


@pytest.mark.parametrize(
    "executor", [ThreadPoolExecutor, ProcessPoolExecutor, of_loky, Slow, Elsewhere]
)
def test_any_executor_gives_the_same_in_the_same_order(executor):
    one_by_one = fivec.score_many(CASES)
    assert [one.case.id for one in one_by_one] == sorted(path.stem for path in CASES.glob("*.yaml"))
    with executor() as given:
        assert fivec.score_many(CASES, given) == one_by_one


def test_work_travels_with_all_that_it_needs(tmp_path):
    """Rubrics stand beside a case, or elsewhere, and may be named where nobody expects it."""
    for name in ("right", "wrong", "doubtful"):
        shutil.copytree(ROOT / "tests/examples" / name, tmp_path / name)
    flow = '{format: fivec/case@1, id: a, title: A, actor: {id: A}, "rubric": presidency}\n'
    (tmp_path / "right" / "flow.yaml").write_text(flow)
    (tmp_path / "nowhere.yaml").write_text(flow)
    book = tmp_path / "book.xlsx"
    assert called("new", "case", "--from", "kompas", "--xlsx", str(book)).returncode == 0
    ways = {"audience": "public"}, {"rubric": tmp_path / "right/presidency.yaml"}, {}
    for how in ways:
        here = fivec.score_many([tmp_path, book], keep_failed=True, **how)
        assert fivec.score_many([tmp_path, book], Elsewhere(), keep_failed=True, **how) == here
    assert sum(isinstance(one, Failed) for one in here) > 40


class Ending(Slow):
    """An executor whose workers end when they read a certain file."""

    def submit(self, work, /, sent):
        """Return a promise."""
        future = super().submit(work, sent)
        if any(one.name.endswith("case-011.yaml") for one in sent.files):
            future.result = lambda: 1 / 0
        return future


def test_a_file_that_ends_whoever_reads_it_is_told_and_the_others_are_scored(folder):
    files = paths.sources(folder)
    how = {"rubric": None, "scope": "case", "fallback": False, "audience": "internal"}
    work = Work(lambda one: one, **how)
    done = list(over(Ending(), work, files, ahead=2, killed=(ZeroDivisionError,)))
    assert [one.code for one in done.pop(11).findings] == ["process-ended"]
    scored = fivec.score_many(folder, keep_failed=True)
    assert scored.pop(11).file.endswith("case-011.yaml")
    assert done == scored
    with pytest.raises(ZeroDivisionError):
        list(over(Ending(), work, files))


def test_files_are_read_no_further_ahead_than_is_asked(monkeypatch):
    read, slow = [], paths.read_bytes
    monkeypatch.setattr(sent, "read_bytes", lambda one: read.append(one) or slow(one))
    work = Work(lambda one: one, rubric=None, scope="case", fallback=False, audience="internal")
    done = over(Slow(), work, paths.sources(CASES), ahead=2)
    next(done)
    assert len(read) == 2
    done.close()


def test_other_work_is_gone_about_by_an_executor_too():
    for one, more in ((fivec.robustness, KOMPAS), (fivec.league, DEU)):
        here = one(more, draws=6000)
        assert one(more, draws=6000, executor=Elsewhere()) == here
        with pytest.raises(TypeError, match="executor must be of type Executor, not str"):
            one(more, draws=1, executor="threads")


def test_threads_make_one_record_at_a_time(monkeypatch):
    """While msgspec learns a type in one thread, it crashes in another."""
    makers, most, made = [], [], build.converted

    def converted(root, name):
        makers.append(name)
        most.append(len(makers))
        time.sleep(0.005)
        record = made(root, name)
        makers.pop()
        return record

    monkeypatch.setattr(build, "converted", converted)
    with ThreadPoolExecutor(4) as given:
        fivec.score_many(CASES, given)
    assert len(most) > len(list(CASES.glob("*.yaml")))
    assert max(most) == 1


def test_a_file_that_cannot_be_scored_is_told_with_all_others_or_kept_in_its_place(tmp_path):
    paths = [KOMPAS, WRONG, tmp_path / "nowhere.yaml"]
    with pytest.raises(fivec.FivecError) as wrong:
        fivec.score_many(paths)
    assert [one.code for one in wrong.value.findings] == ["unknown-level", "unreadable"]
    kept = fivec.score_many(paths, keep_failed=True)
    assert [isinstance(one, fivec.Failed) for one in kept] == [False, True, True]
    # A folder without a case has a place too; what is named twice, or with its folder, has one.
    empty = tmp_path / "empty"
    empty.mkdir()
    kept = fivec.score_many([KOMPAS, empty, KOMPAS, CASES], keep_failed=True)
    assert [isinstance(one, Failed) for one in kept] == [False, True, *[False] * 5]
    assert fivec.score_many([]) == []


def test_work_that_nobody_waits_for_is_called_off():
    broken = Broken()
    with pytest.raises(OSError):
        fivec.score_many(CASES, broken)
    assert [one.cancelled() for one in broken.futures] == [False, True, True, True, True, True]


def test_standard_input_is_read_here(monkeypatch):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(KOMPAS.read_bytes())))
    (one,) = fivec.score_many("-", Elsewhere())
    assert one.case.file == "<stdin>"


# checking, comparing, the league


def test_checking_tells_and_raises_nothing(tmp_path):
    (tmp_path / "again.yaml").write_bytes(KOMPAS.read_bytes())
    (tmp_path / "empty").mkdir()
    wrong = [WRONG, tmp_path / "nowhere.yaml", tmp_path / "empty", ROOT / "rubrics"]
    found = fivec.check([*wrong, KOMPAS, tmp_path / "again.yaml"])
    codes = [one.code for one in found if one.severity == "error" or one.kind == "batch"]
    assert codes == ["unreadable", "unknown-level", "unreadable", "same-id"]
    assert fivec.check(KOMPAS, rubric="nowhere")[0].code == "unknown-rubric"


def test_cases_and_versions_of_one_are_compared(tmp_path, kompas, fivec):
    import fivec as package

    other = package.score(CASES / "nis2-cer.yaml")
    assert isinstance(package.compare([kompas, other]), CaseComparison)
    assert isinstance(package.compare(CASES), CaseComparison)
    kept = tmp_path / "last.json"
    fivec("score", str(KOMPAS), "-o", str(kept))
    mixed = package.compare([other, CASES / "hybride-toolbox.yaml", kompas])
    assert [one.case.id for one in mixed.cases] == ["nis2-cer", "hybride-toolbox", "kompas"]
    for change in (
        package.compare([kompas, KOMPAS]),
        package.compare(KOMPAS, baseline=kept),
        package.compare(kompas, baseline=kept),
    ):
        assert isinstance(change, VersionComparison)
        assert not change.matters


def test_the_league_has_its_sort_and_who_is_absent():
    made = fivec.league(DEU, sort="actor", draws=0)
    names = [one.actor for one in made.standings]
    assert names == sorted(names)
    assert made.standings[0].weighted["attainment"].interval is None
    assert set(made.absent).isdisjoint(names)


# what cannot be done


def failing(tmp_path):
    empty = tmp_path / "empty"
    empty.mkdir()
    return [
        (lambda: fivec.score("nowhere.yaml"), "nowhere.yaml: error[unreadable]"),
        (lambda: fivec.load(empty), "empty: error[unreadable]"),
        (lambda: fivec.score(WRONG), "unknown-level.yaml:"),
        (lambda: fivec.score(KOMPAS, rubric="iob-5d"), "error[unknown-rubric]"),
        (lambda: fivec.score(CASES), "cases holds several cases; name one of them."),
        (lambda: fivec.score(KOMPAS, scope="casse"), 'for scope; did you mean "case"?'),
        (lambda: fivec.score(KOMPAS, scope="europe"), '"europe" is not possible for scope. Choose'),
        (lambda: fivec.score(KOMPAS, scope=None), '"None" is not possible for scope.'),
        (lambda: fivec.score(""), ". holds several cases"),
        (lambda: fivec.score(KOMPAS).to_dict("zz"), '"zz" is not possible for language'),
        (lambda: fivec.league(DEU, draws=-1), "draws cannot have that value"),
        (lambda: fivec.league(DEU, seed=-1), "seed cannot have that value"),
        (lambda: fivec.league(DEU, sort="gain"), '"gain" is not possible for sort'),
        (lambda: fivec.conditions(CASES, frequency=0), "frequency cannot have that value"),
        (lambda: fivec.conditions(CASES, seed=-1), "seed cannot have that value"),
        (lambda: fivec.conditions(CASES, pri=1.1), "pri cannot have that value"),
        (lambda: fivec.conditions(CASES, calibrate=(50, 50, 75)), "calibrate cannot have"),
        (lambda: fivec.robustness(KOMPAS, draws=0), "draws cannot have that value"),
        (lambda: fivec.robustness(KOMPAS, seed=-1), "seed cannot have that value"),
        (lambda: fivec.robustness(KOMPAS, weights=1.1), "weights cannot have that value"),
        (
            lambda: fivec.robustness(OWN_RUBRIC),
            "presidency has no rule for a verdict",
        ),
        (lambda: fivec.league("nowhere.csv"), "nowhere.csv: error[unreadable]"),
        (lambda: fivec.compare(KOMPAS), "comparing takes two cases or more"),
        (lambda: fivec.compare(WRONG), "unknown-level.yaml:"),
        (lambda: fivec.compare(KOMPAS, baseline=KOMPAS), "error[broken-json]"),
    ]


def test_what_cannot_be_done_is_one_error_that_reads(tmp_path, monkeypatch):
    monkeypatch.chdir(CASES)
    for call, said in failing(tmp_path):
        with pytest.raises(fivec.FivecError) as wrong:
            call()
        assert said in str(wrong.value)
        assert bool(wrong.value.findings) is ("error[" in str(wrong.value))
        again = pickle.loads(pickle.dumps(wrong.value))  # noqa: S301 - our own
        assert (str(again), again.findings) == (str(wrong.value), wrong.value.findings)


BY_LIST = "a file is named by a str or a Path, not by list"
BY_NONE = "a file is named by a str or a Path, not by NoneType"
BY_BYTES = "a file is named by a str or a Path, not by bytes"


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: fivec.score([KOMPAS]), BY_LIST),
        (lambda: fivec.load(bytes(KOMPAS)), BY_BYTES),
        (lambda: fivec.score(KOMPAS, rubric=b"iob-5c"), BY_BYTES),
        (lambda: fivec.check(None), BY_NONE),
        (lambda: fivec.score_many(bytes(KOMPAS)), BY_BYTES),
        (lambda: fivec.score_many([KOMPAS, None]), BY_NONE),
        (lambda: fivec.compare([KOMPAS, None]), BY_NONE),
        (lambda: fivec.compare(KOMPAS, baseline=[KOMPAS]), BY_LIST),
        (lambda: fivec.league([DEU]), BY_LIST),
        (lambda: fivec.league(DEU, missing=[99]), "missing must be of type str, not int"),
        (lambda: fivec.league(DEU, draws=1.5), "'float' object cannot be interpreted as an int"),
        (lambda: fivec.score_many(KOMPAS, "threads"), "executor must be of type Executor, not str"),
        (lambda: fivec.assess(KOMPAS, "iob-5c"), "case must be of type Case, not PosixPath"),
        (lambda: fivec.assess(fivec.load(KOMPAS).case, None), "rubric must be of type Rubric, not"),
        (lambda: fivec.score(KOMPAS, fallback="no"), "fallback must be True or False, not 'no'"),
        (lambda: fivec.score(KOMPAS, fallback=None), "fallback must be True or False, not None"),
    ],
)
def test_an_argument_of_another_kind_is_refused_in_a_sentence(call, told):
    with pytest.raises(TypeError, match=re.escape(told)):
        call()


def test_a_text_for_what_is_missing_is_one_text():
    def standings(missing):
        return fivec.league(DEU, draws=0, missing=missing).standings

    assert standings("60") == standings(["60"]) != standings(["6", "0"])


def test_an_error_names_a_value_that_no_other_process_could_have():
    with pytest.raises(fivec.FivecError) as wrong:
        require("scope", threading.Lock(), ("case",))
    assert str(pickle.loads(pickle.dumps(wrong.value))) == str(wrong.value)  # noqa: S301 - ours


def test_a_folder_that_is_gone_is_no_hindrance(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert fivec.score(KOMPAS, rubric="iob-5c").case.id == "kompas"
    assert fivec.league(DEU, draws=0).standings


def test_a_choice_that_there_is_is_let_through():
    require("scope", "case", ("case",))


# the order of the methods


def test_each_field_of_an_assessment_is_filled_by_one_lens():
    by_hand = {"case", "rubric", "options", "findings", "missed", "waived"}
    by_hand |= {"id", "title", "file", "sha256", "actor", "arena", "text", "decision_rule",
                "judged_by", "scope", "evidence", "sources", "audience", "left_out",
                    "seal"}  # fmt: skip
    filled = sorted(lens.name for lens in api.LENSES)
    assert filled == sorted(set(api.AssessedCase.__struct_fields__) - by_hand)
