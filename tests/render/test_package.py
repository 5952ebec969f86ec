"""Packages are the same bytes wherever, whenever and with whatever zlib they are made."""

from __future__ import annotations

import io
import zipfile

import pytest
from msgspec.structs import replace

from fivec.documents.edition import Edition, made_on
from fivec.locale import words
from fivec.model.assessment import Assessment, Batch
from fivec.render.machine.package import repacked, stamp

ENTRIES = {"b.xml": b"<b/>" * 99, "[Content_Types].xml": b"<t/>", "a/c.png": b"\x89PNG"}


def made(level: int, year: int) -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as package:
        for name, data in ENTRIES.items():
            package.writestr(zipfile.ZipInfo(name, (year, 5, 6, 7, 8, 10)), data)
    return raw.getvalue()


def test_a_package_tells_neither_when_nor_how_it_was_packed() -> None:
    one, other = made(1, 1999), made(9, 2026)
    assert one != other
    assert repacked(one) == repacked(other)


def test_a_package_keeps_what_it_holds_with_the_types_first() -> None:
    with zipfile.ZipFile(io.BytesIO(repacked(made(6, 2026)))) as package:
        names = package.namelist()
        assert names == ["[Content_Types].xml", "b.xml", "a/c.png"]
        assert {name: package.read(name) for name in names} == ENTRIES
        assert {one.compress_type for one in package.infolist()} == {zipfile.ZIP_STORED}
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def coded(one: Assessment, *days: str | None) -> Assessment:
    codings = tuple(replace(one.case.codings[0], coded_on=day) for day in days)
    return replace(one, case=replace(one.case, codings=codings))


@pytest.mark.parametrize(
    ("date", "days", "expected"),
    [
        ("2027-03-04", ["2026-11-24"], "2027-03-04"),
        (None, ["2026-11-24", "2026-02-01", None], "2026-11-24"),
        (None, ["2026", "2025-12"], "2026-01-01"),
        (None, ["some day", None], "1980-01-01"),
        (None, ["1066-10-14"], "1980-01-01"),
        (None, [], "1980-01-01"),
    ],
)
def test_a_stamp_is_the_named_day_else_the_last_coding_else_1980(
    kompas: Assessment, date: str | None, days: list[str | None], expected: str
) -> None:
    batch = Batch((coded(kompas, *days),))
    assert stamp(made_on(batch, Edition(words("en"), date=date))).date().isoformat() == expected
