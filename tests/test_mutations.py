"""Every deliberate fault of the thorough tests still has the line of code that it breaks."""

from tests.conftest import ROOT
from tests.thorough.mutate import MUTATIONS


def test_every_fault_that_is_made_on_purpose_can_be_made():
    gone = [
        (name, line)
        for name, line, _ in MUTATIONS
        if line not in (ROOT / "src" / "fivec" / name).read_text(encoding="utf-8")
    ]
    assert gone == []
