"""Changes of what a file is made of: of a tree, of an office file's parts, of a table's cells."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from typing import Any

import yaml
from lxml import etree

Chance = random.Random
TEXTS = (
    "", " ", "\u2028", "\x00", "\x1b[31m", "\ud800", "\u202eabc", "\U0001f642", "a" + "\u0301" * 99,
    "=1+1", "+1", "-1", "@x", "<script>x</script>", "</w:t>", "[bold]x[/]", "[x](javascript:x)",
    "#1", "| a |", "../../x", "/etc/passwd", "_x000D_", "&amp;", "%s{0}", "$x$", "`x`", "0" * 64,
    "x" * 400, "yes", "null", "1e400", "2020-01-01", "\ufeff", "\u0661\u0662", "1,5", "a\nb", "\t",
    "\r", "\x85", "\ufffe", "\u200b",
)  # fmt: skip
NUMBERS = (0, 1, -1, -0.0, 1e308, -1e308, 1e-308, 5e-324, 10**400, 1e12, -1e12, 1e-9, 2**63,
           0.1 + 0.2, 100, 50, 1e16, 0.5, 1.5)  # fmt: skip
ODD: tuple[Any, ...] = (*TEXTS, *NUMBERS, None, True, False, [], {}, [[]], {"": ""}, [None], "x")


def slots(root: Any) -> list[tuple[Any, Any]]:
    """Return every place of a tree: the mapping or list, and the key."""
    found: list[tuple[Any, Any]] = []
    left = [root]
    while left:
        one = left.pop()
        pairs = one.items() if isinstance(one, dict) else enumerate(one)
        for key, value in pairs:
            found.append((one, key))
            if isinstance(value, dict | list):
                left.append(value)
    return found


def tree(root: Any, chance: Chance) -> Any:
    """Change a few places of a tree."""
    root = json.loads(json.dumps(root, default=str))
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        places = slots(root)
        if not places:
            break
        where, key = chance.choice(places)
        value = where[key]
        other, there = chance.choice(places)
        match chance.randrange(9):
            case 0:
                del where[key]
            case 1:
                where[key] = json.loads(json.dumps(other[there]))
            case 2 if isinstance(where, list):
                where.extend([value] * chance.choice((1, 3, 60)))
            case 2 | 3 if isinstance(where, dict):
                where[chance.choice(("x_a", "", "é", "__proto__", str(there)))] = where.pop(key)
            case 4 if isinstance(value, str):
                at = chance.randrange(len(value) + 1)
                where[key] = value[:at] + chance.choice(TEXTS) + value[at:]
            case 5 | 6 if isinstance(value, int | float):
                where[key] = chance.choice(
                    (*NUMBERS, -value, value * 1e9, value * 1e-9, value + 1e-9)
                )
            case 7:
                where[key] = chance.choice(([value], {"nl": value, "en": value}, str(value)))
            case _:
                where[key] = chance.choice(ODD)
    return root


def as_json(root: Any) -> bytes:
    """Return a tree as JSON, half a character as its escape."""
    return json.dumps(root).encode()


def as_yaml(root: Any, chance: Chance) -> bytes:
    """Return a tree as YAML, of which JSON is a part."""
    if chance.random() < 0.3:
        return json.dumps(root, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    try:
        return yaml.safe_dump(root, allow_unicode=True, sort_keys=False).encode()
    except (UnicodeError, yaml.YAMLError, ValueError):
        return as_json(root)


def markup(part: bytes, chance: Chance) -> bytes:
    """Change a few places of a part of XML."""
    try:
        root = etree.fromstring(part)
    except etree.XMLSyntaxError:
        return bits(part, chance)
    for _ in range(chance.choice((1, 1, 2, 4))):
        all_ = [one for one in root.iter() if isinstance(one.tag, str)]
        one, other = chance.choice(all_), chance.choice(all_)
        parent = one.getparent()
        text = chance.choice(
            (*TEXTS, *map(str, NUMBERS[:8]), "0", "-1", "99999999999", "A1", "ZZZZ9")
        )
        text = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
        match chance.randrange(7):
            case 0 if parent is not None:
                parent.remove(one)
            case 1 if parent is not None:
                for _ in range(chance.choice((1, 2, 50))):
                    parent.insert(0, etree.fromstring(etree.tostring(one)))
            case 2 if one.attrib:
                one.set(chance.choice(sorted(one.attrib)), text)
            case 3 if one.attrib:
                del one.attrib[chance.choice(sorted(one.attrib))]
            case 4:
                one.append(etree.fromstring(etree.tostring(other, with_tail=False)))
            case 5:
                one.tag = other.tag
            case _:
                one.text = text
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=chance.random() < 0.8))


def bits(data: bytes, chance: Chance) -> bytes:
    """Change bytes, wherever."""
    at = chance.randrange(len(data) + 1)
    match chance.randrange(4):
        case 0:
            return data[:at]
        case 1:
            return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        case 2:
            return data[:at] + chance.choice(TEXTS).encode("utf-8", "surrogatepass") + data[at:]
        case _:
            end = min(len(data), at + chance.randrange(1, 200))
            return data[:at] + data[end:]


def package(data: bytes, chance: Chance) -> bytes:
    """Change a part of an office file, and zip it again."""
    with zipfile.ZipFile(io.BytesIO(data)) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    for _ in range(chance.choice((1, 1, 2, 3))):
        name = chance.choice(sorted(parts))
        match chance.randrange(12):
            case 0:
                del parts[name]
            case 1:
                parts[name] = parts[chance.choice(sorted(parts))]
            case 2:
                parts[name] = bits(parts[name], chance)
            case 3:
                parts[chance.choice(("../x.xml", "/x.xml", "word/x.xml", name.upper()))] = parts[
                    name
                ]
            case _:
                parts[name] = markup(parts[name], chance)
        if not parts:
            break
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, part in parts.items():
            zipped.writestr(name, part)
    out = made.getvalue()
    return bits(out, chance) if chance.random() < 0.05 else out


def table(data: bytes, chance: Chance) -> bytes:
    """Change cells and rows of a table of text."""
    rows = [row.split("\t") for row in data.decode().splitlines()]
    for _ in range(chance.choice((1, 1, 2, 5))):
        row, other = chance.choice(rows), chance.choice(rows)
        at = chance.randrange(len(row))
        match chance.randrange(8):
            case 0:
                del row[at]
                if not row:
                    row.append("")
            case 1:
                row.insert(at, chance.choice(other))
            case 2:
                rows.insert(chance.randrange(len(rows)), list(other))
            case 3 if len(rows) > 1:
                rows.remove(row)
            case 4:
                row[at] = chance.choice(other)
            case 5:
                row[at] = str(chance.choice(NUMBERS))
            case 6:
                row[at] = row[at] + chance.choice(TEXTS)
            case _:
                row[at] = chance.choice(TEXTS)
    text = chance.choice(("\n", "\n", "\r\n")).join("\t".join(row) for row in rows) + "\n"
    return text.encode(chance.choice(("utf-8", "utf-8", "utf-16")), "replace")
