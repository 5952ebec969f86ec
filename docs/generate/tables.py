"""The page on the tables of a data package: every column, with its unit and its ends."""

from __future__ import annotations

import json
from typing import Any

from fivec.locale import words
from fivec.render import View
from fivec.render.machine.data.data_package import package_files
from generate.markdown import anchor, code, escape, page, table

INTRODUCTION = (
    "What `fivec export CASES -o data.zip` writes: [how to](../data.md). A row of what speaks of a "
    "case begins with `case`, its id. An empty cell is not assessed, or not known, and never 0. "
    "`datapackage.json` says all of this to a program, and the table `columns` to people."
)


def data_tables() -> str:
    """Return the page on the tables of a data package, as an empty one describes itself."""
    described = json.loads(package_files([], View(words("en")))["datapackage.json"])
    parts = ["# The tables of a data package", INTRODUCTION]
    for one in described["resources"]:
        schema = one["schema"]
        key = ", ".join(map(code, schema["primaryKey"]))
        to = {
            leading["fields"][-1]: leading["reference"]["resource"]
            for leading in schema["foreignKeys"]
        }
        rows = [
            (code(field["name"]), escape(field["description"]), _kind(field, to))
            for field in schema["fields"]
        ]
        parts += [
            f"## {one['name']}",
            f"{escape(one['description'])} Its key is {key}.",
            table(("Column", "What it holds", "Kind"), rows),
        ]
    return page(*parts)


def _kind(field: dict[str, Any], to: dict[str, str]) -> str:
    """Return what the cells of a column may be, in words."""
    limits = field.get("constraints", {})
    kind = {"string": "text", "integer": "whole number", "boolean": "TRUE or FALSE"}
    said = " or ".join(map(code, limits.get("enum", ()))) or kind.get(field["type"], field["type"])
    for name, word in (("minimum", "from"), ("maximum", "to")):
        if name in limits:
            said += f" {word} {limits[name]:g}"
    if "unit" in field:
        said += f" ({field['unit']})"
    if not limits.get("required"):
        said += ", or empty"
    if (other := to.get(field["name"])) is not None:
        said += f": leads to [{other}](#{anchor(other)})"
    return said
