"""A file's bytes → rows with their places, and a table as CSV."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from letterkit.tables import DataTable, read_table, to_csv
from letterkit.tables.rows import letters

HEADER = "Name;Fax No.\r\n"


def table(data: bytes, file: str = "members.csv", **options: str) -> DataTable:
    """The table, which there must be."""
    found, problems = read_table(data, file, **options)
    assert found is not None, problems
    return found


def refused(data: bytes, file: str = "members.csv", **options: str) -> str:
    """Why there is none, and what to do."""
    found, problems = read_table(data, file, **options)
    assert found is None
    assert [problem.code for problem in problems] == ["LK761"]
    return f"{problems[0].message}: {problems[0].hint}"


def workbook(*rows: Sequence[object], others: int = 0) -> bytes:
    """An Excel workbook with these rows, and so many other sheets that are filled."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    for _ in range(others):
        book.create_sheet().append(["x"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encodings_and_separators_as_spreadsheets_save_them(encoding: str, separator: str) -> None:
    text = "Name;Fax No.\r\nMédecins;+41 22\r\nTwo\r\n".replace(";", separator)
    found = table(text.encode(encoding))
    assert found.columns == ("Name", "Fax No.")
    assert [(row.number, row.cells) for row in found.rows] == [
        (2, ("Médecins", "+41 22")),
        (3, ("Two", "")),
    ]
    assert bool(found.remarks) is (encoding == "cp1252")


def test_an_alphabet_that_is_not_latin_is_not_taken_for_latin() -> None:
    data = "Имя;Факс\r\nКомитет;1\r\n".encode("cp1251")
    assert "--encoding" in refused(data)
    assert table(data, encoding="cp1251").rows[0].cells == ("Комитет", "1")
    assert "does not fit" in refused(b"\xff", encoding="ascii")
    assert "does not fit" in refused(b"\xff", encoding="no such thing")


def test_a_cell_may_hold_lines_and_quotation_marks() -> None:
    found = table(b'sep=;\r\nName;Address\r\n"A ""B""";"1 Street\nTown"\r\n')
    assert found.rows[0].cells == ('A "B"', "1 Street\nTown")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "nothing in it"),
        (b'Name\n"open\n', "quotation mark"),
        (b"a,b;c\n", "separated by ',' as well as by ';'"),
        (b"Name,Name\n", "two columns are named 'Name'"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_a_workbook_gives_dates_and_whole_numbers_as_text() -> None:
    rows = ["Name", "Fax", "From", "Runs"], ["Ä", 12022472283.0, dt.date(2016, 6, 1), "'=1+1"]
    assert table(workbook(*rows), "a.xlsx").rows[0].cells == ("Ä", "12022472283", "2016-06-01", "=1+1")


def test_a_formula_of_which_the_file_does_not_say_what_it_comes_to_is_refused() -> None:
    data = workbook(["Name", "Fax"], ["A", "=1+1"])
    assert "B2 is a formula" in refused(data, "a.xlsx")
    empty = b'<c r="B2" t="str"><f>1+1</f><v></v></c>'  # as spreadsheets save it that came to no words
    calculated = with_sheet(data, b'<c r="B2"><f>1+1</f><v></v></c>', empty)
    assert [row.cells for row in table(calculated, "a.xlsx").rows] == [("A", "")]


def with_sheet(workbook: bytes, was: bytes, now: bytes) -> bytes:
    """The workbook with something else in its sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            part = before.read(name)
            assert was in part or "sheet1" not in name
            after.writestr(name, part.replace(was, now))
    return out.getvalue()


def test_a_workbook_with_several_filled_sheets_wants_one_named() -> None:
    data = workbook(["Name"], ["A"], others=1)
    assert "--sheet" in refused(data, "a.xlsx")
    assert table(data, "a.xlsx", sheet="Sheet").rows[0].cells == ("A",)
    assert "no sheet 'B'" in refused(data, "a.xlsx", sheet="B")


def test_a_workbook_that_unpacks_to_very_much_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 61_000_000)
    assert len(out.getvalue()) < 100_000
    assert "unpacks to more" in refused(out.getvalue(), "a.xlsx")
    assert "no Excel workbook" in refused(b"\xd0\xcf\x11\xe0", "a.xlsx")


def test_cards_and_lists_are_tables_too() -> None:
    card = (
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Muster\nORG:Rights Now;Geneva\n"
        'TEL;TYPE="fax,work":tel:+41-22-1\n'
        "TEL;TYPE=voice:2\nADR:;;Main 1;Geneva;;1200;Switzerland\nEND:VCARD\n"
    )
    found = table(card.replace("4.0", "3.0").encode() + card.encode(), "a.vcf")
    cells = dict(zip(found.columns, found.rows[0].cells, strict=True))
    assert (cells["ORG"], cells["FAX"], cells["COUNTRY"]) == ("Rights Now", "+41-22-1", "Switzerland")
    assert found.rows[0].cells == found.rows[1].cells
    assert "URL" not in found.columns  # what no card says is no column
    listed = table(b"- name: A\n  fax: ['1', '2']\n- {name: B, born: 2016-06-01}\n", "a.yaml")
    assert [row.cells for row in listed.rows] == [("A", "1\n2", ""), ("B", "", "2016-06-01")]
    assert [listed.place(row.number, 1) for row in listed.rows] == ["line 1, 'fax'", "line 3, 'fax'"]


@pytest.mark.parametrize(
    ("data", "file"),
    [(b"BEGIN:VCARD\nFN", "a.vcf"), (b"a: 1", "a.yaml"), (b"- {a: {b: 1}}", "a.yaml"), (b"x", "a.pdf")],
)
def test_a_file_that_is_no_such_thing_is_refused(data: bytes, file: str) -> None:
    assert refused(data, file)


def test_a_spreadsheet_runs_no_cell() -> None:
    runs = ["=cmd|'/c calc'!A1", "+1", "-1", "@SUM(A1)", "\tx", "＝1", "'=1"]
    written = list(csv.reader(io.StringIO(to_csv(["a"] * len(runs), [runs]))))
    assert written[1] == [f"'{cell}" for cell in runs]


@given(
    st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2))
)
@example([["0", " "]])
@settings(max_examples=60, deadline=None)
def test_what_goes_out_comes_back(rows: list[list[str]]) -> None:
    written = to_csv(["block", "name"], [["=1", "x"], *rows])
    found = table(written.encode())
    kept = [tuple(row) for row in [["=1", "x"], *rows]]
    assert [row.cells for row in found.rows] == [row for row in kept if any(c.strip() for c in row)]


def test_columns_are_called_as_spreadsheets_call_them() -> None:
    assert [letters(i) for i in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
