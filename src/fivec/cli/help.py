"""The help, and what is wrong with a call, in the language that the call itself asks for.

Every help text of an app is a key of words. The command line that was given stands in the context
(``obj``), so that the language is looked for only where something is to be said.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

import typer

# Typer carries its own Click, and has no other name for these.
from typer._click.core import Command as AnyCommand
from typer._click.exceptions import (
    BadOptionUsage,
    BadParameter,
    MissingParameter,
    NoArgsIsHelpError,
    NoSuchOption,
    UsageError,
)
from typer._click.types import (
    FloatParamType,
    FloatRange,
    IntParamType,
    IntRange,
    StringParamType,
)
from typer.core import TyperCommand, TyperGroup, TyperOption

from fivec.cli import shell
from fivec.errors import FivecError, Wrong
from fivec.model.suggest import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from typer._click.core import Context, Parameter
    from typer._click.formatting import HelpFormatter
    from typer._click.shell_completion import CompletionItem

    from fivec.locale import Words

SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
_WORD = r"[A-Z]{3,}"
# Taken everywhere; ``shell.spoken`` has read it where the command itself does not.
_LANG = TyperOption(param_decls=["--lang"], metavar="LANG", help="option.lang", expose_value=False)
# Likewise, by ``settings.asked_file``. The first help is to fit a screen.
_CONFIG, _CONFIG_FIRST = (
    TyperOption(
        param_decls=["--config"],
        metavar="FILE",
        help="option.config",
        expose_value=False,
        hidden=hidden,
    )
    for hidden in (False, True)
)


class CallError(FivecError):
    """A malformed call: how the command is called stands before what is wrong, its help after."""

    def __init__(self, wrong: Wrong, usage: str, command: str) -> None:
        super().__init__(wrong)
        self._usage, self._command = usage, command

    def message(self, say: Words, before: str = "") -> str:
        """Return what is wrong, and how it is done."""
        help_ = say("usage.help", command=self._command)
        return f"{self._usage}\n{super().message(say, before)}\n{help_}"


class FormatOf(StringParamType):
    """The name of a format that can hold what is of a kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def shell_complete(
        self, ctx: Context, param: Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the formats that go on from what was typed."""
        from typer._click.shell_completion import CompletionItem

        from fivec.render import formats_of

        del ctx, param
        return [CompletionItem(one) for one in formats_of(self.kind) if one.startswith(incomplete)]

    def others(self) -> str:
        """Return the formats beside the table, by their names."""
        # Asked for only where they are named: they cost more than the help itself.
        from fivec.render import formats_of

        return ", ".join(name for name in formats_of(self.kind) if name != "table")


class _Spoken(AnyCommand):
    """What a command and a group of commands share: a help and a usage made of words."""

    examples: tuple[tuple[str, str], ...] = ()
    # Commands that the help names alone, for it is to fit a screen.
    rarer: tuple[str, ...] = ()

    def get_params(self, ctx: Context) -> list[Parameter]:
        """Return arguments and options; the language and the settings may be given anywhere."""
        params = [*super().get_params(ctx), _CONFIG if ctx.parent else _CONFIG_FIRST]
        return params if any(one.name == "lang" for one in params) else [_LANG, *params]

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the option that shows the help, with words of ours."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help, option.callback = "option.help", _show
        return option

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments. Raises ``CallError`` for a call that cannot be obeyed."""
        try:
            return super().parse_args(ctx, args)
        except NoArgsIsHelpError:
            shell.note(ctx.get_help())
            raise typer.Exit(shell.WRONG) from None
        except UsageError as fault:
            key, facts = _wrong(fault, ctx)
            _refuse(ctx, key, **facts)

    def format_usage(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the line that shows how the command is called."""
        say = _say(ctx)
        pieces = [say("help.some-options")]
        pieces += [metavar(one, say) for one in self.params if not _is_option(one)]
        if isinstance(self, TyperGroup):
            pieces.append(say("help.some-command"))
        formatter.write_usage(
            _called(ctx), " ".join(pieces), f"{say('label', label=say('help.usage'))} "
        )

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write usage, what the command does, and what it takes."""
        say = _say(ctx)
        self.format_usage(ctx, formatter)
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(self.help or ""))
            if self.examples:
                formatter.write_paragraph()
                formatter.write_dl([(call, say(key)) for call, key in self.examples])
        for title, rows in _sections(self, ctx, say):
            if rows:
                formatter.write_paragraph()
                formatter.write(f"{say('label', label=say(title))}\n")
                with formatter.indentation():
                    formatter.write_dl(rows)
                    if title == "help.commands" and self.rarer:
                        formatter.write_text(say("help.also", names=", ".join(self.rarer)))


class Command(_Spoken, TyperCommand):
    """A command. Arguments that it does not take are refused here, in words of ours."""

    allow_extra_args = True

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Read the arguments. Raises ``CallError`` for a call that cannot be obeyed."""
        rest = super().parse_args(ctx, self._taken_back(ctx, args))
        if ctx.resilient_parsing:
            return rest
        if ctx.args:
            _refuse(ctx, "usage.too-many", value=" ".join(ctx.args))
        for one in self.params:
            # Nearly always a variable that is not set: `fivec score "$CASES"`.
            if _is_empty(ctx.params.get(one.name or "")):
                name = names(one) if _is_option(one) else metavar(one, _say(ctx)).rstrip(".")
                _refuse(ctx, "usage.empty", name=name)
        if "lang" in ctx.params:
            # It may stand before the command's name, or in the settings.
            ctx.params["lang"] = shell.asked_language(ctx.obj or ())
        return rest

    def _taken_back(self, ctx: Context, args: list[str]) -> list[str]:
        """Return the arguments without those that take a flag of the settings back: ``--no-full``.

        Only where the settings are known to set one: else it is no option.
        """
        held = dict(ctx.default_map or {})
        names = {
            f"--no-{name[2:]}": one.name or ""
            for one in self.params
            if isinstance(one, TyperOption) and one.is_flag and held.get(one.name or "")
            for name in one.opts
        }
        end = args.index("--") if "--" in args else len(args)
        for one in names.keys() & {*args[:end]}:
            held[names[one]] = False
        ctx.default_map = held or ctx.default_map
        return [*(one for one in args[:end] if one not in names), *args[end:]]


class Group(_Spoken, TyperGroup):
    """A group of commands, in the order in which they were added."""

    def invoke(self, ctx: Context) -> object:
        """Run the command that was named; show the help where none was."""
        try:
            return super().invoke(ctx)
        except UsageError:
            shell.note(ctx.get_help())
            raise typer.Exit(shell.WRONG) from None

    def resolve_command(
        self, ctx: Context, args: list[str]
    ) -> tuple[str | None, AnyCommand | None, list[str]]:
        """Return the command that was named. Raises ``CallError`` where there is none."""
        if self.get_command(ctx, args[0]) is None and not ctx.resilient_parsing:
            guess = nearest(args[0], self.commands)
            _refuse(ctx, "usage.no-command", value=args[0], guess=guess)
        return super().resolve_command(ctx, args)


def names(option: Parameter) -> str:
    """Return the names of an option, the short one first."""
    return ", ".join(sorted(option.opts, key=len))


def metavar(param: Parameter, say: Words) -> str:
    """Return the sign for a value: its words in the language, its literal values as they are."""
    if isinstance(param, TyperOption) and param.is_flag:
        return ""
    from fivec.locale import LANGUAGES

    languages = "|".join(LANGUAGES)

    def translated(word: re.Match[str]) -> str:
        return say(f"metavar.{word[0].lower()}", languages=languages)

    return re.sub(_WORD, translated, param.metavar or "")


def described(param: Parameter, say: Words) -> str:
    """Return what an argument or option is for, what it may be, and what it is if left out."""
    key: str = getattr(param, "help", None) or ""
    kind = param.type
    texts = [say(key, formats=kind.others()) if isinstance(kind, FormatOf) else say(key)]
    if isinstance(kind, IntRange | FloatRange):
        texts.append(f"[{_range(kind, say)}]")
    if getattr(param, "show_default", False) and param.default not in (None, False):
        texts.append(f"[{say('help.default', value=param.default)}]")
    if param.required and _is_option(param):
        texts.append(f"[{say('help.required')}]")
    return "  ".join(texts)


def _sections(
    command: AnyCommand, ctx: Context, say: Words
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return arguments, options and commands as rows under the key of their heading."""
    params = command.get_params(ctx)
    options = [one for one in params if _is_option(one) and not getattr(one, "hidden", False)]
    inner: dict[str, AnyCommand] = getattr(command, "commands", {})
    return [
        (
            "help.arguments",
            [(metavar(one, say), described(one, say)) for one in params if not _is_option(one)],
        ),
        (
            "help.options",
            [(f"{names(one)} {metavar(one, say)}".strip(), described(one, say)) for one in options],
        ),
        (
            "help.commands",
            [
                (name, say(one.help or ""))
                for name, one in inner.items()
                if name not in getattr(command, "rarer", ())
            ],
        ),
    ]


def _say(ctx: Context) -> Words:
    given: Sequence[str] = ctx.obj or ()
    return shell.spoken(given)


def _show(ctx: Context, _: Parameter, asked: bool) -> None:
    if asked and not ctx.resilient_parsing:
        shell.out(ctx.get_help() + "\n")
        ctx.exit()


def _is_empty(value: object) -> bool:
    given = value if isinstance(value, list | tuple) else [value]
    return any(isinstance(one, str) and not one.strip() for one in given)


def _is_option(param: Parameter) -> bool:
    return param.param_type_name == "option"


def _number(param: Parameter, say: Words) -> str:
    """Return what a number must be."""
    kind = param.type
    whole = isinstance(kind, IntParamType)
    wanted = say("wanted.integer" if whole else "wanted.number")
    return f"{wanted}, {_range(kind, say)}" if isinstance(kind, IntRange | FloatRange) else wanted


def _range(kind: IntRange | FloatRange, say: Words) -> str:
    if kind.max is None:
        return say("help.from", low=kind.min)
    return say("help.between", low=kind.min, high=kind.max)


def _called(ctx: Context) -> str:
    """Return how the command is called; one that a group means by itself has no name of its own."""
    return " ".join(ctx.command_path.split())


def _refuse(ctx: Context, key: str, **facts: object) -> NoReturn:
    raise CallError((key, facts), ctx.get_usage(), _called(ctx))


def _wrong(fault: UsageError, ctx: Context) -> tuple[str, dict[str, object]]:
    """Return what is wrong with a call, as a key of words with its facts."""
    say = _say(ctx)
    match fault:
        case NoSuchOption():
            known = [name for one in ctx.command.get_params(ctx) for name in one.opts]
            guess = nearest(fault.option_name, [one for one in known if one.startswith("--")])
            return "usage.no-option", {"option": fault.option_name, "guess": guess}
        case BadOptionUsage():
            params = ctx.command.get_params(ctx)
            flag = any(fault.option_name in one.opts and not metavar(one, say) for one in params)
            key = "usage.no-value" if flag else "usage.value-missing"
            return key, {"option": fault.option_name}
        case MissingParameter(param=param) if param is not None:
            if _is_option(param):
                return "usage.option-missing", {"option": names(param)}
            return "usage.argument-missing", {"name": metavar(param, say).rstrip(".")}
        case BadParameter(param=param) if param is not None:
            if isinstance(param.type, IntParamType | FloatParamType):
                return "usage.no-number", {"option": names(param), "wanted": _number(param, say)}
            return "usage.no-such-value", {"option": names(param)}
    return "usage.other", {}
