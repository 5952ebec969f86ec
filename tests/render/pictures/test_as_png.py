"""A picture as PNG is the same dots everywhere, in the font that was measured."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import zlib

import pytest

from fivec.locale import LANGUAGES, words
from fivec.render.pictures.as_png import as_png, painted
from fivec.render.pictures.as_svg import as_svg
from fivec.render.pictures.draw.text import FONTS, advances, measure
from fivec.render.pictures.palette import PALETTE
from tests.conftest import ROOT, assessed
from tests.render.pictures.made import of_case, of_cases

CASES = [ROOT / "cases/kompas.yaml", ROOT / "tests/examples/right/on-a-scale.yaml"]
# Dots to a point.
FINE = 4


def every(language: str):
    """Yield all pictures of two cases."""
    cases, say = [assessed(path) for path in CASES], words(language)
    for case in cases:
        yield from of_case(case, say)
    yield from of_cases(cases, say)


def fingerprint() -> str:
    """Return what all pictures of two cases come out as, in both forms."""
    say, seen = words("nl"), hashlib.sha256()
    for picture in every("nl"):
        seen.update(as_svg(picture, say).encode())
        seen.update(as_png(picture, say))
    return seen.hexdigest()


def test_pictures_are_the_same_bytes_in_every_process_and_whatever_fonts_there_are(tmp_path):
    code = "from tests.render.pictures.test_as_png import fingerprint; print(fingerprint())"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ
        | {"PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": "no date", "HOME": str(tmp_path)}
        | {"FONTCONFIG_FILE": "/dev/null", "XDG_DATA_HOME": str(tmp_path), "LC_ALL": "C"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.strip() == fingerprint()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_png_is_as_wide_as_the_text_and_names_no_program(kompas, language):
    say = words(language)
    for picture in of_case(kompas, say):
        data = as_png(picture, say)
        assert data.startswith(b"\x89PNG")
        assert {kind for kind, _ in chunks(data)} == {b"IHDR", b"IDAT", b"IEND"}
        wide, high = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
        box = as_svg(picture, say).split('viewBox="')[1].split('"')[0]
        assert wide == 907
        assert high / wide == pytest.approx(
            float(box.split()[3]) / float(box.split()[2]), abs=2 / wide
        )


def chunks(data: bytes):
    """Yield the parts of a PNG: their kinds, and what they hold."""
    at = 8
    while at < len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        yield data[at + 4 : at + 8], data[at + 8 : at + 8 + size]
        at += 12 + size


def dots(data: bytes) -> list[bytes]:
    """Return the rows of a PNG of eight bits in four channels."""
    wide = 4 * int.from_bytes(data[16:20], "big")
    raw = zlib.decompress(b"".join(part for kind, part in chunks(data) if kind == b"IDAT"))
    rows, above = [], bytes(wide)
    for at in range(0, len(raw), wide + 1):
        row, how = bytearray(raw[at + 1 : at + 1 + wide]), raw[at]
        for x in range(wide):
            a, b, c = (row[x - 4], above[x], above[x - 4]) if x > 3 else (0, above[x], 0)
            nearest = min((a, b, c), key=lambda one: abs(a + b - c - one))
            row[x] = (row[x] + (0, a, b, (a + b) // 2, nearest)[how]) % 256
        rows.append(bytes(row))
        above = rows[-1]
    return rows


def ink(text: str, face: str = "plain", x: float = 5) -> list[int]:
    """Return the columns of dots in which a text is drawn, at eight points."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 12" font-family="DejaVu Sans">'
        f'<text class="fv-ink-fill" x="{x}" y="9" font-size="8" '
        f'font-weight="{"bold" if face == "bold" else "normal"}">{text}</text></svg>'
    )
    rows = dots(painted(svg, 60 * FINE))
    return [x for x in range(60 * FINE) if any(row[4 * x] < 128 for row in rows)]


@pytest.mark.parametrize("face", ["plain", "bold"])
@pytest.mark.parametrize(
    "text", ["AVATo.", "fiflW", "Ωμέγα", "Жуть", "e\u0301\u0300n", "−0,5…", "\ufffd"]
)
def test_text_is_drawn_as_wide_as_it_was_measured(text, face):
    """A stroke after the text stands where the text was said to end."""
    stroke = ink(f"{text}|", face)[-1] - ink("|", face)[-1]
    assert stroke / FINE == pytest.approx(measure(text, 8, face), abs=1.5 / FINE)


def test_all_faces_have_the_same_characters_and_what_the_pictures_say_is_among_them():
    assert FONTS.keys() == {"plain", "bold"}
    assert advances("plain").keys() == advances("bold").keys()
    for language in LANGUAGES:
        for picture in every(language):
            assert set(as_svg(picture, words(language))) - {"\n"} <= advances("plain").keys()


def test_a_character_of_another_script_is_the_sign_and_is_measured_wider_than_it():
    assert ink("漢") == ink("🙂") == ink("\x00") == ink("א") == ink("\ufffd") != []
    assert measure("漢", 8) > measure("\ufffd", 8)


def test_a_picture_is_painted_in_the_light_colours():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">{}</svg>'
    for role, (light, _) in PALETTE.items():
        box = f'<rect class="fv-{role}-fill" width="1" height="1"/>'
        line = f'<line class="fv-{role}-stroke" x2="1" stroke-width="2"/>'
        for shape in (box, line):
            assert dots(painted(svg.format(shape), 1)) == [bytes.fromhex(f"{light[1:]}ff")]
    assert dots(painted(svg.format(""), 1)) == [bytes.fromhex(f"{PALETTE['paper'][0][1:]}ff")]
