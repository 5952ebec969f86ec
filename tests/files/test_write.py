"""Writing files: whole or not at all, over nothing that is to stay, and for the right eyes."""

import errno
import os
import stat
from pathlib import Path

import pytest

from fivec.files import write
from fivec.files.write import write_new, write_whole

LONGEST = 255


@pytest.fixture(params=["as here", "no unnamed files", "no links", "neither"])
def system(request, monkeypatch):
    """The systems that there are: with unnamed files and hard links, and without."""

    def refused(*_, **__):
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    if request.param in ("no unnamed files", "neither"):
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    if request.param in ("no links", "neither"):
        monkeypatch.setattr(os, "link", refused)
    return request.param


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.usefixtures("system")
@pytest.mark.parametrize("name", ["a.md", "é" * 127, "x" * LONGEST])
def test_any_name_that_the_system_takes_can_be_written(tmp_path, name):
    target = tmp_path / name
    write_new(target, "new")
    assert target.read_text() == "new"
    assert write_whole(target, ["an", b"other"])
    assert target.read_text() == "another"
    assert names(tmp_path) == [name]


@pytest.mark.usefixtures("system")
def test_a_new_file_never_takes_the_place_of_another(tmp_path):
    (tmp_path / "old").write_text("old")
    (tmp_path / "folder").mkdir()
    (tmp_path / "dangling").symlink_to("nowhere")
    (tmp_path / "loop").symlink_to("loop")
    for name in ("old", "folder", "dangling", "loop", "."):
        with pytest.raises(FileExistsError):
            write_new(tmp_path / name, "new")
    assert (tmp_path / "old").read_text() == "old"
    assert names(tmp_path) == ["dangling", "folder", "loop", "old"]


@pytest.mark.usefixtures("system")
def test_what_is_written_is_for_the_eyes_that_saw_the_old_file_from_the_first_byte(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("secret")
    old.chmod(0o600)
    seen = []

    def pieces():
        (where,) = [
            path.stat() if (path := tmp_path / name).exists() else None
            for name in names(tmp_path)
            if name.endswith(".tmp")
        ] or [None]
        seen.append(where and stat.S_IMODE(where.st_mode))
        yield "secret too"

    assert write_whole(old, pieces())
    before = os.umask(0o027)
    try:
        write_new(new, "x")
    finally:
        os.umask(before)
    assert seen in ([None], [0o600])
    assert stat.S_IMODE(old.stat().st_mode) == 0o600
    assert stat.S_IMODE(new.stat().st_mode) == 0o640


@pytest.mark.usefixtures("system")
@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, call):
    def full(*_, **__):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target = tmp_path / "old"
    target.write_text("old")
    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, ["new"])
    assert (target.read_text(), names(tmp_path)) == ("old", ["old"])
    if call == "fsync":
        with pytest.raises(OSError, match="No space"):
            write_new(tmp_path / "new", "new")
        assert names(tmp_path) == ["old"]


@pytest.mark.usefixtures("system")
def test_what_is_not_done_can_be_taken_away_at_once(tmp_path):
    def pieces():
        yield "a"
        write.drop_unfinished()
        assert names(tmp_path) == []
        raise KeyError

    with pytest.raises(KeyError):
        write_whole(tmp_path / "a", pieces())
    assert names(tmp_path) == []


def test_through_a_link_that_dangles_the_file_it_names_is_written(tmp_path):
    (tmp_path / "link").symlink_to("real")
    assert not write_whole(tmp_path / "link", ["x"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "x"
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError, match=r"loop") as told:
        write_whole(tmp_path / "loop", ["x"])
    assert told.value.errno == errno.ELOOP


def test_a_pipe_is_written_to_under_the_name_that_a_shell_gives_it():
    reading, writing = os.pipe()
    where = Path(f"/dev/fd/{writing}")
    if not where.exists():
        pytest.skip("a stream has no name here")
    assert not write_whole(where, ["x"])
    os.close(writing)
    with os.fdopen(reading) as stream:
        assert stream.read() == "x"
