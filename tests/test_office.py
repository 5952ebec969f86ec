"""An Office file is bounded over all its parts before anything is built of them."""

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fivec.office import Limits, OfficeError, Why, is_xml, parts

LIMITS = Limits(parts=10, unpacked=10_000, xml=5_000, marks=1_000)
WIDE = ("utf-16", "utf-16-le", "utf-16-be")


def packed(*entries: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as package:
        for name, part in entries:
            package.writestr(name, part)
    return made.getvalue()


def refused(data: bytes) -> Why:
    with pytest.raises(OfficeError) as fault:
        parts(data, LIMITS)
    return fault.value.code


def test_what_fits_comes_out_whole():
    held = {"a.xml": b"<a/>", "b.bin": b"<" * 9 + b"x", "c.png": bytes(2_000)}
    assert parts(packed(*held.items()), LIMITS) == held


@pytest.mark.parametrize(
    ("entries", "why"),
    [
        ([(str(number), b"") for number in range(11)], Why.TOO_LARGE),
        ([("a.png", b"x" * 10_001)], Why.TOO_LARGE),
        # Each fits, and all together do not, whatever they are called.
        ([(f"{number}.bin", b"<a>" + b" " * 1_100) for number in range(5)], Why.TOO_LARGE),
        ([(f"{number}.jpeg", b"<a>" + b"<b/>" * 205) for number in range(5)], Why.TOO_LARGE),
        ([("a.xml", b"<a " + b"b=" * 1_000)], Why.TOO_LARGE),
        ([("a.xml", "<a>".encode("utf-16") + b"<\0" * 1_001)], Why.TOO_LARGE),
        ([("a.xml", b"<!DOCTYPE a><a/>")], Why.ENTITIES),
        ([("a.png", b"\xef\xbb\xbf \n<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>")], Why.ENTITIES),
        *(([("a.dat", "<!DOCTYPE a><a/>".encode(code))], Why.ENTITIES) for code in WIDE),
        ([("a.xml", "<?xml version='1.0' encoding='cp037'?><a/>".encode("cp037"))], Why.DAMAGED),
        ([("a.xml", b"<?xml version='1.0' encoding=\"UTF-7\"?>+ADwAIQ-")], Why.DAMAGED),
        ([("a.xml", "<a/>".encode("utf-32"))], Why.DAMAGED),
    ],
)
def test_what_does_not_is_refused_for_its_reason(entries, why):
    assert refused(packed(*entries)) is why


def test_what_is_no_package_of_office_is_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        twice = packed(("a", b"1"), ("a", b"2"))
    locked = bytearray(packed(("a", b"1")))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert refused(twice) is Why.NO_ZIP
    assert refused(packed(("a", b"1"), method=zipfile.ZIP_LZMA)) is Why.NO_ZIP
    assert refused(b"PK\x03\x04") is Why.NO_ZIP
    assert refused(bytes(locked)) is Why.PROTECTED
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") is Why.PROTECTED


def test_a_directory_that_says_less_than_a_part_holds_is_not_believed():
    data = packed(("a.png", b"x" * 50_000))
    assert refused(data.replace((50_000).to_bytes(4, "little"), (9).to_bytes(4, "little"))) is (
        Why.NO_ZIP
    )


@given(st.integers(min_value=0), st.binary(min_size=1, max_size=9))
def test_no_bytes_raise_anything_else(place, damage):
    data = packed(("a.xml", b"<a/>" * 9), ("b.png", bytes(99)))
    place %= len(data)
    with suppress(OfficeError):
        parts(data[:place] + damage + data[place + len(damage) :], LIMITS)


def test_what_a_reader_of_xml_takes_counts_as_xml():
    for part in (b"<a/>", b" \r\n\t<a/>", b"\xef\xbb\xbf<a/>", "<a/>".encode("utf-16-be")):
        assert is_xml(part)
    for part in (b"", b"\x89PNG<a/>", b"text"):
        assert not is_xml(part)
