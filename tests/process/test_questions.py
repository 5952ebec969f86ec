"""What ``fivec new`` asks on a terminal, and what becomes of it without an answer."""

import os
import pty
import subprocess
import time
from pathlib import Path

from tests.conftest import COMMAND


def on_a_terminal(folder: Path, answers: bytes) -> tuple[int, bytes]:
    """Answer the questions on a terminal; return the exit code and what was on the screen."""
    master, slave = pty.openpty()
    run = subprocess.Popen(
        [COMMAND, "new", "case", "--lang", "en"],
        cwd=folder, stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
        preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0),  # noqa: PLW1509 - nothing else runs here
    )  # fmt: skip
    os.close(slave)
    seen = b""
    for line in answers.splitlines(keepends=True):
        while not seen.rstrip().endswith(b":"):
            seen += os.read(master, 4096)
        seen += b"\n"
        os.write(master, line)
        time.sleep(0.05)
    code = run.wait(timeout=20)
    try:
        while chunk := os.read(master, 4096):
            seen += chunk
    except OSError:
        pass
    os.close(master)
    return code, seen


def test_on_a_terminal_what_is_not_given_is_asked(tmp_path):
    code, seen = on_a_terminal(tmp_path, b"mine\nMy case\nNLD\n\nNATO\n\n")
    assert code == 0, seen
    assert b"Its title" in seen
    text = (tmp_path / "mine.yaml").read_text(encoding="utf-8")
    assert "title: 'My case'" in text
    assert "label: 'NATO'" in text


def test_ctrl_c_at_a_question_writes_nothing(tmp_path):
    code, seen = on_a_terminal(tmp_path, b"mine\n\x03")
    assert code == 130, seen
    assert list(tmp_path.iterdir()) == []


def test_a_question_without_an_answer_ends_with_2_and_writes_nothing(tmp_path):
    code, seen = on_a_terminal(tmp_path, b"mine\n\x04")
    assert code == 2, seen
    assert seen.rstrip().endswith(b"Interrupted.")
    assert list(tmp_path.iterdir()) == []
