"""One search parts the fields of those who sign or are written to, and knows how sure it is."""

from __future__ import annotations

import pytest

from letterkit.importer.fields import AddressSearch, Search, parted
from letterkit.importer.pieces import pieces_of_address, pieces_of_line
from letterkit.importer.reading import Sure, fields_of

LINES = [
    ("Jane Roe, Ph.D., Chair, Rights Fund", ("Jane Roe, Ph.D.", "Chair", "Rights Fund")),
    ("Jane Roe – Chair – Rights Fund", ("Jane Roe", "Chair", "Rights Fund")),
    ("Jane Roe, President of the Rights Fund", ("Jane Roe", "President", "Rights Fund")),
    ("Rights Fund: Jane Roe, Chair", ("Jane Roe", "Chair", "Rights Fund")),
    ("Jane Roe, writer, Norway", ("Jane Roe", "writer", "")),
    ("Committee for Law, Work and Peace", ("", "", "Committee for Law, Work and Peace")),
    ("Rights Fund, Norway", ("", "", "Rights Fund, Norway")),
    ("Jane Roe, CEO Harbour Bank", ("Jane Roe", "CEO", "Harbour Bank")),
    ("Jane Roe, Landesvorsitzende Netzwerk Hafen", ("Jane Roe", "Landesvorsitzende", "Netzwerk Hafen")),
    ("Jane Roe, Director of the Museum of Ropes, Dorval", ("Jane Roe", "Director", "Museum of Ropes")),
    ("Ms Jane ROE Group of the Quay", ("Ms Jane ROE", "", "Group of the Quay")),
    ("Alternative ASEAN Network", ("", "", "Alternative ASEAN Network")),
    ("quay.works – for open ports", ("", "", "quay.works – for open ports")),
]

ADDRESSES = [
    (
        ["The Honourable Jane Roe, P.C.", "Minister of Labour", "1 Main Street", "Ottawa"],
        [["The Honourable Jane Roe, P.C.", "Minister of Labour", "", "1 Main Street", "Ottawa"]],
    ),
    (
        ["Minister of Labour", "Jane Roe", "Ministry of Labour", "1 Main Street"],
        [["Jane Roe", "Minister of Labour", "Ministry of Labour", "1 Main Street"]],
    ),
    (
        ["Jane Roe, Minister of Forests", "John Doe, Minister of Ports"],
        [["Jane Roe", "Minister of Forests"], ["John Doe", "Minister of Ports"]],
    ),
    (
        ["Dr. Jane Roe", "Presidente del Consejo Portuario", "C/O John Doe", "Presente"],
        [["Dr. Jane Roe", "Presidente del Consejo Portuario", "", "C/O John Doe", "Presente"]],
    ),
]


def behind(fields: list[str]) -> list[str]:
    """Fields without the empty ones at the end."""
    return fields[:-1] if fields and not fields[-1] else fields


@pytest.mark.parametrize(("line", "expected"), LINES, ids=[line for line, _ in LINES])
def test_a_line_is_parted(line: str, expected: tuple[str, str, str]) -> None:
    assert tuple(fields_of(text)[0] for text in parted(line)) == expected


@pytest.mark.parametrize(
    ("lines", "expected"), ADDRESSES, ids=["honour", "title above", "two", "care of"]
)
def test_an_address_is_parted(lines: list[str], expected: list[list[str]]) -> None:
    pieces = [piece for i, line in enumerate(lines) for piece in pieces_of_address(i, line, 0)]
    no = [False] * len(lines)
    found = AddressSearch(lines, pieces, no, no, 0, [{}] * len(lines)).named()
    texts = [[fields_of(one.text(label, lines))[0] for label in "PTO"] for one in found]
    for text, one in zip(texts, found, strict=True):
        text += [lines[piece.line] for piece in one.fields["A"]]
    assert list(map(behind, texts)) == expected


@pytest.mark.parametrize(
    ("line", "sure"),
    [("Dr Jane Roe, Chair, Rights Fund", Sure.SURE), ("Quiet Harbour", Sure.LOOK)],
)
def test_what_could_be_something_else_is_not_sure(line: str, sure: Sure) -> None:
    (one,) = Search([line], pieces_of_line(0, line), [True], [True], 0, [{}]).named()
    assert one.sure(1.9) is sure
