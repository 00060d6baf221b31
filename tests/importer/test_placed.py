"""What is seen of a letter's paragraphs: by their own words, and by where they stand."""

from __future__ import annotations

import pytest

from letterkit.importer.parts import SourceLine, SourceParagraph
from letterkit.importer.placed import marks
from letterkit.importer.seen import seen_alone

LETTER = """
Rights Now
Dear Minister Example,
We write to you about the printers who have been held in the capital since the spring of last year.
We ask you to release all of them, and to receive a delegation of our organisations.
With our respect and our hopes,
Africa
Rights Now
International
Coalition of Printers
Notes:
1. See A/HRC/20/14, p. 3.
"""


def entries(text: str) -> list[SourceParagraph]:
    found = []
    for number, line in enumerate(text.strip().splitlines(), 1):
        marker, _, rest = line.partition(" ")
        marked = marker in ("1.", "-", "*")
        source = SourceLine(number, rest if marked else line, marker=marker if marked else "")
        found.append(SourceParagraph((source,), source.text, source.marker, blank_before=1))
    return found


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("West Africa", "region"),
        ("Organisations internationales :", "region"),
        ("Name | Organisation | Country", "columns"),
        ("Nombre País", "columns"),
        ("With our respect and our hopes,", "leave"),
        ("Repeal the law on printing", "demand"),
        ("libérer les imprimeurs", "demand"),
        ("die Drucker sofort freizulassen und zu entschädigen", "demand"),
        ("Exigimos la libertad de los impresores.", "asks"),
        ("Ich fordere Sie auf, die Drucker freizulassen.", "asks"),
        ("Gostaríamos de pedir a libertação dos presos.", "asks"),
        ("Ccp. Comisión de Derechos Humanos", "copy"),
        ("nachrichtlich: Landtag", "copy"),
        ("Con nuestro respeto,", "close"),
        ("Freundliche Grüsse", "close"),
        ("Download the letter (PDF)", "page-link"),
        ("1600 Main Street", "street"),
    ],
)
def test_what_a_line_says(text: str, mark: str) -> None:
    (entry,) = entries(text)
    assert mark in seen_alone(entry)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Rights Now", "region"),
        ("Name of the Rose", "columns"),
        ("Ada Lovelace, Rights Now,", "leave"),
        ("* reinstates all workers", "numbered"),
        ("Please find more below.", "asks"),
    ],
)
def test_what_a_line_does_not_say(text: str, mark: str) -> None:
    (entry,) = entries(text)
    assert mark not in seen_alone(entry)


def test_where_a_line_stands() -> None:
    """A line that reads like a close is one where no other does; who signs stands below it."""
    letterhead, dear, _, _, close, heading, *_, cited = marks(entries(LETTER))
    assert "dear:above" in letterhead
    assert "head:again-foot3" in letterhead
    assert "dear:at" in dear
    assert "end:at" in close
    assert {"end:below", "region"} <= heading
    assert {"list:foot-heading", "item:number", "-1foot-heading"} <= cited
