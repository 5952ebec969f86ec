"""What was found in files as JSON: the contract ``fivec/findings@1``."""

from __future__ import annotations

from fivec import __version__
from fivec.documents.findings import record, waiver_record
from fivec.model.checked import Checked
from fivec.model.document import name_in_documents
from fivec.model.values import values
from fivec.render import View
from fivec.render.machine.as_json import as_text


def render(checked: Checked, view: View) -> str:
    """Return what there is to say of files as one JSON object."""
    return as_text(
        {
            "format": "fivec/findings@1",
            "tool": f"fivec {__version__}",
            "files": [name_in_documents(file) for file in checked.files],
            "findings": [values(record(one, view.words)) for one in checked.findings],
            "waived": [
                values(waiver_record(one, view.words), view.words.language)
                for one in checked.waived
            ],
        }
    )
