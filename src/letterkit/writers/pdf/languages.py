"""The language of words in the PDF where it is not the document's: `Lang` of their structure elements.

ISO 32000-1, 14.9.2. WeasyPrint writes the whole document's language alone. So each page notes, while it
is painted, which of its marked contents is in which language, and the finished tree is completed by that.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from weasyprint import Document


def with_languages(document: Document) -> tuple[Document, list[SpeakingPage]]:
    """The document with pages that know the languages of their words."""
    pages = [SpeakingPage(page) for page in document.pages]
    return document.copy(pages), pages


class SpeakingPage:
    """A page that notes the languages of its words while it is painted; in all else it is the page.

    `languages` has them by the numbers of marked contents.
    """

    def __init__(self, page: Any) -> None:
        self._page = page
        self.languages: dict[int, str] = {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self._page, name)

    def paint(self, stream: Any, scale: float = 1) -> None:
        """Paint the page into a PDF's stream; `scale` is points for a CSS pixel."""
        self._page.paint(stream, scale)
        tags = stream._tags  # noqa: SLF001  # WeasyPrint has no other way
        for box, language in _foreign(self._page._page_box, None):  # noqa: SLF001
            if box in tags:
                self.languages[tags[box]["mcid"]] = language


def _foreign(box: Any, language: str | None) -> Iterator[tuple[Any, str]]:
    """The boxes below an element with a `lang`; the page's own, on its root, does not count."""
    element = box.element
    if element is not None and element.tag != "html":
        language = element.get("lang", language)
    if language is not None:
        yield box, language
    for child in getattr(box, "children", ()):
        yield from _foreign(child, language)


def write_languages(pages: list[SpeakingPage], pdf: Any) -> None:
    """Complete the structure elements of a PDF that is otherwise finished."""
    import pydyf

    if not any(page.languages for page in pages):
        return
    by_reference = {each.reference: each for each in pdf.objects if isinstance(each, pydyf.Dictionary)}
    root = by_reference[pdf.catalog["StructTreeRoot"]]
    numbers = by_reference[root["ParentTree"]]["Nums"]
    elements_of_page = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for number, page in enumerate(pages):
        for content, language in page.languages.items():
            element = by_reference[elements_of_page[number][content]]
            element["Lang"] = pydyf.String(language)
