"""What codes stand for: by their names, by what they stand under, and by a map."""

import msgspec
import pytest

from fivec.authoring.code_meanings import Meaning, Meanings
from fivec.authoring.codebook import guid
from fivec.files.load import load_rubric
from fivec.files.records import converted
from fivec.model.coding_project import CodingProject, ProjectCode

RUBRIC, _ = load_rubric("iob-5c")


def meanings(*paths, groups=(), map_=None, keys=()):
    """Return what codes stand for, each by its path; the last may have groups."""
    codes: dict[str, ProjectCode] = {}
    by_path: dict[tuple[str, ...], str] = {}
    for number, path in enumerate(paths):
        for depth in range(1, len(path) + 1):
            part = path[:depth]
            if part not in by_path:
                key = keys[number] if keys and depth == len(path) else f"k{len(codes)}"
                by_path[part] = key
                own = tuple(f"group {one}" for one in groups) if part == paths[-1] else ()
                codes[key] = ProjectCode(key, part, by_path.get(part[:-1], ""), own)
    given = converted({"format": "fivec/map@1", **map_}, "map") if map_ else None
    project = CodingProject("p", "", "p", codes, {}, (), {f"group {one}": one for one in groups})
    made = Meanings(project, RUBRIC, given)
    return {path: made.of[by_path[path]] for path in by_path}, made, codes


def meaning(*path, **more):
    return meanings(path, **more)[0][path]


@pytest.mark.parametrize(
    ("path", "indicator"),
    [
        (("networks.contacts",), "networks.contacts"),
        (("Networks.Contacts",), "networks.contacts"),
        (("1.2 networks.contacts (Contacts)",), "networks.contacts"),
        (("Coalition building with other member states",), "networks.coalitions"),
        (("toereikend  MANDAAT",), "knowledge.mandate"),
        (("Mandat suffisant",), "knowledge.mandate"),
        (("networks", "contacts"), "networks.contacts"),
        (("Netwerken en relaties", "coalitions"), "networks.coalitions"),
        (("networks::contacts",), "networks.contacts"),
        (("networks / contacts",), "networks.contacts"),
        (("Networks and relations > Networks",), "networks.contacts"),
        (("all", "networks", "contacts"), "networks.contacts"),
        (("networks.contacts", "in Brussels"), "networks.contacts"),
        (("networks.contacts", "networks.coalitions"), "networks.coalitions"),
        (("networks",), ""),
        (("contacts",), ""),
        (("people",), ""),
        (("knowledge", "contacts"), ""),
        (("networks.contacts2",), ""),
        (("xnetworks.contacts",), ""),
        (("early-effort",), ""),
        (("",), ""),
    ],
)
def test_an_indicator_is_known_by_its_name_and_by_where_it_stands(path, indicator):
    assert meaning(*path).indicator == indicator


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("weakens",), Meaning(direction="weakens")),
        (("pleit ervoor",), Meaning(direction="supports")),
        (("direction.context",), Meaning(direction="context")),
        (("Direction: weakens",), Meaning(direction="weakens")),
        (("Richting", "pleit ertegen"), Meaning(direction="weakens")),
        (("general",), Meaning(scope="general")),
        (("Portée", "le dossier"), Meaning(scope="dossier")),
        (("level.very-high",), Meaning(level="very-high")),
        (("Level", "To a high degree"), Meaning(level="high")),
        # A level's word alone may mean anything.
        (("high",), Meaning()),
        (("none",), Meaning()),
        (("networks.contacts", "weakens"), Meaning("networks.contacts", direction="weakens")),
        (("weakens", "networks.contacts"), Meaning("networks.contacts", direction="weakens")),
        (("networks.contacts: weakens, general",),
         Meaning("networks.contacts", direction="weakens", scope="general")),
        (("networks.contacts.capital",), Meaning("networks.contacts", parts=("capital",))),
    ],
)  # fmt: skip
def test_a_second_code_gives_a_direction_a_scope_or_a_level(path, expected):
    assert meaning(*path) == expected


def test_a_group_says_it_of_its_codes_unless_two_differ():
    assert meaning("networks.contacts", groups=["weakens", "Noise"]).direction == "weakens"
    assert meaning("networks.contacts", groups=["weakens", "supports"]).direction == ""
    assert meaning("Talks", groups=["networks.contacts", "general"]) == Meaning(
        "networks.contacts", scope="general"
    )


def test_a_code_of_our_codebook_is_known_by_its_number_whatever_its_name():
    keys = [guid(RUBRIC, "networks.contacts")]
    assert meaning("Wie kent wie", keys=keys).indicator == "networks.contacts"
    # Unless its name says another.
    assert meaning("networks.coalitions", keys=keys).indicator == "networks.coalitions"


@pytest.mark.parametrize("name", ["Talks", "talks", "People > Talks", "People/Talks", "K1", "{k1}"])
def test_a_map_calls_a_code_by_its_name_its_path_or_its_number(name):
    map_ = {"codes": {name: "networks.contacts"}}
    made, *_ = meanings(("People", "Talks"), map_=map_)
    assert made["People", "Talks"].indicator == "networks.contacts"
    assert made["People",].indicator == ""


def test_a_map_adds_to_what_a_name_says():
    map_ = {"codes": {"networks.contacts": {"direction": "supports"}}}
    assert meaning("networks.contacts", map_=map_) == Meaning(
        "networks.contacts", direction="supports"
    )


def test_a_map_may_call_a_group_unless_a_code_has_its_name():
    map_ = {"codes": {"Positive": {"direction": "supports"}}}
    assert meaning("networks.contacts", groups=["Positive"], map_=map_).direction == "supports"
    made, *_ = meanings(("Positive",), ("networks.contacts",), groups=["Positive"], map_=map_)
    assert made["Positive",].direction == "supports"
    assert made["networks.contacts",].direction == ""


def test_what_a_map_ignores_says_nothing_nor_does_what_stands_under_it():
    map_ = {"codes": {"Cover": {"ignore": True}}}
    made, *_ = meanings(("Cover", "Quotes"), ("Cover", "networks.contacts"), map_=map_)
    assert made["Cover", "Quotes"].ignore
    assert not made["Cover", "networks.contacts"].ignore


@pytest.mark.parametrize(
    ("path", "guess"),
    [(("network.contact",), "networks.contacts"), (("early effort",), "steering.early-effort"),
     (("Toereikende mandaten",), "knowledge.mandate"),
     (("Networks", "contact"), "networks.contacts"), (("zzz",), "")],
)  # fmt: skip
def test_the_nearest_indicator_is_offered(path, guess):
    _, made, codes = meanings(path)
    assert made.guess(list(codes.values())[-1]) == guess


def test_a_map_is_as_its_schema_says():
    with pytest.raises(msgspec.ValidationError):
        converted({"format": "fivec/map@1", "codes": {"a": {"direction": "up"}}}, "map")
