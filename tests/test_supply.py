"""What fivec stands on: a lock that keeps to the ranges, and licences that leave its users free."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from itertools import chain

import pytest
from packaging.licenses import canonicalize_license_expression
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
LOCKED = [one for one in LOCK["package"] if one["name"] != PROJECT["name"]]

# Nothing is asked of whoever passes on what they made with these, but to name them.
FREE = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "Bitstream-Vera", "CC0-1.0", "ISC"),
    *("MIT", "MIT-0", "PSF-2.0", "Zlib"),
}
# Those who change a file of such a tool pass that file on; we run it, and ship nothing of it.
TO_DEVELOP_WITH = FREE | {"MPL-2.0"}
# What people wrote before there was a field for it, and how a licence begins that nobody named.
FORMER = {
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
BEGINS = {
    "Permission is hereby granted, free of charge, to any person obtaining a copy": "MIT",
    "Redistribution and use in source and binary forms, with or without": "BSD-3-Clause",
}


def requirements(extras: Iterable[str]) -> Iterator[Requirement]:
    """Return what the project asks for, with these extras and those that they take in."""
    for text in chain(PROJECT["dependencies"], *(EXTRAS[one] for one in extras)):
        one = Requirement(text)
        if one.name == PROJECT["name"]:
            yield from requirements(one.extras)
        else:
            yield one


@pytest.mark.parametrize("extra", EXTRAS)
def test_the_lock_is_made_of_what_the_project_asks_for(extra):
    (own,) = (one for one in LOCK["package"] if one["name"] == PROJECT["name"])
    asked = {
        (one["name"], SpecifierSet(one.get("specifier", "")))
        for one in own["metadata"]["requires-dist"]
        if one.get("marker", f"extra == '{extra}'") == f"extra == '{extra}'"
    }
    assert asked == {(canonicalize_name(one.name), one.specifier) for one in requirements([extra])}
    assert LOCK["requires-python"] == PROJECT["requires-python"]


@pytest.mark.parametrize("asked", sorted(set(requirements(EXTRAS)), key=str), ids=str)
def test_what_is_locked_lies_within_its_range(asked):
    name = canonicalize_name(asked.name)
    versions = [one["version"] for one in LOCKED if one["name"] == name]
    assert versions
    assert all(asked.specifier.contains(one) for one in versions)


def test_every_file_of_the_lock_has_its_hash_and_a_public_place():
    files = [
        file
        for one in LOCKED
        for file in (*one.get("wheels", ()), *filter(None, [one.get("sdist")]))
    ]
    assert len(files) > len(LOCKED)
    assert {one["source"]["registry"] for one in LOCKED} == {"https://pypi.org/simple"}
    assert {file["url"].rpartition("/packages/")[0] for file in files} == {
        "https://files.pythonhosted.org"
    }
    assert all(re.fullmatch("sha256:[0-9a-f]{64}", file["hash"]) for file in files)


@pytest.mark.parametrize("asked", sorted(set(requirements(["test"])), key=str), ids=str)
def test_each_range_has_an_oldest_that_the_tests_can_be_run_with(asked):
    (oldest,) = (one.version for one in asked.specifier if one.operator == ">=")
    assert asked.specifier.contains(oldest)


@cache
def installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def needed(asked: Iterable[Requirement]) -> dict[str, Distribution]:
    """Return what is installed of these, and of what they need in turn."""
    names: dict[str, Distribution] = {}
    left = list(asked)
    while left:
        one = left.pop()
        name, found = canonicalize_name(one.name), installed(one.name)
        if found is None or (name in names and not one.extras):
            continue
        names[name] = found
        for further in map(Requirement, found.requires or ()):
            extras = one.extras or {""}
            if further.marker is None or any(further.marker.evaluate({"extra": x}) for x in extras):
                left.append(further)
    return names


def licence(one: Distribution) -> str:
    """Return under what a distribution may be used, by SPDX's names; empty where it is not said."""
    if said := one.metadata.get("License-Expression"):
        return canonicalize_license_expression(said)
    said = [line.rpartition(" :: ")[2] for line in one.metadata.get_all("Classifier") or ()]
    if named := [FORMER[line] for line in said if line in FORMER]:
        return " AND ".join(named)
    if (said := one.metadata.get("License", "")) in TO_DEVELOP_WITH:
        return said
    texts = [
        " ".join(file.read_text(encoding="utf-8").split())
        for file in one.files or ()
        if file.name.startswith("LICENSE")
    ]
    return " AND ".join(
        next((name for begins, name in BEGINS.items() if begins in text), "") for text in texts
    )


def is_one_of(allowed: set[str], said: str) -> bool:
    """Return whether a licence is allowed: all that must be obeyed, one of what may be chosen."""
    return all(
        any(one.strip(" ()") in allowed for one in choice.split(" OR "))
        for choice in said.split(" AND ")
    )


@pytest.mark.parametrize(
    ("extras", "allowed"), [([], FREE), (["cluster"], FREE), (EXTRAS, TO_DEVELOP_WITH)]
)
def test_what_comes_along_leaves_its_users_free(extras, allowed):
    found = needed(requirements(extras))
    assert set(found) >= {
        canonicalize_name(Requirement(one).name) for one in PROJECT["dependencies"]
    }
    said = {name: licence(one) for name, one in found.items()}
    assert {name: one for name, one in said.items() if not is_one_of(allowed, one)} == {}


def test_what_ships_is_under_the_licences_that_the_project_names():
    assert is_one_of(FREE, PROJECT["license"])
    assert [one for one in PROJECT["license-files"] if not (ROOT / one).is_file()] == []


@pytest.mark.parametrize("said", [
    "", "GPL-3.0-or-later", "MIT AND LGPL-2.1-only", "AGPL-3.0-only OR GPL-2.0-only",
    "Apache-2.0 WITH Unheard-Of", "MPL-2.0", "Proprietary",
])  # fmt: skip
def test_a_licence_that_binds_or_is_not_known_is_not_allowed(said):
    assert not is_one_of(FREE, said)


def test_of_a_choice_one_is_enough():
    assert is_one_of(FREE, "GPL-2.0-only OR MIT")
    assert is_one_of(FREE, "MIT AND (BSD-2-Clause OR GPL-3.0-only)")
    assert not is_one_of(FREE, "(MIT AND GPL-3.0-only) OR GPL-2.0-only")
