"""Same in, same out; and nothing of the machine comes out: every command in every format."""

import csv
import io
import os
import re
import subprocess
import sys
import zipfile

import cmarkgfm
import pytest
from lxml import etree, html

from fivec.model.document import NUMBER
from fivec.render import FORMATS, Format
from tests.calls import COMMANDS, ROOT, calls, commands, kept, unpacked

# As a home, a user, a machine and the folders on it may be called.
NAME = "annadevries"
PLAIN = {"LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "TZ": "UTC"}
OTHER = {
    "PYTHONHASHSEED": "77",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "tr_TR.UTF-8",
    "LANG": "tr_TR.UTF-8",
    "USER": NAME,
    "LOGNAME": NAME,
    "HOSTNAME": NAME,
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """What every call gave in a plain process, and in one around which everything is otherwise."""
    where = tmp_path_factory.mktemp("same")
    other = where / NAME / "work"
    other.mkdir(parents=True)
    home = {"HOME": str(where / NAME), "TMPDIR": str(where / NAME)}
    files = [where / "plain.made", where / "other.made"]
    runs = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.calls", str(folder), str(file), name],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"], **around},
            umask=umask,
        )
        for folder, file, name, around, umask in (
            (where / "plain", files[0], "", PLAIN, 0o022),
            (other / "in", files[1], NAME, OTHER | home, 0o077),
        )
    ]
    assert [run.wait(timeout=300) for run in runs] == [0, 0]
    return [kept(file) for file in files]


def test_every_command_is_held_against_itself_in_every_format(monkeypatch):
    assert {name for name, _ in commands()} == set(COMMANDS)
    assert all(COMMANDS.values())
    known = {(call.command, call.format) for call in calls()}
    monkeypatch.setitem(FORMATS, "toy", Format(medium="toy"))
    joined = {(call.command, call.format) for call in calls()} - known
    assert joined == {(name, "toy") for name, kind in commands() if kind}


def test_every_call_gives_what_it_is_to_give(made):
    for name, one in made[0].items():
        assert one.given, (name, one.err)
        assert one.code in (0, 1) or "gone.yaml" in name, (name, one.err)


@pytest.mark.parametrize("call", calls(), ids=lambda call: call.name)
def test_whatever_is_around_a_call_it_gives_the_same_bytes(made, call):
    plain, other = (one[call.name] for one in made)
    assert (plain.code, plain.given) == (other.code, other.given)
    if call.for_eyes:
        assert plain.err == other.err


@pytest.mark.parametrize("call", calls(), ids=lambda call: call.name)
def test_nothing_of_the_machine_is_in_what_a_call_gives(made, call):
    one = made[1][call.name]
    for data in (*unpacked(one.given), one.err if call.for_eyes else b""):
        assert NAME.encode() not in data


# What a screen obeys or hides.
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\uffff]")
ANNOTATION = re.compile("::(error|warning|notice) ([a-z]+=[^:,]*,)*title=[a-z-]+(,col=[0-9]+)?::")
OPTIONS = cmarkgfm.Options.CMARK_OPT_FOOTNOTES | cmarkgfm.Options.CMARK_OPT_UNSAFE


def of_page(text, addresses):
    """Return what runs, fetches or leads anywhere in a page, but to addresses of these kinds."""
    tree = html.document_fromstring(text)
    ran = tree.xpath("//script | //iframe | //object | //embed | //form | //base")
    asked = tree.xpath("//@src | //@srcdoc | //@*[starts-with(name(), 'on')]")
    led = [one for one in tree.xpath("//@href") if not one.startswith(addresses)]
    return [*ran, *asked, *led]


def of_package(data):
    """Return what runs, fetches or is reckoned in a document of Word's or Excel's, or in data."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if re.search("vba|externalLink|embeddings|activeX", name):
                found.append(name)
            if name.endswith((".xml", ".rels")):
                root = etree.fromstring(package.read(name))
                found += root.xpath("//@TargetMode[. = 'External']")
                codes = root.xpath("//*[local-name() = 'instrText' or local-name() = 'f']/text()")
                found += [code for code in codes if re.search("cmd|example|javascript", code)]
            elif name.endswith((".csv", ".json", ".md", ".cff")):
                text = package.read(name).decode()
                found += of_text(
                    text, {"csv": "csv", "md": "markdown"}.get(name.rpartition(".")[2])
                )
    return found


def of_text(text, form):
    """Return what acts in a text of a format."""
    found = ACTS.findall(text.replace("\r\n", "\n"))
    if form == "html":
        found += of_page(text, ("#", "data:,", "https://", "http://"))
    elif form == "markdown":
        found += of_page(cmarkgfm.github_flavored_markdown_to_html(text, OPTIONS), ("#",))
    elif form == "csv":
        cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
        found += [one for one in cells if re.match(r"\s*[=+@-]", one) and not NUMBER.fullmatch(one)]
    elif form == "github":
        began = [one for one in text.splitlines() if one.startswith("::")]
        found += [one for one in began if not ANNOTATION.match(one)] + re.findall("##\\[", text)
    return found


@pytest.mark.parametrize("call", calls(), ids=lambda call: call.name)
def test_no_text_of_a_file_acts_on_whoever_opens_what_a_call_gives(made, call):
    one = made[0][call.name]
    assert ACTS.findall(one.err.decode()) == []
    packed = one.given.startswith(b"PK")
    assert (of_package(one.given) if packed else of_text(one.given.decode(), call.format)) == []


def test_texts_that_would_act_are_in_what_is_given(made):
    given = {name: b"".join(unpacked(one.given)) for name, one in made[0].items()}
    read = (
        "score", "explain", "share", "theory", "conditions", "import deu", "new case", "export",
    )  # fmt: skip
    for command in read:
        assert [name for name, data in given.items() if name.startswith(command) if b"calc" in data]
