"""Files of settings: which one holds in a folder, and where in it things stand."""

import os

import pytest

from fivec.files.settings import MAX_BYTES, NotSettingsError, find_settings, read_settings


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def put(folder, name="fivec.toml", text='lang = "nl"\n'):
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_holds_and_one_of_our_own_before_one_that_is_shared(home):
    outer = put(home)
    here = home / "a" / "b"
    here.mkdir(parents=True)
    assert find_settings(here) == (outer, ())
    shared = put(home / "a", "pyproject.toml", '[tool.fivec]\nlang = "fr"\n')
    assert find_settings(here) == (shared, ())
    own = put(home / "a")
    assert find_settings(here) == (own, ())
    assert find_settings(home / "a") == (own, ())


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("[project]\nname = 'fivec'\n", False),
        ("[tool.fivec-else]\na = 1\n", False),
        ("[tool.fivec.score]\nfull = true\n", True),
        ('[ tool . "fivec" ]\n', True),
        ("[tool]\nfivec = {full = true}\n", True),
        ("tool.fivec.full = true\n", True),
        ("[tool.other\nx = 1\n", False),  # broken, and no matter of ours
        ("[tool.fivec]\nx = \n", True),
    ],
)
def test_a_shared_file_counts_where_it_names_us(home, text, ours):
    path = put(home, "pyproject.toml", text)
    assert find_settings(home) == ((path if ours else None), ())


def test_nothing_is_looked_for_above_a_repository_or_the_home(home):
    put(home)
    inner = home / "unit" / "cases"
    inner.mkdir(parents=True)
    assert find_settings(inner)[0] is not None
    (home / "unit" / ".git").write_text("gitdir: elsewhere\n")
    assert find_settings(inner) == (None, ())
    own = put(home / "unit")
    assert find_settings(inner) == (own, ())


def test_nothing_is_looked_for_above_the_home(home, monkeypatch):
    put(home)
    monkeypatch.setenv("HOME", str(home / "user"))
    (home / "user" / "work").mkdir(parents=True)
    assert find_settings(home / "user" / "work") == (None, ())
    assert find_settings(home / "user") == (None, ())


def test_what_somebody_else_owns_is_passed_over_and_ends_the_search(home, monkeypatch):
    path = put(home / "shared")
    (home / "shared" / "mine").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert find_settings(home / "shared" / "mine") == (None, ())  # nor is a folder above
    assert find_settings(home / "shared") == (None, (path,))


def test_a_link_is_passed_over(home):
    real = put(home / "elsewhere")
    link = home / "unit" / "fivec.toml"
    link.parent.mkdir()
    link.symlink_to(real)
    assert find_settings(link.parent) == (None, (link,))


def test_places_are_those_of_the_keys(home):
    text = (
        "# settings\n[project]\nname = 'x'\n\n[tool.fivec]\nlang = \"nl\"\n  quiet = true\n"
        'ignore = [\n  "a",\n  ["b"],\n]\n[tool.fivec.score]\n"fail-under" = "60"\n'
        "[tool.fivec.new]\ncase.actor = 'NLD'\ncodebook = {rubric = 'x'}\n"
    )
    held = read_settings(put(home, "pyproject.toml", text), "pyproject.toml")
    assert held.tables["score"] == {"fail-under": "60"}
    assert held.place(("lang",)) == (6, 1)
    assert held.place(("quiet",)) == (7, 3)
    assert held.place(("score", "fail-under")) == (13, 1)
    assert held.place(("new", "case", "actor")) == (15, 1)
    assert held.place(("new", "codebook", "rubric")) == (16, 1)
    assert held.place(("nowhere",)) == (5, 1)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"lang = nl\n", (1, 8)),
        (b"a = 1\nb = \xff\n", (2, 1)),
        (b"a = " + b"[" * 100_000, None),
        (b"a = " + b"9" * 5000, None),
        (b"#" * (MAX_BYTES + 1), (0, 0)),
    ],
)
def test_what_is_no_toml_says_from_where(home, data, place):
    path = home / "fivec.toml"
    path.write_bytes(data)
    with pytest.raises(NotSettingsError) as fault:
        read_settings(path, "fivec.toml")
    assert place is None or fault.value.place == place


def test_a_mark_of_the_encoding_and_ends_of_lines_of_windows_are_read(home):
    path = home / "fivec.toml"
    path.write_bytes('\ufeff[score]\r\nfail-on = "error"\r\n'.encode())
    held = read_settings(path, "fivec.toml")
    assert held.tables == {"score": {"fail-on": "error"}}
    assert held.place(("score", "fail-on")) == (2, 1)
