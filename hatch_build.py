"""Compile the words when the package is built."""

from pathlib import Path
from runpy import run_path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompiledWords(BuildHookInterface):
    """The hook that hatchling calls for the wheel, the sdist and an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Compile the catalogues where they stand."""
        run_path(str(Path(self.root) / "docs" / "words.py"))["compile_all"]()
