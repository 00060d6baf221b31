"""languages: words in another language than the letter's say so in the PDF's structure."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pikepdf

from conftest import released
from letterkit.campaign.sources import assets_of
from letterkit.writers.pdf.finishing import finish
from letterkit.writers.pdf.layout import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Small

OPENING = "seeds/framing/opening.yaml"


def languages(element: Any) -> Iterator[tuple[str, str]]:
    """The structure elements that say a language: what they are, and which."""
    if isinstance(element, pikepdf.Array):
        for kid in element:
            yield from languages(kid)
    elif isinstance(element, pikepdf.Dictionary):
        if "/Lang" in element:
            yield str(element.S), str(element.Lang)
        yield from languages(element.get("/K"))


def test_words_say_their_language(small: Small) -> None:
    small.change(OPENING, "we write", "we write to Ελένη Μ. and")
    small.change("seeds/issues/release.yaml", "topic:", "language: it\ntopic:")
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    content, problems = finish(lay_out(released(letter), assets_of(small.workspace)))
    assert problems == []
    assert content is not None
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert str(pdf.Root.Lang) == "en-US"
        found = list(languages(pdf.Root.StructTreeRoot))
    assert found[0] == ("/Span", "el")
    assert {language for _, language in found[1:]} == {"it"}
