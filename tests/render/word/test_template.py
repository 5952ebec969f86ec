"""What cannot be a template is refused for a reason, whatever it is."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.locale import LANGUAGES, words
from fivec.render.word import blank, template
from fivec.render.word.template import TemplateError, TemplateFault, checked
from tests.render.word.made_templates import MAIN, changed, house_style, with_type

HOUSE = house_style()


def refused(data: bytes) -> TemplateFault:
    with pytest.raises(TemplateError) as fault:
        blank.of_template(data)
    return fault.value.code


def test_a_sound_document_is_taken_as_it_is():
    assert checked(HOUSE) is HOUSE


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", TemplateFault.NOT_WORD),
        (b"Plain text", TemplateFault.NOT_WORD),
        (b"PK\x03\x04 and no more", TemplateFault.NOT_WORD),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", TemplateFault.PROTECTED),
        (changed(HOUSE, **{"[Content_Types].xml": None}), TemplateFault.NOT_WORD),
        (
            with_type(HOUSE, "application/vnd.ms-word.document.macroEnabled.main+xml"),
            TemplateFault.MACROS,
        ),
        (changed(HOUSE, **{"word/vbaProject.bin": b"x"}), TemplateFault.MACROS),
        (
            with_type(HOUSE, MAIN.replace("wordprocessingml", "spreadsheetml")),
            TemplateFault.NOT_WORD,
        ),
        (changed(HOUSE, **{"word/document.xml": b"<w:document"}), TemplateFault.BROKEN),
        (changed(HOUSE, **{"word/document.xml": b"<a/>"}), TemplateFault.BROKEN),
        (changed(HOUSE, **{"word/styles.xml": b"no xml"}), TemplateFault.BROKEN),
        (changed(HOUSE, **{"word/document.xml": None}), TemplateFault.BROKEN),
        (changed(HOUSE, **{"_rels/.rels": None}), TemplateFault.BROKEN),
        (
            changed(HOUSE, **{"_rels/.rels": b"http://purl.oclc.org/ooxml/officeDocument"}),
            TemplateFault.STRICT,
        ),
        (changed(HOUSE, **{"word/theme/theme1.xml": b"<!DOCTYPE a><a/>"}), TemplateFault.ENTITIES),
    ],
)
def test_what_is_no_template_is_refused_for_its_reason(data, why):
    assert refused(data) is why


def test_what_would_fill_a_disk_is_refused_before_it_is_unpacked(monkeypatch):
    """150 KB whose styles unfold to 60 MB took 838 MB of memory."""
    styles = b"<w:styles>" + b"<w:style/>" * 2_000_000 + b"</w:styles>"
    assert refused(changed(HOUSE, **{"word/styles.xml": styles})) is TemplateFault.TOO_LARGE
    monkeypatch.setattr(template, "MOST_BYTES", 10)
    assert refused(HOUSE) is TemplateFault.TOO_LARGE


def test_a_document_of_very_many_parts_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for number in range(2001):
            package.writestr(str(number), b"")
    assert refused(target.getvalue()) is TemplateFault.TOO_LARGE


@given(st.integers(0, len(HOUSE) - 1), st.binary(min_size=1, max_size=40))
def test_a_document_damaged_anywhere_is_used_or_refused(place, damage):
    data = HOUSE[:place] + damage + HOUSE[place + len(damage) :]
    with suppress(TemplateError):
        assert blank.section(blank.of_template(data)[0]) is not None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_words(language):
    say = words(language)
    for why in TemplateFault:
        assert "a.docx" in say(f"template.{why}", file="a.docx")
