"""Who signs: each line of a signature block, its fields parted, and no line left out."""

from __future__ import annotations

import pytest

from importer.texts import plain, signed
from letterkit.importer.readers.text import read_text
from letterkit.importer.reading import Role, source_words
from letterkit.importer.signing import signing_rows

BLOCKS = [
    ("Rights Now\nOpen Courts Network", [("Rights Now",), ("Open Courts Network",)]),
    ("Jane Roe\nChair\nRights Now", [("Jane Roe", "Chair", "Rights Now")]),
    (
        "Jane Roe, Chair, Rights Now\nJohn Doe, Rights Now",
        [("Jane Roe", "Chair", "Rights Now"), ("John Doe", "", "Rights Now")],
    ),
    ("Jane Roe\n\nChair, Rights Now", [("Jane Roe", "Chair", "Rights Now")]),
    ("Jane Roe, on behalf of the Rights Fund", [("Jane Roe", "", "Rights Fund")]),
    ("Jane Roe (Rights Now)", [("Jane Roe", "", "Rights Now")]),
    ("• Jane Roe, President of the Rights Fund", [("Jane Roe", "President", "Rights Fund")]),
    ("Li Luo\nSara Israel\nTove German", [("Li Luo", ""), ("Sara Israel", ""), ("Tove German", "")]),
    (
        "Rights Watch\nMolo\nQuiet Harbour\nOpen Courts Network",
        [("Rights Watch",), ("Molo",), ("Quiet Harbour",), ("Open Courts Network",)],
    ),
    ("1. Rights Now, Inc.\n2. Courts e.V.", [("Rights Now, Inc.",), ("Courts e.V.",)]),
    (
        "Belgium: A Fund, The Quay\nNorway: Skog i nord",
        [("A Fund",), ("The Quay",), ("Skog i nord",)],
    ),
    ("BERTH (Centre for Harbours and\nEquity)", [("BERTH (Centre for Harbours and Equity)",)]),
    (
        "Jane Roe, Speaker of Quay.de\nJohn Doe, Chair, Open Courts Network",
        [("Jane Roe", "Speaker", "Quay.de"), ("John Doe", "Chair", "Open Courts Network")],
    ),
    ("A Fund; The B Trust; C Network", [("A Fund",), ("The B Trust",), ("C Network",)]),
    (
        "Jane Roe      John Doe\nChair         Director\nRights Now    Open Courts Fund",
        [("Jane Roe", "Chair", "Rights Now"), ("John Doe", "Director", "Open Courts Fund")],
    ),
    (
        "A Fund | Jane Roe | Chair\nB Network | John Doe | Director\nPress Club | Ann Lee | Editor",
        [
            ("Jane Roe", "Chair", "A Fund"),
            ("John Doe", "Director", "B Network"),
            ("Ann Lee", "Editor", "Press Club"),
        ],
    ),
    ("Jane Roe, Ph.D.\nCEO, Rights Now", [("Jane Roe, Ph.D.", "CEO", "Rights Now")]),
]


@pytest.mark.parametrize(("block", "expected"), BLOCKS, ids=[block[:24] for block, _ in BLOCKS])
def test_who_signs(block: str, expected: list[tuple[str, ...]]) -> None:
    found = signed(block)
    assert [tuple(field for field in one if field) for one in found] == [
        tuple(field for field in one if field) for one in expected
    ]
    assert [len(one) == 1 for one in found] == [len(one) == 1 for one in expected]


@pytest.mark.parametrize("block", [block for block, _ in BLOCKS])
def test_no_word_is_left_out(block: str) -> None:
    rows = signing_rows(read_text("x", plain(block)).lines)
    there = " ".join(" ".join(source_words(row.text)) for row in rows)
    assert all(word.strip(".,;()") in there for word in block.replace("|", " ").split())


def test_a_heading_and_an_address_sign_nothing() -> None:
    rows = signing_rows(
        read_text("x", "Signatories\n\nRights Now\n12 Main Street\nTel: +1 202 555 0101").lines
    )
    assert [row.role for row in rows] == [Role.GROUP, Role.SIGNS, Role.CONTACT, Role.CONTACT]
