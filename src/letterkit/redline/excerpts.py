"""A node, a value or a few words as the list of changes tells them: on one line, and not too long."""

from __future__ import annotations

from collections.abc import Iterable

from letterkit import letter as lt

_LENGTH = 160
_LENGTH_OF_TITLE = 60
# Values that repeat another, in a form for machines or for the salutation.
_REPEATED = ("iso", "e164", "salutation")


def title_of(node: lt.Node) -> str:
    """What tells a node from others, in a few words."""
    match node:
        case lt.Ask() | lt.Reading():
            return node.title
        case lt.Case():
            return ", ".join(node.people) or lt.plain_text(node)
        case lt.Signatory():
            return node.organisation or node.person or ""
        case lt.SignatureGroup():
            return node.heading
        case lt.Addressee():
            return f"{node.name}, {node.office}"
        case lt.Contact():
            return ", ".join(text for text, _ in node.parts)
        case lt.FaxNumber() | lt.Line() | lt.DateLine():
            return node.text
    texts = (lt.plain_text(each) for each in lt.walk(node) if isinstance(each, lt.WithWords))
    title = " · ".join(texts) if isinstance(node, lt.TableRow) else next(texts, "")
    return shortened(title, _LENGTH_OF_TITLE)


def values_told(node: lt.Node, other: lt.Node, names: Iterable[str]) -> str:
    """Values as one reads them: of a list what the other node's has not."""
    texts: list[str] = []
    for name in names:
        value, others = getattr(node, name), getattr(other, name)
        if isinstance(value, tuple):
            texts += [item for item in value if item not in others]
        elif name == "ordered":
            texts.append("numbered" if value else "bulleted")
        elif value is not None and name not in _REPEATED:
            texts.append(str(value))
    return ", ".join(texts)


def joined(texts: Iterable[str]) -> str:
    """Several excerpts as one."""
    return shortened(" … ".join(text for text in texts if text), _LENGTH)


def shortened(text: str, length: int) -> str:
    """A text on one line, cut after a word where it is longer than so many characters."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(" ,;:.") + " …"
