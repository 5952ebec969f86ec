"""A sample of what the thorough tests try for every command: calls to the system that fail."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process cannot be split in two here")
@pytest.mark.parametrize("command", ["score case.yaml -o old.json"])
def test_a_call_that_fails_is_told_and_leaves_no_half_of_a_file(command):
    run = subprocess.run(
        [sys.executable, "-m", "tests.thorough.faults", command],
        cwd=ROOT, env={**os.environ, "FIVEC_FAULTS": "14"}, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
