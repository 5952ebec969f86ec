"""Text of somebody else's is text in every document and every medium: never markup or a command."""

from functools import partial

import pytest
from msgspec.structs import replace

from fivec import api
from fivec.documents.compare import compared
from fivec.documents.conditions import conditions
from fivec.documents.findings import checked
from fivec.documents.league import league
from fivec.documents.next_steps import next_steps
from fivec.documents.robustness import robustness
from fivec.documents.rubric import listing, whole
from fivec.documents.selfcheck import selfcheck
from fivec.documents.several import document
from fivec.locale import words
from fivec.methods.across import Asked, assess_conditions, gather_rows
from fivec.methods.compare_cases import compare_cases
from fivec.model.assessment import Batch
from fivec.model.checked import Checked
from fivec.model.expected import Check
from fivec.model.finding import finding
from fivec.model.league import MEASURES, League, LeagueFigure, Standing
from fivec.model.text import plain
from fivec.render import FORMATS, View, set_document
from tests.cli.test_documents import visible

EVIL = "=1+1 <script>x</script> | [bold]y[/] *z* ::error::"
MEDIA = [name for name, one in FORMATS.items() if one.medium]


@pytest.fixture(scope="module")
def documents(kompas, concept):
    """Every document, as somebody would have it whose every text is not what it seems."""
    evil = plain(EVIL + "\x1b[31m")
    case = replace(kompas.case, title=evil)
    evil_case = replace(kompas, case=case)
    firm = api.robustness(evil_case, draws=50)
    lacking = tuple(replace(one, label=evil) for one in firm.left_out)
    evil_firm = replace(firm, left_out=lacking)
    figures = dict.fromkeys(MEASURES, LeagueFigure(1.0, (0.0, 2.0)))
    standing = Standing(EVIL + "\x1b[31m", 3, figures, figures, None)
    name = EVIL + "\x1b[31m"
    members = gather_rows([(name, {name: 1.0, "y": 1.0}), ("b", {name: 0.0, "y": 0.0})], [name],
                          asked := Asked(outcome="y", table="t.csv"))  # fmt: skip
    rubric = kompas.rubric
    first, *rest = rubric.capabilities
    inner = replace(first.indicators[0], label=evil, question=evil)
    first = replace(first, label=evil, indicators=(inner, *first.indicators[1:]))
    fault = finding(EVIL + "\x1b[31m", (1, 1), "unknown-level", id=EVIL, of="a")
    return {
        "case": (document, Batch((evil_case,))),
        "comparison": (compared, compare_cases((evil_case, concept))),
        "next": (partial(next_steps, evil_case), api.next_steps(evil_case)),
        "league": (
            league,
            League(
                file="t.tsv",
                sha256="",
                issues=3,
                draws=0,
                seed=1,
                model_error=1.0,
                standings=(standing,),
            ),
        ),
        "robustness": (partial(robustness, evil_case), evil_firm),
        "conditions": (conditions, assess_conditions(members, asked)),
        "rubrics": (listing, [replace(rubric, title=evil)]),
        "rubric": (whole, replace(rubric, capabilities=(first, *rest))),
        "findings": (checked, Checked((fault.file,), (fault,))),
        "selfcheck": (selfcheck, [Check(EVIL, "hoop", evil, 1.0, None)]),
    }


@pytest.mark.parametrize("medium", MEDIA)
@pytest.mark.parametrize(
    "name",
    [
        "case",
        "comparison",
        "league",
        "next",
        "robustness",
        "conditions",
        "rubrics",
        "rubric",
        "findings",
        "selfcheck",
    ],
)
def test_text_of_others_is_text(documents, name, medium):
    tell, what = documents[name]
    view = View(words=words("en"), width=240)
    data = set_document(tell(what, view), medium, view)
    if suffix := FORMATS[medium].suffix:
        data = data if isinstance(data, bytes) else data.encode()
        assert b"<script>x" not in data
        data = visible(suffix, data)
    assert f"{EVIL}␛[31m" in data
    assert "\x1b" not in data
