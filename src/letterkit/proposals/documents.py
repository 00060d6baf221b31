"""What differs from one kind of imported document to another: a row each, by the kind's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from letterkit.importer.parts import Imported
from letterkit.importer.reading import BODY, Role
from letterkit.proposals.block_text import comment, line_of_markup, list_key, scalar


@dataclass(frozen=True, slots=True)
class DocumentForm:
    """How a kind of document is written down.

    `keys` gives the keys besides those that every document has, from the document, the number of its
    addressees, and what the proposal is about. `body` are the roles of what is printed as its body.
    `beside` begins the names of its passages where a document of another kind came of the same text.
    """

    keys: Callable[[Imported, int, str], list[str]]
    body: Sequence[Role]
    beside: str = ""


def has_body(document: Imported) -> bool:
    """Whether there is anything to print: without it the document is no letter."""
    parts = document.of(*DOCUMENT_FORMS[document.kind].body)
    return any(part.text.strip() for part in parts)


def _letter_keys(document: Imported, addressees: int, about: str) -> list[str]:
    lines = ["addresses: stacked"] if addressees else []
    if addressees and not any(addressee.fax for addressee in document.addressees):
        lines.append("delivery_notation: no")
    lines += _line_key("subject", document.subject)
    lines += _line_key("salutation", document.salutation)
    lines += _line_key("close", document.closing)
    lines += list_key("enclosures", _as_markup(document.enclosures))
    return [*lines, *list_key("cc", _as_markup(document.cc))]


def _line_key(key: str, text: str) -> list[str]:
    return [f"{key}: {scalar(line_of_markup(text))}"] if text else []


def _as_markup(texts: Sequence[str]) -> list[str]:
    return [scalar(text) for value in texts if (text := line_of_markup(value))]


def _release_keys(document: Imported, addressees: int, about: str) -> list[str]:
    headline = document.headline or document.subject or about
    lines = comment("issuer: the organisation that issued it")
    lines.append(f"headline: {scalar(line_of_markup(headline))}")
    body = document.body
    # A dateline that opens the first paragraph is printed there.
    printed = bool(body) and document.place in body[0].text[:80]
    return lines if printed else [*lines, *_line_key("place", document.place)]


DOCUMENT_FORMS: Mapping[str, DocumentForm] = {
    "letter": DocumentForm(_letter_keys, BODY),
    "press-release": DocumentForm(_release_keys, BODY, beside="release"),
}
