"""The command takes a house style, and says why where it cannot."""

import io
from pathlib import Path

import docx

from tests.render.word.made_templates import HEAD, house_style

CASE = "cases/kompas.yaml"


def test_a_house_style_is_taken(fivec, tmp_path: Path):
    template, target = tmp_path / "house.docx", tmp_path / "out.docx"
    template.write_bytes(house_style())
    run = fivec("score", CASE, "-o", str(target), "--template", str(template))
    assert run.returncode == 0, run.stderr
    document = docx.Document(io.BytesIO(target.read_bytes()))
    assert document.sections[0].header.paragraphs[0].text == HEAD


def test_what_cannot_be_a_template_is_told_before_anything_is_written(fivec, tmp_path: Path):
    wrong, target = tmp_path / "wrong.docx", tmp_path / "out.docx"
    for data, said in (
        (None, b"There is no"),
        (b"text", b"is no Word document"),
        (b"\xd0\xcf\x11\xe0", b"has a password"),
    ):
        if data is not None:
            wrong.write_bytes(data)
        run = fivec("score", CASE, "-o", str(target), "--template", str(wrong))
        assert run.returncode == 2
        assert said in run.stderr
        assert b"Traceback" not in run.stderr
        assert not target.exists()


def test_a_format_without_styles_takes_no_template(fivec):
    run = fivec("score", CASE, "--template", "house.docx", "--lang", "nl")
    assert run.returncode == 2
    assert b"docx" in run.stderr
