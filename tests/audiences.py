"""A case of which half is not public, with a secret in all of that, and where a secret comes out.

``planted`` walks the records: a key that joins one joins here by itself. As ``python -m
tests.audiences`` every secret is planted alone, in turn, and looked for in every call.
"""

from __future__ import annotations

import re
import struct
import tempfile
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import msgspec
from msgspec import Struct

from fivec.authoring.yaml_text import case_yaml
from fivec.files.load import Loader
from fivec.files.paths import Input
from fivec.files.yaml_reader import read_yaml
from fivec.model.attribution import Attribution
from fivec.model.case import Published, Waiver
from fivec.model.evidence import Evidence, Source
from fivec.model.fields import ById, read
from fivec.model.positions import Issue, Overall
from fivec.model.tracing import Test
from tests.calls import Made, commands, run_here, unpacked
from tests.conftest import ROOT

CASE = ROOT / "tests" / "examples" / "right" / "two-audiences.yaml"
# In every word, name and id of the case that is not public.
MARK = "qzq"
# What a secret may be: a text, a word, some ids, texts by a number.
_FORMS = (
    lambda secret: {"en": f"What {secret} is"},
    lambda secret: secret,
    lambda secret: [secret],
    lambda secret: {"0": f"What {secret} is"},
)
_ITEMS: dict[str, type[Struct]] = {
    "sources": Source, "evidence": Evidence, "issues": Issue, "attributions": Attribution,
    "waived": Waiver, "overall": Overall, "published": Published, "tests": Test,
}  # fmt: skip


def is_closed(item: dict[str, Any]) -> bool:
    """Whether an item of the case is not public, by what it is called or rests on."""
    refers = [item.get(key) for key in ("id", "source", "evidence", "at")]
    # What is public may rest on public rows whose source, among others, is not named.
    return MARK in repr(refers) and not (item.get("id") and MARK not in item["id"])


def closed_items(root: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what is not public, and in which list it stands."""
    for name in _ITEMS:
        held = (root["tracing"] if name == "tests" else root)[name]
        for item in held if isinstance(held, list) else [held]:
            if is_closed(item):
                yield name, item


def _below(kind: Any) -> type | None:
    """Return the record that a field holds, alone, in a list or by id."""
    if isinstance(kind, type):
        return kind if issubclass(kind, Struct | ById) else None
    return next(filter(None, map(_below, get_args(kind))), None)


def places(item: Any, kind: Any) -> Iterator[tuple[dict[str, Any], str, type]]:
    """Yield every key that a record has, or that nobody has, in which mapping and record."""
    if isinstance(item, list):
        for one in item:
            yield from places(one, kind)
    if not isinstance(item, dict) or kind is None:
        return
    yield item, "x_own", kind
    if issubclass(kind, ById):
        yield item, "note", kind
        for name, one in item.items():
            if name != "note":
                yield from places(one, _below(kind.held))
        return
    for field in msgspec.structs.fields(kind):
        yield item, field.encode_name, kind
        yield from places(item.get(field.encode_name), _below(field.type))


def root_of(text: str) -> dict[str, Any]:
    """Return the values of a case."""
    return read_yaml(text.encode(), "case.yaml")[0].root


def is_right(root: dict[str, Any], holder: dict[str, Any], kind: Any) -> bool:
    """Whether values are a case that can be scored; ``holder`` is what changed in it."""
    own = {key: value for key, value in holder.items() if not key.startswith("x_")}
    try:
        kind.read(own) if issubclass(kind, ById) else msgspec.convert(own, kind, dec_hook=read)
    except (ValueError, msgspec.ValidationError):
        return False
    given = Input("case.yaml", None, ROOT)
    return Loader().read(case_yaml(root).encode(), given).case is not None


def planted() -> Iterator[tuple[str, str]]:
    """Yield, for each key of what is not public that may hold a secret, which, and the case."""
    number = 0
    for at, (name, _) in enumerate(closed_items(root_of(CASE.read_text(encoding="utf-8")))):
        count = len(list(places(list(closed_items(_fresh()))[at][1], _ITEMS[name])))
        for place in range(count):
            for form in _FORMS:
                root = _fresh()
                item = list(closed_items(root))[at][1]
                holder, key, kind = list(places(item, _ITEMS[name]))[place]
                # An id has its secret in it already.
                if MARK in repr(holder.get(key)):
                    break
                number += 1
                holder[key] = form(f"{MARK}{number}")
                if is_right(root, holder, kind):
                    yield f"{name} {at} {key}", case_yaml(root)
                    break


@cache
def all_planted() -> str:
    """Return the case with a secret in every key that may hold one, all at once."""
    root, number = _fresh(), 0
    for name, item in [*closed_items(root)]:
        for holder, key, kind in [*places(item, _ITEMS[name])]:
            if MARK in repr(holder.get(key)):
                continue
            number += 1
            before = dict(holder)
            for form in _FORMS:
                holder[key] = form(f"{MARK}{number}")
                if is_right(root, holder, kind):
                    break
                holder.clear()
                holder.update(before)
    return f"# A remark on {MARK}remark\n{case_yaml(root)}"


def _fresh() -> dict[str, Any]:
    return root_of(CASE.read_text(encoding="utf-8"))


# What follows each command that speaks of cases; @ stands before the name of a file.
COMMANDS: dict[str, tuple[str, ...]] = {
    "score": (
        "@case.yaml", "@case.yaml --full", "@case.yaml @other.yaml @wrong.yaml",
        "@wrong.yaml --full", "@case.yaml --fail-under 99 --fail-on warning",
    ),
    "check": ("@case.yaml @wrong.yaml", "@theory.yaml @wrong-theory.yaml @wrong-share.yaml"),
    "explain": ("@case.yaml", "@case.yaml --pairs", "@case.yaml capacity", "@case.yaml nothing",
                "@case.yaml preference", "@case.yaml tracing", "@case.yaml attribution",
                "@wrong.yaml"),
    "next": ("@case.yaml", "@wrong.yaml"),
    "robustness": ("@case.yaml --draws 20 --missing", "@wrong.yaml"),
    "agreement": ("@case.yaml @other.yaml", "@wrong.yaml"),
    "compare": ("@case.yaml @other.yaml", "@case.yaml @later.yaml", "@case.yaml @wrong.yaml",
                "@later.yaml --baseline @public.json", "@later.yaml --baseline @kept.json"),
    "conditions": ("@case.yaml @other.yaml", "@wrong.yaml"),
    "theory": ("@theory.yaml", "@wrong-theory.yaml"),
    "share": ("@share.yaml", "@wrong-share.yaml"),
    "dossier": ("@case.yaml @other.yaml", "@case.yaml --full", "@case.yaml @wrong-theory.yaml",
                "@case.yaml @theory.yaml", "@wrong.yaml @share.yaml"),
    "export": ("@case.yaml @other.yaml @wrong.yaml -o @new.zip", "@wrong.yaml -o @new.zip"),
    "export sources": ("@case.yaml @other.yaml -o @new.json", "@case.yaml -o @new.bib",
                       "@wrong.yaml -o @new.bib"),
}  # fmt: skip


def prepare(folder: Path, text: str) -> None:
    """Fill a folder with a case, other versions of it, and results that were kept of it."""
    names = {
        "case": text,
        "other": text.replace("id: two-audiences", "id: others"),
        "later": text.replace("early-effort: high", "early-effort: limited"),
        "wrong": text.replace("phase: agenda-setting", f"phase: {MARK}"),
    }
    for name, old, new in (
        ("theory", "text: It did", f"text: It {MARK} did"),
        ("share", "label: Fair share", f"label: Fair {MARK} share"),
    ):
        right = (CASE.parent / f"{name}.yaml").read_text(encoding="utf-8").replace(old, new)
        assert MARK in right
        names[name] = right
        names[f"wrong-{name}"] = right.replace("kind: study", f"kind: {MARK}", 1)
    for name, written in names.items():
        (folder / f"{name}.yaml").write_text(written, encoding="utf-8")
    for name, audience in (("kept", "internal"), ("public", "public")):
        target = str(folder / f"{name}.json")
        run_here(["score", str(folder / "case.yaml"), "--audience", audience, "-o", target], folder)


def calls(*, whole: bool = False) -> Iterator[tuple[str, list[str]]]:
    """Yield every call for the public on a command that has audiences, in every format.

    Files are slow to write: but for the ``whole`` of it there are two of each command.
    """
    from fivec.render import FORMATS, formats_of

    for command, kind in sorted(commands()):
        for at, rest in enumerate(COMMANDS.get(command, ())):
            if kind is None:
                words = [word.removeprefix("@") for word in rest.split()]
                call = [*command.split(), *words, "--audience", "public"]
                yield " ".join(call), call
                continue
            for name, form in formats_of(kind).items():
                if "--full" in rest and not form.full:
                    continue
                if form.binary and at > 1 and not whole:
                    continue
                to = ["-o", f"new{form.suffix}"] if FORMATS[name].binary else ["--format", name]
                words = [word.removeprefix("@") for word in rest.split()]
                call = [*command.split(), *words, *to, "--audience", "public"]
                yield " ".join(call), call


def shown(made: Made) -> set[str]:
    """Return the secrets in all that came of a call, whatever they are packed in."""
    streams = (made.out, made.err, made.file or b"")
    return {secret for data in streams for piece in unpacked(data) for secret in secrets(piece)}


def secrets(data: bytes) -> set[str]:
    """Return the secrets in bytes: as they stand, and where lines, marks or tags part them."""
    if data.startswith(b"\x89PNG"):
        data = b" ".join(_png_texts(data))
    text = data.decode("utf-8", "replace").casefold()
    versions = (text, re.sub(r"<[^>]*>", "", text), re.sub(r"[\s\xad│|]+", "", text))
    return {found for one in versions for found in re.findall(f"{MARK}[a-z0-9]*", one)}


def _png_texts(data: bytes) -> Iterator[bytes]:
    """Yield the texts that a picture carries beside its points."""
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        if kind in (b"tEXt", b"iTXt"):
            yield body
        elif kind == b"zTXt":
            yield zlib.decompress(body.partition(b"\0")[2][1:])
        at += 12 + length


def main() -> None:
    """Plant every secret alone, and make every call."""
    found, count = {}, 0
    for name, text in planted():
        count += 1
        with tempfile.TemporaryDirectory() as where:
            folder = Path(where)
            prepare(folder, text)
            for call, words in calls(whole=True):
                if seen := shown(run_here(words, folder)):
                    found[name, call] = seen
    for (name, call), seen in found.items():
        print(f"{name}: fivec {call}: {sorted(seen)}")  # noqa: T201 - it is what it is run for
    print(f"{count} secrets, {len(found)} seen")  # noqa: T201 - as above
    if found:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
