"""A line of JSON a case: the objects that ``cases`` and ``failed`` hold in the JSON."""

from __future__ import annotations

from fivec.model.assessment import Batch, Failed, Result
from fivec.render import View
from fivec.render.machine.as_json import case_record, dumped, failed_record


def render(batch: Batch, view: View) -> str:
    """Return a line a file, in the order of the files."""
    return head(view) + "".join(piece(one, view) for one in batch.results)


def head(view: View) -> str:
    """Return nothing: every line stands by itself."""
    del view
    return ""


def piece(result: Result, view: View) -> str:
    """Return the line of one file."""
    if isinstance(result, Failed):
        record = failed_record(result, view.words)
    else:
        record = case_record(result, view.words)
    return dumped(record)
