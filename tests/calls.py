"""Every command of fivec in every format, made to be held against each other.

Run as ``python -m tests.calls FOLDER MADE NAME`` it fills the folder, makes every call on what
stands there, and keeps in the file MADE what each gave; with a NAME it lives in another year, on a
machine of that name. A command that joins without a line in ``COMMANDS`` fails a test; a format
joins by itself.
"""

from __future__ import annotations

import base64
import io
import json
import os
import re
import shutil
import socket
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any

from msgspec import Struct, msgpack

from tests.run import ROOT

EXAMPLES = ROOT / "tests" / "examples"
# What else people look at here and now; all other formats are the text of a file.
FOR_EYES = frozenset({"table", "github"})
# What follows each command; a file that is read or written has an @ before its name.
COMMANDS: dict[str, tuple[str, ...]] = {
    "score": (
        "@case.yaml",
        "@case.yaml --full",
        "@dossier @wrong.yaml @gone.yaml --fail-under 60",
        "@dossier/b.yaml --template @own.docx --title T --author A",
    ),
    "check": ("@dossier @wrong.yaml @gone.yaml @case.yaml",),
    "explain": ("@case.yaml --pairs", "@case.yaml capacity --rubric @own-rubric.yaml"),
    "next": ("@case.yaml",),
    "robustness": ("@case.yaml --draws 60 --missing --conventions",),
    "agreement": ("@coders.yaml",),
    "compare": (
        "@case.yaml @dossier/a.yaml",
        "@later.yaml --baseline @kept.json --fail-on-change --fail-on-drop 1",
    ),
    "conditions": ("@cases --only networks", "@members.csv --outcome influence"),
    "share": ("@share.yaml",),
    "dossier": ("@dossier @share.yaml @gone.yaml", "@cases --full"),
    "league": ("@table.tsv --draws 60",),
    "theory": ("@theory.yaml",),
    "redact": ("@case.yaml -o @new.yaml",),
    "selfcheck": ("",),
    "schema": ("rubric", "case", "theory", "share", "assessment"),
    "new case": (
        "x --title T --actor A -o @new.yaml",
        "x --title T --actor A --rubric @own-rubric.yaml -o @new.yaml",
        "--from @case.yaml --xlsx @new.xlsx",
    ),
    "new rubric": ("r --title T --capability C --capability D -o @new.yaml",),
    "import deu": ("@table.tsv --actor aa -o @new.yaml",),
    "import decide": ("@made-up.txt --actor B.B -o @new.yaml",),
    "import xlsx": ("@coding.xlsx -o @new.yaml",),
    "import qda": ("@highlights.csv -o @new.yaml",),
    "import table": ("@positions.csv --actor Bb -o @new.yaml",),
    "import sources": ("@library.json -o @new.yaml",),
    "export": ("@case.yaml @coding.xlsx -o @new.zip", "@dossier @gone.yaml -o @new.zip --author A"),
    "seal": ("@coders.yaml -o @new.seal", "@case.yaml"),
    "verify": ("@rep", "@changed"),
    "export sources": ("@case.yaml @coding.xlsx -o @new.json", "@case.yaml -o @new.bib"),
    "config": ("",),
    "new codebook": ("-o @new.qdc", "--rubric @own-rubric.yaml -o @new.csv"),
    "rubric list": ("",),
    "rubric show": ("iob-5c", "@own-rubric.yaml"),
}


# What would act on whoever opens it, were it not text: in a sheet, a page, a field or a log; and
# what only a table can hold, on a screen.
EVIL = (
    "=cmd|' /C calc'!A0 <script src=//a.example></script> [x](javascript:x) ![y](//a.example/y) "
    "<img src=//a.example onerror=x> ::error::z ##[error]z [link=x]y[/link] `z` | &amp; www.a.nl"
)
ESCAPES = "\x1b]8;;\x07\x1b[31m\x9b31m\u202e\ufeff\uffff"
# Where a file holds a text for people, in one language or a text a language.
_FOR_PEOPLE = frozenset({
    "title", "label", "says", "citation", "group", "where", "wanted", "was", "got", "text", "note",
})  # fmt: skip


class Call(Struct, frozen=True):
    """A call, and the format in which it gives what it gives; ``None``: it has one alone."""

    command: str
    rest: str
    format: str | None
    suffix: str | None
    binary: bool = False

    @property
    def name(self) -> str:
        """The call, as people would tell it."""
        return " ".join(filter(None, (self.command, self.rest, self.format)))

    @property
    def for_eyes(self) -> bool:
        """Whether what it gives is for whoever made the call, and names files as they did."""
        return self.format in FOR_EYES

    def arguments(self, base: str, to: str | None = None) -> list[str]:
        """Return the words of the call, ``base`` before every name of a file.

        ``to`` names the file that is to take what is given, without its suffix.
        """
        words = f"{self.command} {self.rest}".split()
        words = [base + word[1:] if word.startswith("@") else word for word in words]
        if self.suffix is not None and to is not None:
            return [*words, "-o", f"{base}{to}{self.suffix}"]
        return words if self.format is None else [*words, "--format", self.format]


def commands(has: Callable[[Any], bool] = bool) -> Iterator[tuple[str, str | None]]:
    """Yield every command that there is, and what it gives, by its name in ``FORMATS``.

    Of those with a parameter that is as asked.
    """
    import typer

    from fivec.cli.help import FormatOf
    from fivec.cli.main import program

    waiting: list[tuple[str, Any]] = [("", typer.main.get_command(program()))]
    while waiting:
        name, command = waiting.pop()
        if hasattr(command, "commands"):
            waiting += ((f"{name} {below}".strip(), one) for below, one in command.commands.items())
        else:
            kinds = [one.type.kind for one in command.params if isinstance(one.type, FormatOf)]
            if any(map(has, command.params)):
                yield name, *(kinds or [None])


def calls() -> list[Call]:
    """Return every command that there is in every format that it has."""
    return list(_calls())


def _calls() -> Iterator[Call]:
    from fivec.render import formats_of

    for name, kind in sorted(commands()):
        for rest in COMMANDS.get(name, ()):
            if kind is None:
                yield Call(name, rest, None, None)
                continue
            for form, facts in formats_of(kind).items():
                able = {"--template": facts.template, "--full": facts.full}
                if all(can for option, can in able.items() if option in rest):
                    yield Call(name, rest, form, facts.suffix, facts.binary)


def plant(path: Path) -> None:
    """Let every text for people in a file end in one that would act, if it could."""
    from fivec.files.yaml_reader import read_yaml

    root = read_yaml(path.read_bytes(), path.name)[0].root
    waiting: list[Any] = [root]
    while waiting:
        held = waiting.pop()
        if isinstance(held, list):
            waiting += held
        elif isinstance(held, dict):
            for key, value in held.items():
                if key in _FOR_PEOPLE and isinstance(value, str):
                    held[key] = f"{EVIL} {value}"
                elif key in _FOR_PEOPLE and isinstance(value, dict):
                    held[key] = {language: f"{EVIL} {one}" for language, one in value.items()}
                else:
                    waiting.append(value)
    path.write_text(json.dumps(root, ensure_ascii=False, indent=1), encoding="utf-8")


def prepare(folder: Path) -> None:
    """Fill a folder with what the calls read."""
    from docx import Document

    for name in ("dossier", "cases"):
        (folder / name).mkdir(parents=True)
    cases = sorted((ROOT / "cases").glob("*.yaml"))
    for path in cases:
        shutil.copy(path, folder / "cases")
    shutil.copy(ROOT / "cases" / "kompas.yaml", folder / "case.yaml")
    shutil.copy(ROOT / "shares" / "samen-sterker.yaml", folder / "share.yaml")
    shutil.copy(ROOT / "cases" / "nis2-cer.yaml", folder / "coders.yaml")
    shutil.copy(EXAMPLES / "right" / "on-a-scale.yaml", folder / "dossier" / "a.yaml")
    shutil.copy(EXAMPLES / "right" / "affaire.yaml", folder / "dossier" / "b.yaml")
    shutil.copy(EXAMPLES / "right" / "rangs.yaml", folder / "dossier")
    shutil.copy(EXAMPLES / "wrong" / "unknown-level.yaml", folder / "wrong.yaml")
    shutil.copy(ROOT / "rubrics" / "iob-5c.yaml", folder / "own-rubric.yaml")
    shutil.copy(EXAMPLES / "versions" / "later.yaml", folder)
    shutil.copy(EXAMPLES / "right" / "theory.yaml", folder)
    shutil.copy(EXAMPLES / "tables" / "made-up.tsv", folder / "table.tsv")
    shutil.copy(EXAMPLES / "tables" / "made-up.decide.txt", folder / "made-up.txt")
    shutil.copy(EXAMPLES / "tables" / "made-up.memberships.csv", folder / "members.csv")
    shutil.copy(EXAMPLES / "tables" / "made-up.positions.csv", folder / "positions.csv")
    (folder / "library.json").write_text(
        '[{"id": "a", "type": "book", "title": "Second", "author": [{"literal": "Second"}]}]',
        encoding="utf-8",
    )
    (folder / "highlights.csv").write_text(
        'id,document,tag,content\n1,Second,networks.contacts,"Second passage"\n2,a,Second,b\n',
        encoding="utf-8",
    )
    for name in ("case", "share", "theory", "dossier/b"):
        plant(folder / f"{name}.yaml")
    for name, text in (
        ("table.tsv", "Fish, "), ("made-up.txt", "Second"), ("members.csv", "Aa"),
        ("highlights.csv", "Second"), ("positions.csv", "How much fish"),
    ):  # fmt: skip
        path = folder / name
        data = path.read_text(encoding="utf-8")
        path.write_text(data.replace(text, f"{EVIL}{ESCAPES}"), encoding="utf-8", newline="")
    run = run_here(["seal", str(folder / "case.yaml"), "--date", "2026-11-24"], folder)
    assert run.code == 0, run.err
    # Sealed as it was, and then changed: what changed is told by texts that would act.
    path = folder / "case.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace('"limited"', '"reasonable"'), "utf-8")
    template = Document()
    template.core_properties.author = template.core_properties.last_modified_by = folder.name
    template.save(str(folder / "own.docx"))
    for words, target in (
        (f"score {EXAMPLES}/versions/earlier.yaml", "kept.json"),
        ("new case --from kompas", "coding.xlsx"),
        (f"export {folder}/case.yaml {folder}/share.yaml", "rep/"),
    ):
        option = "--xlsx" if target.endswith(".xlsx") else "-o"
        run = run_here([*words.split(), option, f"{folder}/{target}"], folder)
        assert run.code == 0, run.err
    changed = shutil.copytree(folder / "rep", folder / "changed")
    path = changed / "inputs" / "case.yaml"
    text = path.read_text(encoding="utf-8").replace("Second", EVIL)
    path.write_text(text.replace('"very-high"', '"limited"'), encoding="utf-8")


class Made(Struct, frozen=True):
    """What came of a call: how it ended, both streams, and the file that it wrote, if any."""

    code: int
    out: bytes
    err: bytes
    file: bytes | None

    @property
    def given(self) -> bytes:
        """What was asked for, on its way to whoever asked."""
        return self.out if self.file is None else self.file


def run_here(arguments: list[str], folder: Path, cwd: Path | None = None) -> Made:
    """Make a call in this process, in the surroundings that it has, and take what it writes."""
    from tests.run import called

    run = called(*arguments, cwd=cwd or folder, **around())
    written = [path for path in folder.glob("new.*") if path.is_file()]
    data = written[0].read_bytes() if written else None
    for path in written:
        path.unlink()
    return Made(run.returncode, run.stdout, run.stderr, data)


def around() -> dict[str, str]:
    """Return what this process finds about itself in its environment."""
    names = ("HOME", "USER", "LOGNAME", "HOSTNAME", "TMPDIR", "TZ", "LC_ALL", "LANG", "FIVEC_LANG")
    return {name: os.environ[name] for name in names if name in os.environ}


def make_all(folder: Path, cwd: Path) -> dict[str, Made]:
    """Make every call on files of a folder.

    What is for eyes is made in that folder by short names, documents in ``cwd`` by whole paths.
    """
    prepare(folder)
    made = {}
    for call in calls():
        base, where = ("", folder) if call.for_eyes else (f"{folder}/", cwd)
        made[call.name] = run_here(
            call.arguments(base, "new" if call.binary else None), folder, where
        )
    return made


# The year in which a process lives that is to betray whoever reads a clock.
LATER = 2087


def live_later(name: str) -> None:
    """Let this process live in another year, on a machine of another name."""
    import datetime as dt

    real = datetime
    moment = real(LATER, 5, 6, 7, 8, 9, tzinfo=UTC)

    class Kind(type):
        def __instancecheck__(cls, one: object) -> bool:
            return isinstance(one, real)

    class Later(real, metaclass=Kind):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return moment.astimezone(tz) if tz else moment.replace(tzinfo=None)

        utcnow = today = now

    dt.datetime = Later  # type: ignore[misc]
    time.time = moment.timestamp
    system = os.uname()
    os.uname = lambda: os.uname_result((system[0], name, *system[2:]))  # type: ignore[assignment]
    socket.gethostname = lambda: name


def kept(file: Path) -> dict[str, Made]:
    """Return what every call gave, as a process kept it in a file."""
    return msgpack.decode(file.read_bytes(), type=dict[str, Made])


def unpacked(data: bytes) -> Iterator[bytes]:
    """Yield bytes, and all that is packed in them: files of a zip, and what a page carries."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for one in package.infolist():
                yield str(one.date_time).encode()
                yield from unpacked(package.read(one))
    for packed in re.findall(rb"base64,([A-Za-z0-9+/=]+)", data):
        yield from unpacked(base64.b64decode(packed))


def main() -> None:
    """Make every call, and keep what each gave."""
    folder, made, name = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    if name:
        live_later(name)
    folder.mkdir(parents=True)
    made.write_bytes(msgpack.encode(make_all(folder, folder.parent if name else folder)))


if __name__ == "__main__":
    main()
