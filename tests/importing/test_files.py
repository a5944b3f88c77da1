import io
import zipfile

import pytest
from openpyxl import Workbook

from conferences.importing.files import address, open_tracker
from conferences.importing.limits import FileRefused, Limits
from tests.importing.reading import DATA, HEADINGS, csv_file, of_rows, row, understood


def refusal(content, **limits):
    with pytest.raises(FileRefused) as refused:
        read(io.BytesIO(content), Limits(**limits))
    return refused.value.code


def read(file, limits):
    tracker = open_tracker(file, limits=limits)
    return list(tracker.rows(tracker.sheets[0]))


def workbook(*rows, change=None):
    book = Workbook()
    for cells in rows:
        book.active.append(cells)
    if change:
        change(book.active)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def zipped(**files):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "pdf"),
        (b"<html><table>", "html"),
        (b"\xef\xbb\xbf <!DOCTYPE html>", "html"),
        (b"\xd0\xcf\x11\xe0 old", "xls"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (b"PK\x03\x04 no archive", "broken"),
        (b"a,b\x00,c", "not_text"),
        (zipped(**{"readme.txt": "a"}), "archive"),
        (zipped(**{"word/document.xml": "a"}), "document"),
        (zipped(**{"xl/workbook.xml": "a", "xl/vbaProject.bin": "a"}), "macros"),
        (zipped(**{"xl/workbook.xml": "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "entities"),
        (zipped(**{"xl/workbook.xml": "a" * 30_000_000}), "zip_bomb"),
        (zipped(**{"xl/workbook.xml": "<workbook/>"}), "no_sheet"),
        (zipped(**{"xl/workbook.xml": "<workbook>"}), "broken"),
    ],
)
def test_what_is_no_sheet_is_refused_by_what_it_holds(content, code):
    assert refusal(content) == code


def test_too_many_rows_columns_and_bytes_are_refused():
    content = csv_file([["a", "b"]] * 11).getvalue()

    assert refusal(content, rows=10) == "too_many_rows"
    assert refusal(content, columns=1) == "too_many_columns"
    assert refusal(content, size=10) == "too_large"
    assert refusal(workbook(*[["a"]] * 11).getvalue(), rows=10) == "too_many_rows"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_delimiters_and_encodings_are_found_out(delimiter, encoding):
    families, _ = of_rows(row(surname="García"), delimiter=delimiter, encoding=encoding)

    assert families[0].children[0].surname == "García"


def test_a_formula_is_never_evaluated_and_never_lost():
    file = workbook(HEADINGS, row(shoe="=1+1", coordinator="'=cmd()"))

    families, _ = understood(file)

    assert [cell.text for cell in families[0].leftovers] == ["=1+1"]
    assert families[0].coordinator == "=cmd()"


def test_cells_merged_downwards_stand_in_all_their_rows():
    file = workbook(
        HEADINGS,
        row(),
        row(ref=None, forename="Kofi", received=None),
        change=lambda sheet: sheet.merge_cells("A2:A3"),
    )

    families, _ = understood(file)

    assert [len(family.children) for family in families] == [2]


def test_cells_have_the_addresses_that_people_use():
    assert address("Sheet1", 17, 3) == "Sheet1!D17"
    assert address("", 2, 27) == "AB2"


def test_the_rows_of_a_workbook_can_be_read_again():
    with (DATA / "fgc-tracker.xlsx").open("rb") as file:
        tracker = open_tracker(file)
        assert tracker.sheets == ("FGC tracker 24-26", "Lookups")
        assert list(tracker.rows(tracker.sheets[0])) == list(tracker.rows(tracker.sheets[0]))
