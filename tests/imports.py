"""What a module imports, and what of the world it touches: read from its source, nothing is run.

Every road counts alike: an import within a function, one for types alone, a relative one, a module
taken out of its package (``from fivec import methods``), one reached by dots or by its name.
"""

from __future__ import annotations

import ast
import re
from functools import cached_property
from pathlib import Path

UNREADABLE = "a module whose name is not in the source"
BY_NAME = {"importlib.import_module", "importlib.__import__", "builtins.__import__"}

# What pure code may import; what draws may import numpy too, or random.
PURE = re.compile(
    "__future__|abc|bisect|collections|dataclasses|decimal|fractions|functools|itertools|math"
    "|msgspec|typing"
)
CHANCE = {"numpy", "random", "statistics"}
SEEDED = {
    "numpy.random.Generator", "numpy.random.PCG64", "numpy.random.default_rng", "random.Random",
    "statistics.quantiles",
}  # fmt: skip
# The clock, the files and the screen as they are reached without an import.
BUILTINS = re.compile("breakpoint|compile|eval|exec|hash|input|open|print")
REACHED = re.compile(
    "now|utcnow|today|fromtimestamp|datetime64|open|(read|write)_(text|bytes)"
    "|load|loadtxt|genfromtxt|fromfile|save|savez|savetxt|tofile|memmap"
)
COLOUR = re.compile(
    r"#([0-9A-Fa-f]{3}){1,2}|.*\x1b.*"
    r"|((black|blue|bold|cyan|dim|gr[ae]y|green|italic|magenta|on|red|white|yellow)\b ?)+",
    re.DOTALL,
)


class Source:
    """A module of the package in ``folder``, as it is written."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
        self.root = folder.name
        self.package = ".".join(path.relative_to(folder.parent).parts[:-1])
        self.name = self.package if path.stem == "__init__" else f"{self.package}.{path.stem}"
        # What each statement imports, the name that it binds, and its line.
        self._statements = [
            one
            for node in self.nodes
            if isinstance(node, ast.Import | ast.ImportFrom)
            for one in self._stated(node)
        ]
        self._bound = {bound: full for full, bound, _ in self._statements}
        self._bound["__import__"] = "builtins.__import__"

    @cached_property
    def imports(self) -> set[tuple[str, int]]:
        """Return what is imported, as dotted names of modules or of what they hold, by line."""
        found = {(full, line) for full, _, line in self._statements}
        for node in self.nodes:
            if isinstance(node, ast.Call) and self.meaning(node.func) in BY_NAME:
                found.add((self._called(node), node.lineno))
            elif isinstance(node, ast.Attribute) and (full := self.meaning(node)):
                found.add((full, node.lineno))
        # A table of modules to import later, `sys.modules`, a package's own files.
        own = re.compile(rf"({self.root}(\.\w+)+)(:\w+)?")
        found |= {
            (own.fullmatch(text)[1], line) for text, line in self.texts if own.fullmatch(text)
        }
        return found

    def meaning(self, node: ast.expr) -> str | None:
        """Return the dotted name that an expression of names and dots stands for, if imported."""
        if isinstance(node, ast.Attribute):
            before = self.meaning(node.value)
            return before and f"{before}.{node.attr}"
        return self._bound.get(node.id) if isinstance(node, ast.Name) else None

    @cached_property
    def texts(self) -> list[tuple[str, int]]:
        """Return the strings of the module and their lines, but for docstrings and errors."""
        raised = [node for node in self.nodes if isinstance(node, ast.Raise)]
        messages = {
            name.id for node in raised for name in ast.walk(node) if isinstance(name, ast.Name)
        }
        aside: set[ast.AST] = {text for node in raised for text in ast.walk(node)}
        for node in self.nodes:
            match node:
                case ast.Expr(value=ast.Constant() as docstring):
                    aside.add(docstring)
                case ast.Assign(targets=[ast.Name(id=name)]) if name in messages:
                    aside |= set(ast.walk(node))
        return [
            (node.value, node.lineno)
            for node in self.nodes
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in aside
        ]

    def _stated(self, node: ast.Import | ast.ImportFrom) -> list[tuple[str, str, int]]:
        if isinstance(node, ast.ImportFrom):
            base = self._absolute("." * node.level + (node.module or ""))
            return [
                (f"{base}.{one.name}", one.asname or one.name, node.lineno) for one in node.names
            ]
        tops = [one.name.split(".")[0] for one in node.names if not one.asname]
        return [
            *((one.name, one.asname or one.name, node.lineno) for one in node.names),
            *((top, top, node.lineno) for top in tops),
        ]

    def _absolute(self, name: str) -> str:
        dots = len(name) - len(name.lstrip("."))
        package = self.package.split(".")
        above = package[: len(package) + 1 - dots] if dots else []
        return ".".join([*above, *name.lstrip(".").split(".")]).rstrip(".")

    def _called(self, call: ast.Call) -> str:
        """Return the module that a call imports, or the package that its name begins with."""
        named = [*call.args, *(one.value for one in call.keywords if one.arg == "name")]
        match named:
            case [ast.Constant(value=str(name)), *_]:
                return self._absolute(name)
            case [ast.JoinedStr(values=[ast.Constant(value=str(start)), *_]), *_]:
                package = self._absolute(start.rpartition(".")[0])
                return UNREADABLE if package in {"", self.root} else package
        return UNREADABLE


def touches(
    source: Source, languages: tuple[str, ...], draws: bool = False
) -> set[tuple[str, int]]:
    """Return what a module that should be pure knows of the world, by line.

    Files, screens and their colours, languages, the clock, and chance that nobody can repeat.
    """
    found = {
        (f"imports {name}", line)
        for name, line in source.imports
        for top in [name.split(".")[0]]
        if not PURE.fullmatch(top) and top != source.root and not (draws and top in CHANCE)
    }
    for node in source.nodes:
        match node:
            case ast.Name(id=name) if BUILTINS.fullmatch(name):
                found.add((f"calls {name}", node.lineno))
            case ast.Attribute(attr=name) if REACHED.fullmatch(name):
                found.add((f"reaches .{name}", node.lineno))
            case ast.Call(args=args, keywords=keywords) if source.meaning(node.func) in SEEDED:
                seeds = [*args, *(one.value for one in keywords)]
                if all(isinstance(seed, ast.Constant) and seed.value is None for seed in seeds):
                    found.add(("draws without a seed", node.lineno))
    found |= {
        (f"draws with {name}", line)
        for name, line in source.imports
        if name.startswith(("numpy.random.", "random.", "statistics.")) and name not in SEEDED
    }
    for text, line in source.texts:
        if COLOUR.fullmatch(text):
            found.add((f"has the colour {text!r}", line))
        elif text in languages:
            found.add((f"knows the language {text!r}", line))
        elif len(re.findall(r"[^\W\d_]{2,}", text)) > 1 and " " in text:
            found.add((f"says {text!r}", line))
    return found
