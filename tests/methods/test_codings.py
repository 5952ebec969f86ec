"""What several coders say of an issue, as one answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fivec.methods.codings import ATTAINED, settled, without_coder
from fivec.model.evidence import Coding, Ratings
from fivec.model.positions import IssueCoding, IssueCodings
from tests.methods.make import case, words

ISSUE = words("i", None)


def coder(name, judged, *, adjudicated=False):
    issues = IssueCodings({} if judged is None else {"i": judged})
    return Coding(coder=name, adjudicated=adjudicated, ratings=Ratings(), issues=issues)


def judged(attained=None, span=None, alignment="unknown"):
    return IssueCoding(attained=attained, range=span, alignment=alignment)


def together(*given_, final=None):
    codings = [coder(f"k{n}", one) for n, one in enumerate(given_)]
    if final is not None:
        codings.append(coder("z", final, adjudicated=True))
    [issue] = settled(case(codings=tuple(codings), issues=(ISSUE,))).issues
    return issue.attained, issue.range, issue.alignment


def test_attained_is_the_lower_median_within_all_that_any_coder_accepts():
    assert together(judged("full"), judged("limited"))[:2] == ("limited", ("limited", "full"))
    wide = judged("partial", ("none", "partial"))
    assert together(wide, judged("full"), judged("largely"))[:2] == ("largely", ("none", "full"))
    assert together(judged("full"), judged("full"))[:2] == ("full", None)
    assert together(judged("full"), judged(), None)[:2] == ("full", None)
    assert together(judged(), None)[:2] == (None, None)


@pytest.mark.parametrize(
    ("given_", "wanted"),
    [
        (("minority", "minority"), "minority"),
        (("majority", "middle"), "majority-or-middle"),
        (("middle", "majority-or-middle"), "majority-or-middle"),
        (("middle", "majority", "majority-or-middle"), "majority-or-middle"),
        (("majority", "minority"), "unknown"),
        (("middle", "unknown"), "unknown"),
        (("blocked", "outlier"), "unknown"),
    ],
)
def test_an_alignment_is_the_one_on_which_all_agree(given_, wanted):
    assert together(*(judged("full", None, one) for one in given_))[2] == wanted


def test_an_adjudicated_coding_is_used_and_the_others_widen_it():
    final = judged("full", None, "minority")
    assert together(judged("none"), judged("none"), final=final) == (
        "full", ("none", "full"), "minority",
    )  # fmt: skip


def test_what_an_issue_says_itself_stays():
    for said in ({"attained": "limited"}, {"alignment": "middle"}):
        one = replace(ISSUE, **said)
        made = case(codings=(coder("a", judged("full")),), issues=(one, replace(ISSUE, id="i2")))
        assert settled(made) == made
    assert settled(settled(made)) == made


def test_without_a_coder_an_issue_is_as_the_others_see_it():
    codings = (coder("a", judged("full")), coder("b", judged("none")))
    one = settled(case(codings=codings, issues=(ISSUE,)))
    assert one.issues[0].attained == "none"
    assert without_coder(one, "b").issues[0].attained == "full"
    assert without_coder(without_coder(one, "b"), "a").issues[0].attained is None


def test_what_only_one_coder_saw_goes_with_it():
    wide = coder("a", judged("full", ("none", "full"), "majority"))
    one = settled(case(codings=(wide, coder("b", judged(None, None, "minority"))), issues=(ISSUE,)))
    assert one.issues == (
        replace(ISSUE, attained="full", range=("none", "full"), alignment="unknown"),
    )  # fmt: skip
    assert without_coder(one, "a").issues == (replace(ISSUE, alignment="minority"),)


@given(st.lists(st.sampled_from(ATTAINED), min_size=1, max_size=6), st.randoms())
def test_the_order_of_coders_changes_nothing_and_the_word_is_one_of_theirs(given_, chance):
    first = together(*map(judged, given_))
    assert first == together(*map(judged, chance.sample(given_, len(given_))))
    assert first[0] in given_
