"""The pages on the commands and on the keys of a file of settings, as the program has them."""

from __future__ import annotations

from typing import Any

from fivec.locale import words
from generate.markdown import code, escape, page, table

# More commands than these are counted.
_FEW = 4


def commands() -> str:
    """Return the page on the commands."""
    from fivec.cli.help import described, metavar, names

    say = words("en")
    parts = [
        "# Commands",
        "What the program itself says: `fivec --help`, `fivec score --help`.",
        "Every command takes `--config FILE` besides: [a file of settings](configuration.md).",
    ]
    for names_, command in walk(program()):
        path = ("fivec", *names_)
        parts.append(f"## {' '.join(path)}")
        parts.append(escape(say(command.help)))
        arguments = [one for one in command.params if _argument(one)]
        options = [one for one in command.params if not _argument(one)]
        values = [metavar(one, say) for one in arguments]
        usage = [*path, *([say("help.some-options")] if options else []), *values]
        parts.append(f"```\n{' '.join(usage)}\n```")
        for title, params in (("Argument", arguments), ("Option", options)):
            rows = []
            for one in params:
                name = metavar(one, say)
                shown = name if _argument(one) else f"{names(one)} {name}".rstrip()
                rows.append((code(shown), escape(described(one, say))))
            if rows:
                parts.append(table((title, "What it does"), rows))
    return page(*parts)


def settings() -> str:
    """Return the page on the keys of a file of settings."""
    from fivec.cli.help import FormatOf, described, metavar
    from fivec.cli.settings import flags, is_callers_own

    say, whole = words("en"), program()
    having: dict[str, list[str]] = {}
    for path, command in walk(whole):
        for key in flags(command):
            having.setdefault(key, []).append(" ".join(path))
    most = len(walk(whole))
    rows = []
    for key, params in sorted(flags(whole).items()):
        names = dict.fromkeys(filter(None, (metavar(one, say) for one in params)))
        value = " or ".join(map(code, names)) or "`true` or `false`"
        if any(one.multiple for one in params):
            value += ", or a list"
        where = ", ".join(having[key])
        if len(having[key]) > _FEW:
            where = "all" if len(having[key]) == most else f"{len(having[key])} commands"
        says = " ".join(dict.fromkeys(escape(described(one, say)) for one in params))
        if isinstance(params[0].type, FormatOf):
            says = "How the result is written: [by command](../commands.md)."
        rows.append((code(key), says, value, where, "no" if is_callers_own(key, params) else "yes"))
    return page(
        "# The file of settings",
        "`fivec.toml`, or the table `[tool.fivec]` of a `pyproject.toml`: "
        "[how to](../configuration.md). A key is a flag without its dashes; at the top it holds "
        "for all commands that have it, in a table (`[score]`, `[import.qda]`) for one. *Found* "
        "says whether a file that was merely found may set it, or only one that the call names. "
        "[Which commands](../commands.md) have a flag, each of them says.",
        table(("Key", "What it does", "Value", "Commands", "Found"), rows),
    )


def program() -> Any:
    """Return the command that holds all others."""
    from typer.main import get_command

    from fivec.cli.main import program as made

    return get_command(made())


def walk(command: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    """Return the commands within one, each with its names."""
    inner = getattr(command, "commands", None)
    if not inner:
        return [(path, command)]
    return [
        one for name, each in inner.items() for one in walk(each, (*path, *filter(None, [name])))
    ]


def _argument(param: Any) -> bool:
    return bool(param.param_type_name == "argument")
