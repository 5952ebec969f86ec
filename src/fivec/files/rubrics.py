"""The rubric of a name, wherever it stands: shipped, beside a case, or by a path."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import NamedTuple

from msgspec import Struct

from fivec.files.alone import kind_said, read_alone
from fivec.files.paths import Input, shown
from fivec.files.plain import is_missing, read_plain
from fivec.files.shipped import own_name, shipped
from fivec.files.yaml_reader import MAX_BYTES, read_yaml
from fivec.model.finding import Finding
from fivec.model.rubric import Rubric
from fivec.model.suggest import nearest

# Of all files beside a case that say they are rubrics.
MAX_BESIDE = 8 * 1024 * 1024


class RubricName(NamedTuple):
    """A name, and the folder of the case that says it.

    A ``trusted`` name comes from the command line and may be any path; one from a case may not
    leave ``folder``.
    """

    name: str
    folder: str
    trusted: bool = False


class NamedRubric(Struct, frozen=True):
    """The rubric of a name, if there is one, and the code of what is to be said, with its facts."""

    rubric: Rubric | None
    fault: tuple[str, Mapping[str, object]] | None = None


class Rubrics:
    """Finds rubrics, each of which is read once, however many cases use it."""

    def __init__(self) -> None:
        self._known: dict[RubricName, NamedRubric] = {}
        self._read: dict[Path, tuple[Rubric | None, tuple[Finding, ...]]] = {}
        self._beside: dict[Path, dict[str, list[Path]] | None] = {}

    def named(self, asked: RubricName) -> NamedRubric:
        """Return the rubric of a name."""
        if asked not in self._known:
            self._known[asked] = self._sought(asked.name, Path(asked.folder), asked.trusted)
        return self._known[asked]

    def read(self, path: Path) -> tuple[Rubric | None, tuple[Finding, ...]]:
        """Return the rubric in a file, read once, and its findings."""
        if path not in self._read:
            name = own_name(path) if path in shipped("rubrics") else shown(path)
            self._read[path] = read_alone(Input(name, path, path.parent), "rubric")
        return self._read[path]

    def path_of(self, rubric: Rubric) -> Path:
        """Return where a rubric stands that was read. Raises ``StopIteration`` for any other."""
        return next(path for path, (one, _) in self._read.items() if one is rubric)

    def _sought(self, name: str, folder: Path, trusted: bool) -> NamedRubric:
        if "/" in name or "\\" in name or name.endswith((".yaml", ".yml")):
            path = Path(name)
            if not trusted:
                if _leaves(name, folder):
                    return _none("rubric-path")
                path = folder / name
            if is_missing(path):
                return _none("unknown-rubric", guess="", known="")
            rubric, faults = self.read(path)
            return NamedRubric(rubric) if rubric else _broken(faults)
        wanted, _, version = name.partition("@")
        names: dict[str, list[str]] = {}
        faulty: tuple[Finding, ...] = ()
        right: dict[str, tuple[Path, Rubric]] = {}
        candidates = self._candidates(wanted, folder)
        if candidates is None:
            return _none("unreadable-rubric", why="too-many-rubrics")
        for path in candidates:
            rubric, faults = self.read(path)
            if rubric is None:
                faulty = faulty or faults
                continue
            if rubric.id == wanted and version in ("", rubric.edition):
                right.setdefault(rubric.sha256, (path, rubric))
            names.setdefault(rubric.id, []).append(rubric.edition)
        if right:
            (used, rubric), *others = right.values()
            if others:
                facts = {"used": _told(used), "other": _told(others[0][0])}
                return NamedRubric(rubric, ("rubric-twice", facts))
            return NamedRubric(rubric)
        if wanted in names:
            return _none("rubric-version", id=wanted, known=", ".join(names[wanted]))
        if faulty:
            return _broken(faulty)
        known = sorted({path.stem.partition("@")[0] for path in shipped("rubrics")})
        return _none("unknown-rubric", guess=nearest(wanted, known) or "", known=", ".join(known))

    def _candidates(self, wanted: str, folder: Path) -> list[Path] | None:
        """Return the rubric files that may hold the wanted id: shipped ones go first.

        ``None`` where more stands beside the case than is looked through.
        """
        if folder not in self._beside:
            self._beside[folder] = _beside(folder)
        beside = self._beside[folder]
        if beside is None:
            return None
        own = [path for path in shipped("rubrics") if path.stem.partition("@")[0] == wanted]
        return own + beside.get(wanted, [])


class RubricNotSentError(Exception):
    """The rubric of this name did not come along, and here no file may be read for it."""

    def __init__(self, asked: RubricName) -> None:
        super().__init__(asked)
        self.asked = asked


class SentRubrics:
    """Rubrics that were found elsewhere and came along; no file is read."""

    def __init__(self, known: dict[RubricName, NamedRubric]) -> None:
        self._known = known

    def named(self, asked: RubricName) -> NamedRubric:
        """Return the rubric of a name. Raises ``RubricNotSentError``."""
        if asked not in self._known:
            raise RubricNotSentError(asked)
        return self._known[asked]


def _none(code: str, **facts: object) -> NamedRubric:
    return NamedRubric(None, (code, facts))


def _broken(faults: tuple[Finding, ...]) -> NamedRubric:
    """Return what there is to say of a rubric that cannot be read or is wrong."""
    one = faults[0]
    if one.code == "unreadable":
        return _none("unreadable-rubric", why=dict(one.data)["why"])
    first = f"{one.file}:{one.line}:{one.column} {one.code}"
    return _none("faulty-rubric", first=first, count=len(faults))


def _beside(folder: Path) -> dict[str, list[Path]] | None:
    """Return the files of a folder that say they are rubrics, by id; ``None`` of too much."""
    beside: dict[str, list[Path]] = {}
    room = MAX_BESIDE
    for path in _yaml_in(folder):
        # By its id no rubric is reached that its path would not reach.
        if _leaves(path.name, folder):
            continue
        try:
            start = read_plain(path, MAX_BYTES)
        except OSError:
            continue
        if b"fivec/rubric@" not in start:
            continue
        room -= len(start)
        if room < 0:
            return None
        root = read_yaml(start, path.name)[0].root
        if kind_said(root) == "rubric" and isinstance(root.get("id"), str):
            beside.setdefault(root["id"], []).append(path)
    return beside


def _leaves(name: str, folder: Path) -> bool:
    """Whether a rubric's path is absolute or leads out of the case's folder tree."""
    if "\\" in name or PurePosixPath(name).is_absolute() or PureWindowsPath(name).drive:
        return True
    try:
        return not (folder / name).resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError, ValueError):
        # A link in a circle, a name that is too long or holds NUL: it leads nowhere.
        return False


def _yaml_in(folder: Path) -> list[Path]:
    """Return the YAML files in a folder, in name order; none where it may not be looked into."""
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    except OSError:
        return []


def _told(path: Path) -> str:
    """Return a rubric's file by name, or the key of the words for a shipped one."""
    return "shipped" if path in shipped("rubrics") else shown(path)
