"""The passages that a partner can speak of: the paragraphs of the letter's Word file, each with a key.

A key is of the passage's words alone, so that it means the same paragraph when an organisation has signed
meanwhile, and tells nothing of files.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from letterkit import letter as lt
from letterkit.letter.agreed import agreed
from letterkit.partners.received.sent import printed, words_of

_KEY = 8  # characters of a digest


class SentPassage(Struct, frozen=True):
    """A passage: its key, its words as they are compared, and the part of what is agreed to that it is
    in, None where it is in none: who signs, the date, an address.
    """

    key: str
    text: str
    part: str | None


def passages_of(document: lt.Document) -> list[SentPassage]:
    """The passages of a document in their order: as many as `received.sent.paragraphs_sent` has."""
    parts = _parts_by_node(document)
    made = list(printed(document))
    texts = [words_of(paragraph) for paragraph in made]
    nodes = [id(paragraph.node) for paragraph in made]
    return [
        SentPassage(key, text, parts.get(node))
        for key, text, node in zip(keys_of(texts), texts, nodes, strict=True)
    ]


def keys_of(texts: Iterable[str]) -> list[str]:
    """The keys of passages with these words; the same words again have another key."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for text in texts:
        words = " ".join(text.split())
        seen[words] += 1
        found.append(hashlib.sha256(f"{words}\0{seen[words]}".encode()).hexdigest()[:_KEY])
    return found


# The parts


def _parts_by_node(document: lt.Document) -> dict[int, str]:
    """The part of what is agreed to that each node is in, by the node's identity."""
    names = {part.name for part in agreed(document).parts}
    seen: Counter[str] = Counter()
    found: dict[int, str] = {}
    for name, nodes in _parts(document):
        seen[name] += 1
        called = name if seen[name] == 1 else f"{name} {seen[name]}"
        if called in names:
            found |= {id(each): called for node in nodes for each in lt.walk(node)}
    return found


def _parts(document: lt.Document) -> Iterator[tuple[str, Sequence[lt.Node]]]:
    """The parts by the names that `letter.agreed` has for them, in its order, with what is in each."""
    match document:
        case lt.Letter():
            yield "reference", (document.reference,)
            yield "salutation", (document.salutation,)
            yield from _body(document.body)
            yield "close", (document.close,)
            yield from (("enclosure", (line,)) for line in document.enclosures)
        case lt.PressRelease():
            yield "headline", (document.headline,)
            yield from _body(document.body)
            yield "about", document.about


def _body(sections: Iterable[lt.Section]) -> Iterator[tuple[str, Sequence[lt.Node]]]:
    for section in sections:
        if not isinstance(section, lt.Asks):
            yield section.block, (section,)
            continue
        for ask in section.items:
            lists = [child for child in ask.children if isinstance(child, lt.CaseList)]
            own = [child for child in ask.children if not isinstance(child, lt.CaseList)]
            yield ask.block, own
            if section.style != "short":
                yield from ((child.block, (child,)) for child in lists)
