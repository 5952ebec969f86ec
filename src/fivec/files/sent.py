"""Files as they travel to where none of theirs can be read: as their bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from fivec.files.paths import Input, read_bytes
from fivec.files.rubrics import NamedRubric, RubricName, Rubrics
from fivec.files.seal import seal_beside
from fivec.model.finding import Finding

# Where most files say it. One that says it elsewhere is asked for by whoever reads the file.
_SAYS_RUBRIC = re.compile(rb"""^["']?rubric["']?[ \t]*:[ \t]*["']?([^\s"'#]+)""", re.MULTILINE)


class SentFile(Struct, frozen=True):
    """A file by its name and its bytes; ``folder`` tells it from others, and is no place.

    ``seal`` is what stands beside it, where it was sealed.
    """

    name: str
    folder: str
    data: bytes
    seal: bytes | None = None

    @property
    def given(self) -> Input:
        """The file as others name it, of which there is nothing to read."""
        return Input(self.name, None, Path(self.folder))


class Sent(Struct, frozen=True):
    """Files that travel together, or why one has no bytes, and rubrics that they may need."""

    files: tuple[SentFile | Finding, ...]
    rubrics: dict[RubricName, NamedRubric]


class Sender:
    """Reads files, and the rubrics of their cases, to be sent; each rubric is read once.

    ``instead``, an id or a path, stands in for what the cases say.
    """

    def __init__(self, instead: str | None) -> None:
        self._instead = instead
        self._rubrics = Rubrics()
        self._folders: dict[str, Path] = {}
        self._numbers: dict[Path, str] = {}

    def sent(self, given: Iterable[Input | Finding]) -> Sent:
        """Return files with what they say of their rubric as far as it shows at once."""
        files = tuple(one if isinstance(one, Finding) else self._file(one) for one in given)
        if self._instead is not None:
            asked = [RubricName(self._instead, ".", trusted=True)]
        else:
            read = (one for one in files if isinstance(one, SentFile))
            asked = [
                RubricName(name.decode(errors="replace"), one.folder)
                for one in read
                for name in _SAYS_RUBRIC.findall(one.data)[:1]
            ]
        return Sent(files, self._found(asked))

    def again(self, sent: Sent, asked: Iterable[RubricName]) -> Sent:
        """Return what was sent, with rubrics that turned out to be needed."""
        return replace(sent, rubrics={**sent.rubrics, **self._found(asked)})

    def _file(self, given: Input) -> SentFile | Finding:
        data = read_bytes(given)
        if isinstance(data, Finding):
            return data
        number = self._numbers.setdefault(given.folder, str(len(self._numbers)))
        self._folders[number] = given.folder
        return SentFile(given.name, number, data, seal_beside(given))

    def _found(self, asked: Iterable[RubricName]) -> dict[RubricName, NamedRubric]:
        return {
            one: self._rubrics.named(
                one if one.trusted else one._replace(folder=str(self._folders[one.folder]))
            )
            for one in asked
        }
