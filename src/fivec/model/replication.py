"""A folder from which results can be got again: what it holds, and whether it gives them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from fivec.model.audience import Audience
from fivec.model.evidence import Scope

# The file that says what a folder holds.
MANIFEST = "manifest.json"
# What begins the names of what was read, of how it was judged, and of what came of it.
INPUTS, RUBRICS, RESULTS = "inputs/", "rubrics/", "results/"
MOST_FILES = 10_000
# Some names below the folder, with / between them: none that leads out of it, on any system.
_BELOW = r"^(?!\.{1,2}(?:/|$))(?!.*/\.{1,2}(?:/|$))[^/\\:\x00-\x1f]+(?:/[^/\\:\x00-\x1f]+)*(?!\n)$"
Below = Annotated[str, Meta(pattern=_BELOW, max_length=400)]
_Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
_Word = Annotated[str, Meta(max_length=300)]


class HashedFile(Struct, frozen=True):
    """A file of the folder."""

    path: Annotated[Below, Meta(description="Its name in the folder, with /.")]
    sha256: Annotated[_Sha256, Meta(description="The SHA-256 of its bytes.")]
    bytes: Annotated[int, Meta(ge=0, description="How many bytes it has.")]


class JudgedFile(Struct, frozen=True):
    """A case, and the rubric by which it was judged."""

    file: Annotated[Below, Meta(description="The case, by its name in the folder.")]
    rubric: Annotated[
        Below | None,
        Meta(description="The rubric, likewise; null: the case could not be read."),
    ]


class ResultsAsked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the results were asked for."""

    scope: Annotated[Scope, Meta(description="The weakest evidence that lets a rating count.")] = (
        "case"
    )
    fallback: Annotated[bool, Meta(description="Whether fallback aims count too.")] = False
    audience: Annotated[Audience, Meta(description="Who may see them.")] = "internal"
    actor: Annotated[
        _Word | None, Meta(description="As which actor has it; null: the case's own.")
    ] = None
    lang: Annotated[_Word, Meta(description="The language of their texts.")] = "en"
    title: Annotated[_Word | None, Meta(description="Their title; null: not given.")] = None
    author: Annotated[_Word | None, Meta(description="Who made them; null: not given.")] = None
    date: Annotated[
        Annotated[str, Meta(pattern=r"^\d{4}-\d\d-\d\d(?!\n)$")] | None,
        Meta(description="The day that they are of; null: not given."),
    ] = None


class Manifest(Struct, frozen=True, kw_only=True):
    """What a replication folder says that it holds."""

    format: Annotated[Literal["fivec/replication@1"], Meta(description="What this is.")]
    fivec: Annotated[_Word, Meta(description="The version of fivec that made it.")]
    python: Annotated[_Word, Meta(description="The version of Python that it ran on.")]
    libraries: Annotated[
        dict[str, _Word], Meta(description="The versions of the libraries that it stood on.")
    ]
    asked: Annotated[ResultsAsked, Meta(description="How the results were asked for.")]
    cases: Annotated[
        tuple[JudgedFile, ...], Meta(description="The cases, in their order, and their rubrics.")
    ] = ()
    theories: Annotated[tuple[Below, ...], Meta(description="The policy theories.")] = ()
    shares: Annotated[tuple[Below, ...], Meta(description="The fair shares.")] = ()
    files: Annotated[
        tuple[HashedFile, ...],
        Meta(max_length=MOST_FILES, description="All files but this one and SHA256SUMS."),
    ]

    @property
    def versions(self) -> dict[str, str]:
        """The versions by what they are of."""
        return {"fivec": self.fivec, "Python": self.python, **self.libraries}

    @property
    def hashes(self) -> dict[str, str]:
        """The hashes by the names of the files."""
        return {one.path: one.sha256 for one in self.files}


FileState = Literal["same", "changed", "missing", "link"]


class CheckedFile(Struct, frozen=True):
    """A file of the folder, beside what the folder says of it."""

    path: Annotated[str, Meta(description="Its name in the folder.")]
    state: Annotated[
        FileState,
        Meta(
            description="same: as the manifest says. changed: other bytes. missing: it is not"
            " there, or cannot be read. link: it leads elsewhere, and is not read."
        ),
    ]


class Difference(Struct, frozen=True):
    """A value that comes out otherwise."""

    where: Annotated[str, Meta(description="Which: its keys in the result, or table, row, column.")]
    was: Annotated[str | None, Meta(description="As the folder has it; null: it has none.")]
    now: Annotated[str | None, Meta(description="As it comes out now; null: it does not.")]


class CheckedResult(Struct, frozen=True, kw_only=True):
    """A result, got again."""

    path: Annotated[str, Meta(description="Its name in the folder.")]
    holds: Annotated[bool, Meta(description="Whether the same came out, to the last byte.")]
    differences: Annotated[
        tuple[Difference, ...], Meta(description="What differs, the first of very many.")
    ] = ()
    more: Annotated[int, Meta(ge=0, description="How many more differ.")] = 0


class OtherVersion(Struct, frozen=True):
    """What was of another version when the folder was made."""

    of: Annotated[str, Meta(description="fivec, Python or a library.")]
    was: Annotated[str | None, Meta(description="Its version then; null: it was not used.")]
    now: Annotated[str | None, Meta(description="Its version now; null: it is not used.")]


class Verification(Struct, frozen=True, kw_only=True):
    """Whether a folder gives the results that it holds."""

    sha256: Annotated[str, Meta(description="The SHA-256 of the manifest: it stands for all.")]
    holds: Annotated[bool, Meta(description="Whether every file and every result is the same.")]
    files: Annotated[tuple[CheckedFile, ...], Meta(description="The files, as they are now.")]
    results: Annotated[tuple[CheckedResult, ...], Meta(description="The results, got again.")]
    unlisted: Annotated[
        tuple[str, ...], Meta(description="Files that the manifest does not name: none was read.")
    ]
    versions: Annotated[tuple[OtherVersion, ...], Meta(description="What is of another version.")]
