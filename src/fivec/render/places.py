"""The name of a file as those know it who look at a repository, and not at a machine."""

from __future__ import annotations

import os
from pathlib import Path

from fivec.documents.clean import clean
from fivec.model.document import name_in_documents

# Where the runners of GitHub and of GitLab say that they checked a repository out.
_ROOTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def from_root(file: str) -> str:
    """Return the name of a file from the root of what was checked out; as given outside of it."""
    root = next(filter(None, map(os.environ.get, _ROOTS)), "")
    return _below(file, root) if root and file != "<stdin>" else file


def relative(file: str) -> str:
    """Return a name that holds no path of this machine, for a file to hand on.

    From the root of what was checked out, else as it was given; of a whole path the last part.
    """
    return clean(name_in_documents(from_root(file)))


def _below(file: str, root: str) -> str:
    path = Path(file)
    try:
        # A link is known by its own name.
        here = path.parent.resolve() / path.name
        return here.relative_to(Path(root).resolve()).as_posix()
    except (OSError, RuntimeError, ValueError):
        # It stands elsewhere, or is no file at all.
        return file
