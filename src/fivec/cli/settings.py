"""The flags that a file of settings gives to a call which does not say them itself."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from fivec.cli import shell
from fivec.errors import FivecError, Wrong
from fivec.files.settings import find_settings
from fivec.model.settings import Setting, Settings, SettingsFile
from fivec.model.suggest import nearest

if TYPE_CHECKING:
    from typer._click.core import Command, Parameter

# What only whoever makes the call may say, or a file that it names: what is written, how much of
# the machine is taken, and where else the work is done. Of the flags that name a file, one that is
# found may set those that are read, within its own folder; all others are the caller's too.
CALLERS_OWN = frozenset({"jobs", "force", "scheduler", "into"})
READ = frozenset({"rubric", "template", "map", "baseline", "from"})
# What no file may say: it is for this one call.
_NEVER = frozenset({"help", "config"})
# The variables of the environment that say what a flag says, and go before a file.
VARIABLES = (
    ("FIVEC_LANG", "lang"),
    ("NO_COLOR", "no-color"),
    ("FORCE_COLOR", "no-color"),
    ("SOURCE_DATE_EPOCH", "date"),
)
_NAMED_FILE = re.compile(r"[/\\]|\.[A-Za-z]+$")
_CHOICES = re.compile(r"[a-z]+(?:\|[a-z]+)+")

# The names of a command within the one before it.
Names = tuple[str, ...]


class FileOfSettings(Struct, frozen=True):
    """The file of settings for a call, by its ``name``; ``trusted``: the call itself names it."""

    path: Path | None = None
    name: str = ""
    trusted: bool = False
    passed: tuple[Path, ...] = ()


class Configured(Struct, frozen=True):
    """A call with its settings: the arguments to speak by, and what its flags are if left out."""

    settings: Settings
    arguments: tuple[str, ...]
    defaults: dict[str, Any]


def file_of(arguments: Sequence[str]) -> FileOfSettings:
    """Return the file of settings that a call names, wherever it does, or else the nearest.

    Raises ``FivecError`` for a name without a letter.
    """
    named = shell.asked(arguments, "--config")
    if named is not None and not named.strip():
        raise FivecError(("usage.empty", {"name": "--config"}))
    if named is not None:
        return FileOfSettings(Path(named), named, trusted=True)
    try:
        folder = Path.cwd()
    except OSError:
        # It is gone; what a call needs of it, the call itself will miss.
        return FileOfSettings()
    path, passed = find_settings(folder)
    return FileOfSettings(path, _shown(path) if path else "", passed=passed)


def configured(command: Command, arguments: Sequence[str], file: FileOfSettings) -> Configured:
    """Return what holds for a call, by a file of settings and by the environment.

    ``command`` is the one that holds all others. Raises ``FivecError`` for settings that cannot be
    read, or cannot be.
    """
    passed = tuple(map(_shown, file.passed))
    if file.path is None:
        settings = Settings(passed_over=passed, settings=tuple(_around()))
        return Configured(settings, tuple(arguments), {})
    reader = _SettingsReader(_read(file.path, file.name), file.path.parent, trusted=file.trusted)
    reader.table(command, reader.read.tables, ())
    if reader.wrong:
        raise FivecError(*reader.wrong)
    around = {one.flag: one.origin for one in _around() if one.holds}
    lines = [_line(one, around) for one in reader.kept]
    settings = Settings(reader.read.file, passed, (*lines, *_around()))
    language = reader.language(arguments) if "lang" not in around else None
    speech = ("--lang", language) if language else ()
    return Configured(settings, (*speech, *arguments), reader.defaults(command, around))


class _Kept(Struct, frozen=True):
    """A setting as it stands in a file, for the command of these ``names``, or all within it."""

    names: Names
    flag: str
    value: Any
    origin: str
    line: int


class _SettingsReader:
    """Holds a file of settings against the commands; ``wrong`` is what cannot be."""

    def __init__(self, read: SettingsFile, folder: Path, *, trusted: bool) -> None:
        self.read, self.kept = read, list[_Kept]()
        self.wrong: list[Wrong] = []
        self._folder, self._trusted = folder, trusted

    def table(self, command: Command, table: dict[str, Any], names: Names) -> None:
        """Read the table of a command, or of all commands."""
        inner: dict[str, Command] = getattr(command, "commands", {})
        known = flags(command)
        for key, value in table.items():
            if isinstance(value, dict) and key in inner:
                self.table(inner[key], value, (*names, key))
            elif key in known:
                self._flag(key, known[key], value, names)
            else:
                guess = nearest(key, [*known, *inner])
                self._refuse("unknown", (*names, key), guess=guess)

    def _flag(self, key: str, params: list[Parameter], value: Any, names: Names) -> None:
        path = (*names, key)
        # Commands may differ in what a flag of one name takes.
        param = next((one for one in params if _wanted(one, value) is None), params[0])
        file_of = any(map(_file_of, params))
        if not self._trusted and is_callers_own(key, params):
            self._refuse("callers-own", path)
        elif (wanted := _wanted(param, value)) is not None:
            self._refuse(wanted, path)
        else:
            choices = _choices(param, general=not names)
            for text in () if _is_flag(param) else _texts(value):
                if choices and text not in choices:
                    facts = {"value": text, "choices": ", ".join(choices)}
                    self._refuse("choice", path, guess=nearest(text, choices), **facts)
                elif file_of and not self._trusted and self._leaves(text):
                    self._refuse("outside", path, value=text)
                elif "FIGURE" in (param.metavar or "") and not _threshold(text):
                    self._refuse("threshold", path, value=text)
            line, _ = self.read.place(path)
            self.kept.append(_Kept(names, key, value, self.read.file, line))

    def _given(self, param: Parameter, value: Any) -> Any:
        """Return a value as a call gives it: a file by its name from here, an id as it is."""
        if _is_flag(param):
            return value
        texts = _texts(value)
        if _file_of(param):
            texts = [
                _shown(self._folder / one) if _NAMED_FILE.search(one) else one for one in texts
            ]
        return texts if param.multiple else texts[0]

    def _leaves(self, text: str) -> bool:
        if not _NAMED_FILE.search(text):
            return False
        root = self._folder.resolve()
        try:
            return not (root / text).resolve().is_relative_to(root)
        except (OSError, RuntimeError, ValueError):
            return True

    def _refuse(self, key: str, path: Names, **facts: object) -> None:
        line, column = self.read.place(path)
        place = f"{self.read.file}:{line}:{column}" if line else self.read.file
        of = " ".join(("fivec", *path[:-1]))
        self.wrong.append((f"config.{key}", {"place": place, "key": path[-1], "of": of, **facts}))

    def language(self, arguments: Sequence[str]) -> str | None:
        """Return the language in which to speak of a call, by its command or for all."""
        words = [one for one in arguments if not one.startswith("-")]
        asked = [
            one
            for one in self.kept
            if one.flag == "lang" and one.names == (*words,)[: len(one.names)]
        ]
        return str(max(asked, key=lambda one: len(one.names)).value) if asked else None

    def defaults(self, command: Command, around: dict[str, str]) -> dict[str, Any]:
        """Return the flags of each command as its library takes them: by tables and by names."""
        return self._defaults(command, (), around)

    def _defaults(self, command: Command, names: Names, around: dict[str, str]) -> dict[str, Any]:
        inner: dict[str, Command] = getattr(command, "commands", {})
        if inner:
            return {
                name: self._defaults(one, (*names, name), around) for name, one in inner.items()
            }
        known, held = flags(command), dict[str, Any]()
        for one in sorted(self.kept, key=lambda one: len(one.names)):
            if one.flag in known and names[: len(one.names)] == one.names:
                (param,) = known[one.flag]
                if one.flag not in {*around, "lang"} and _can_be(param, one.value):
                    held[param.name or ""] = self._given(param, one.value)
        return held


def is_callers_own(key: str, params: list[Parameter]) -> bool:
    """Whether only a call may set a flag, or a file that it names."""
    return key in CALLERS_OWN or (any(map(_file_of, params)) and key not in READ)


def flags(command: Command) -> dict[str, list[Parameter]]:
    """Return the flags of a command, or of all within it, by their names without dashes."""
    known: dict[str, list[Parameter]] = {}
    inner: dict[str, Command] = getattr(command, "commands", {})
    for one in inner.values():
        for flag, params in flags(one).items():
            known.setdefault(flag, []).extend(params)
    if not inner:
        for param in command.params:
            long = [name[2:] for name in param.opts if name.startswith("--")]
            if param.param_type_name == "option" and long and long[0] not in _NEVER:
                known[long[0]] = [param]
    return known


def _read(path: Path, file: str) -> SettingsFile:
    from fivec.files.settings import NotSettingsError, read_settings

    try:
        return read_settings(path, file)
    except NotSettingsError as fault:
        line, column = fault.place
        place = f"{file}:{line}:{column}" if line else file
        raise FivecError(("config.syntax", {"place": place})) from fault
    except OSError as fault:
        say = shell.words(None)
        facts = {"file": file, "why": shell.reason(fault, say)}
        raise FivecError(("config.unreadable", facts)) from fault


def _wanted(param: Parameter, value: Any) -> str | None:
    """Return what a value must be and is not, as the end of a key of words."""
    from typer._click.exceptions import BadParameter
    from typer._click.types import FloatParamType, IntParamType

    if _is_flag(param):
        return None if isinstance(value, bool) else "boolean"
    many = value if isinstance(value, list) and param.multiple else [value]
    plain = (str, int, float, date)
    if any(isinstance(one, bool) or not isinstance(one, plain) for one in many) or not many:
        return "texts" if param.multiple else "text"
    if any(isinstance(one, str) and not one.strip() for one in many):
        return "texts" if param.multiple else "text"
    if isinstance(param.type, IntParamType | FloatParamType):
        try:
            param.type.convert(str(value), param, None)
        except BadParameter:
            return "number"
    return None


def _threshold(text: str) -> bool:
    """Whether a text says what a figure is held to."""
    from fivec.cli.thresholds import gates

    try:
        return bool(gates([text]))
    except FivecError:
        return False


def _choices(param: Parameter, *, general: bool) -> tuple[str, ...]:
    from fivec.cli.help import FormatOf
    from fivec.locale import LANGUAGES
    from fivec.model.finding import CODES
    from fivec.render import FORMATS, formats_of

    if isinstance(param.type, FormatOf):
        return tuple(FORMATS if general else formats_of(param.type.kind))
    if param.metavar == "LANG":
        return LANGUAGES
    if param.metavar == "CODE":
        return tuple(CODES)
    return (
        tuple((param.metavar or "").split("|")) if _CHOICES.fullmatch(param.metavar or "") else ()
    )


def _can_be(param: Parameter, value: Any) -> bool:
    """Whether a command can take what is set for all: of formats not every one."""
    from fivec.cli.help import FormatOf
    from fivec.render import formats_of

    if _wanted(param, value) is not None:
        return False
    return not isinstance(param.type, FormatOf) or value in formats_of(param.type.kind)


def _is_flag(param: Parameter) -> bool:
    return bool(getattr(param, "is_flag", False))


def _file_of(param: Parameter) -> bool:
    return re.search("FILE|FOLDER", param.metavar or "") is not None


def _texts(value: Any) -> list[str]:
    return [_text(one) for one in (value if isinstance(value, list) else [value])]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, date) else str(value)


def _shown(path: Path) -> str:
    """Return the name of a file from where the call is made."""
    try:
        return os.path.relpath(path)
    except ValueError:
        return str(path)


def _line(one: _Kept, around: dict[str, str]) -> Setting:
    value = () if one.value is True else tuple(_texts(one.value))
    holds = one.flag not in around
    return Setting(" ".join(one.names), one.flag, value, one.origin, one.line, holds)


def _around() -> Iterator[Setting]:
    """Yield what variables of the environment set that means something."""
    from fivec.locale import LANGUAGES

    for name, flag in VARIABLES:
        value = os.environ.get(name, "").strip()
        if value and (flag != "lang" or value.lower() in LANGUAGES):
            yield Setting("", flag, (value,), name, 0, True)
