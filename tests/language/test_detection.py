"""Which language a text is in."""

from __future__ import annotations

import pytest

from letterkit.language.detection import language_of


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
