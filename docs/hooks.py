"""What mkdocs calls: the pages that are made of the code join those that were written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parent))

import generate


def on_files(files: Files, config: Any) -> Files:
    """Add the generated pages."""
    for name, page in generate.PAGES.items():
        files.append(File.generated(config, name, content=page()))
    return files
