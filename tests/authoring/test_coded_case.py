"""A project as a case: whatever it says, the case can be read."""

import yaml
from hypothesis import given
from hypothesis import strategies as st

from fivec.authoring.coded_case import CaseFacts, coded_case
from fivec.authoring.yaml_text import case_yaml
from fivec.files.load import Loader, load_rubric
from fivec.files.paths import Input
from fivec.locale import words
from fivec.model.coding_project import (
    Applied,
    CodedPassage,
    CodingProject,
    ProjectCode,
    ProjectSource,
    Spot,
)
from tests.conftest import ROOT

RUBRIC, _ = load_rubric("iob-5c")
SAY = words("en")
CODES = ("networks.contacts", "steering.early-effort", "weakens", "general", "level.high", "noise")
SPOTS = [Spot("signs", (3, 9), line=2), Spot("signs", (-1, 10**11)), Spot("time", (5, 61_000)),
         Spot("region", (1, 2, 3, 4), page=2), Spot("number", (7,)), Spot("whole")]  # fmt: skip


@st.composite
def projects(draw):
    """Return a project in which people wrote whatever they liked."""
    texts = st.text(max_size=12)
    sources = draw(st.lists(texts, min_size=1, max_size=3))
    passages = draw(
        st.lists(
            st.builds(
                CodedPassage,
                st.sampled_from([f"s{n}" for n in range(len(sources))]),
                st.sampled_from(SPOTS),
                st.none() | texts,
                texts,
                st.lists(texts, max_size=2).map(tuple),
                st.lists(
                    st.builds(Applied, st.sampled_from(CODES), texts), min_size=1, max_size=4
                ).map(tuple),
            ),
            max_size=4,
        )
    )
    return CodingProject(
        "p", "", draw(texts), {name: ProjectCode(name, (name,)) for name in CODES},
        {f"s{n}": ProjectSource(f"s{n}", name) for n, name in enumerate(sources)},
        tuple(passages),
    )  # fmt: skip


@given(projects())
def test_a_case_of_any_project_can_be_read(project):
    made = coded_case(project, RUBRIC, None, CaseFacts("iob-5c@1", None, "Ä title"), SAY)
    text = case_yaml(made.root, "made")
    read = Loader().read(text.encode(), Input("c.yaml", None, ROOT))
    assert [one for one in read.findings if one.blocks] == []
    assert len(made.root["evidence"]) == made.tally["rows"]
    # Each passage is evidence, or told.
    told = made.tally["alone"] + sum(one.count > 0 for one in made.unmapped)
    if len(made.root["evidence"]) < len(project.passages):
        assert told
    assert yaml.safe_load(text)["id"] == "A-title"
