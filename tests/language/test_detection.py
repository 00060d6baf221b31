"""Which language a text is in."""

from __future__ import annotations

import pytest

from letterkit.language.detection import is_surely, language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We write to you about the people who have been held for a year.", "en"),
        ("Nous vous écrivons au sujet des personnes qui sont détenues dans le pays.", "fr"),
        ("Les escribimos por la situación de las personas que están en la cárcel.", "es"),
        ("Wir schreiben Ihnen, weil die Anwälte seit dem Juli nicht zu sehen sind.", "de"),
        ("我们就被拘押者的情况致信阁下。", "zh"),
        ("تحية طيبة وبعد", "ar"),
        ("xyzzy", "und"),
    ],
)
def test_languages(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("text", "language", "surely"),
    [
        ("the release of those who are held for what they wrote in a letter to the court", "en-US", True),
        ("la liberación de los que están en la cárcel por lo que han escrito al tribunal", "es", True),
        ("la liberazione di coloro che sono in carcere per quello che hanno scritto", "es", False),
        ("die Freilassung der Menschen, die in Haft sind und auf das Gericht warten", "en", False),
        ("the court", "en", False),
        ("the release of those who are held for what they wrote", "xx", False),
    ],
)
def test_no_other_language_is_looked_at_where_there_is_no_doubt(
    text: str, language: str, surely: bool
) -> None:
    assert is_surely(text, language) is surely
