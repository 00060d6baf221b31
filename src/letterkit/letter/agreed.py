"""What organisations agree to when they agree to a document: a digest of its words, part by part.

Who signs, the date, addresses, fax numbers and how it looks are no part of it, so that ten organisations
can sign one after the other and no signature undoes another. A value in a text that tells who signs, or
the document's own date, is left out with it: see `Text.agreed`. Two texts whose words are the same have
the same digest, wherever lines are broken, whichever quotation marks are set, and whatever the blocks are
called that hold them.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct

from letterkit import letter as lt

ORDER = "order"
"""What changed where every part says what it said, in another order."""
_PLAIN = str.maketrans(dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟", '"') | dict.fromkeys("‐‑", "-"))


class AgreedPart(Struct, frozen=True):
    """A part by its name, the block's full name or that of the document's part, and the SHA-256 of its
    words in hexadecimal.
    """

    name: str
    digest: str


class Agreed(Struct, frozen=True):
    """The digest of all that is agreed to (SHA-256, hexadecimal), and those of its parts in their order.

    People quote the first eight characters. Whether two documents are agreed to alike is told by `digest`
    alone; the parts tell where they differ.
    """

    digest: str
    parts: tuple[AgreedPart, ...]

    def changed_since(self, earlier: Agreed) -> tuple[str, ...]:
        """The names of the parts that differ, came or went; `ORDER` where they alone changed places."""
        if self.digest == earlier.digest:
            return ()
        now, before = ({part.name: part.digest for part in each.parts} for each in (self, earlier))
        return tuple(name for name in {**now, **before} if now.get(name) != before.get(name)) or (ORDER,)


def agreed(document: lt.Document) -> Agreed:
    """What is agreed to with a document; one that is no redline."""
    around = _OutsideBody(document)
    before, body, after = map(_plainly, (around.before, _body(document), around.after))
    # The body is one text: which block holds a sentence, and what that is called, nobody agrees to.
    whole = [*before, ("body", " ".join(words for _, words in body if words)), *after]
    parts = [*before, *body, *after]
    names = _once(name for name, _ in parts)
    listed = "".join(f"{name}\0{words}\0" for name, words in whole)
    found = zip(names, (words for _, words in parts), strict=True)
    return Agreed(_digest(listed), tuple(AgreedPart(name, _digest(words)) for name, words in found))


def said(node: lt.Node) -> str:
    """The words of a node as they are agreed to, a space between two paragraphs."""
    return " ".join(_words(node))


class _OutsideBody:
    """The parts before the body and after it: the name of each, and its words."""

    def __init__(self, document: lt.Document) -> None:
        self.before: list[tuple[str, str]] = []
        self.after: list[tuple[str, str]] = []
        match document:
            case lt.Letter():
                self.letter(document)
            case lt.PressRelease():
                self.release(document)

    def letter(self, letter: lt.Letter) -> None:
        for each in letter.addressees:
            self.before.append(("addressee", f"{each.full_name}, {each.office}, {each.organisation}"))
        self.before += [("reference", said(letter.reference)), ("salutation", said(letter.salutation))]
        self.after.append(("close", said(letter.close)))
        self.after += [("enclosure", said(line)) for line in letter.enclosures]

    def release(self, release: lt.PressRelease) -> None:
        self.before.append(("headline", said(release.headline)))
        self.after += [("reading", f"{each.title} {each.url or ''}") for each in release.learn_more]
        self.after.append(("about", " ".join(map(said, release.about))))


def _body(document: lt.Document) -> Iterator[tuple[str, str]]:
    """The blocks of the body in their order, each with its words."""
    for section in document.body:
        match section:
            case lt.Asks():
                for ask in section.items:
                    yield from _ask(ask, section.style)
            case _:
                yield section.block, said(section)


def _ask(ask: lt.Ask, style: lt.AskStyle) -> Iterator[tuple[str, str]]:
    """An ask as it prints, and the case lists in it, each a block of its own."""
    if style == "short":
        yield ask.block, ask.summary
        return
    own = [child for child in ask.children if not isinstance(child, lt.CaseList)]
    title = ask.title if style == "headed" else ""
    yield ask.block, " ".join((title, *map(said, own)))
    yield from ((child.block, said(child)) for child in ask.children if isinstance(child, lt.CaseList))


def _words(node: lt.Node) -> Iterator[str]:
    """The words of each paragraph below a node, or of a line; notes and addresses of links after them."""
    match node:
        case lt.Line():
            yield node.text if node.agreed is None else node.agreed
        case lt.Paragraph() | lt.Heading() | lt.TableCell() | lt.Case() | lt.Footnote():
            yield "".join(_running(node.children))
            yield from chain.from_iterable(map(_beside, node.children))
        case _:
            for _, value in lt.values_of(node):
                for child in value if isinstance(value, tuple) else (value,):
                    if isinstance(child, lt.Node):
                        yield from _words(child)


def _running(nodes: Iterable[lt.Inline]) -> Iterator[str]:
    for node in nodes:
        match node:
            case lt.Text():
                yield node.text if node.agreed is None else node.agreed
            case lt.LineBreak():
                yield "\n"
            case lt.Footnote():
                pass
            case _:
                yield from _running(node.children)


def _beside(node: lt.Inline) -> Iterator[str]:
    """What words lead to: the notes they call, and the address of a link that does not print it."""
    match node:
        case lt.Footnote():
            yield from _words(node)
        case lt.Link(target=target, told=told):
            yield from () if told else (target,)
            yield from chain.from_iterable(map(_beside, node.children))
        case lt.Emphasis() | lt.Strong():
            yield from chain.from_iterable(map(_beside, node.children))


def _plainly(parts: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parts, their words with single spaces, plain quotation marks and hyphens, in form C."""
    return [
        (name, " ".join(unicodedata.normalize("NFC", words).translate(_PLAIN).split()))
        for name, words in parts
    ]


def _once(names: Iterable[str]) -> list[str]:
    """The names, a later one of the same name with its number."""
    seen: Counter[str] = Counter()
    found: list[str] = []
    for name in names:
        seen[name] += 1
        found.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return found


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
