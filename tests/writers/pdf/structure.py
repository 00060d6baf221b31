"""What a PDF's structure says, read back as a program reads it that knows nothing of how it was made."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Words:
    """Marked content: its page, from 0, its number there, and what its glyphs say."""

    page: int
    number: int
    text: str


@dataclass(frozen=True)
class Annotation:
    """What an element leads to: a link, by its words and its target."""

    contents: str
    target: str


@dataclass
class Node:
    """A structure element; `keys` are its strings, `attributes` what /A says, by name."""

    kind: str
    keys: dict[str, str]
    attributes: dict[str, str]
    kids: list[Node | Words | Annotation] = field(default_factory=list)

    def nodes(self) -> Iterator[Node]:
        """The element and those below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.nodes()

    def of(self, *kinds: str) -> list[Node]:
        """Those of these kinds, in reading order."""
        return [node for node in self.nodes() if node.kind in kinds]

    def words(self) -> Iterator[Words]:
        """The marked content in it, in reading order."""
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.words()
            elif isinstance(kid, Words):
                yield kid

    def links(self) -> list[Annotation]:
        """The annotations in it."""
        return [kid for node in self.nodes() for kid in node.kids if isinstance(kid, Annotation)]

    @property
    def text(self) -> str:
        """What is read out: what an element says of its text comes before its glyphs."""
        if "ActualText" in self.keys:
            return self.keys["ActualText"]
        texts = (kid.text for kid in self.kids if isinstance(kid, Node | Words))
        return "".join(texts)

    @property
    def pages(self) -> set[int]:
        """The pages that it is on."""
        return {words.page for words in self.words()}


@dataclass
class Tagged:
    """A PDF's structure, what is printed outside it, and its artifacts by type and subtype."""

    root: Node
    outside: list[tuple[int, int]]
    artifacts: Counter[tuple[str, str]]
    untagged: list[str]
    artifact_texts: dict[tuple[str, str], str]

    @property
    def count(self) -> int:
        """How many elements there are."""
        return sum(1 for _ in self.root.nodes())

    @property
    def faults(self) -> list[object]:
        """What must not be: words outside the structure, in neither it nor an artifact, or glued."""
        return [*self.outside, *self.untagged, *self.glued]

    @property
    def glued(self) -> list[tuple[str, str]]:
        """Words that follow one another in one text without the space that was written between them."""
        texts = (node for node in self.root.nodes() if node.kind in _TEXTS)
        found: list[tuple[str, str]] = []
        for node in texts:
            pieces = [words.text for words in node.words() if words.text]
            pairs = pairwise(pieces)
            found += [(a[-12:], b[:12]) for a, b in pairs if _GLUED.search(a) and _BEGINS.match(b)]
        return found


_TEXTS = {"P", "TD", "TH", "H1", "H2", "H3", "Note"}
_GLUED = re.compile(r"[^\W_][.,;:”’)]?$|[.,;:”’)]$")
_BEGINS = re.compile(r"[^\W_]|[“(]")


def tagged(content: bytes) -> Tagged:
    """Read a PDF's structure."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = [_Content(page) for page in pdf.pages]
        reader = _TreeReader(pdf, pages)
        root = reader.element(pdf.Root.StructTreeRoot.K[0], None)
        printed = {(number, each) for number, page in enumerate(pages) for each in page.words}
        return Tagged(
            root,
            sorted(printed - reader.reached),
            Counter(kind for page in pages for kind, _ in page.artifacts),
            [text for page in pages for text in page.untagged],
            {kind: text for page in pages for kind, text in page.artifacts},
        )


class _Content:
    """What is printed on a page: words by their numbers, artifacts, and what is neither."""

    def __init__(self, page: Any) -> None:
        self.words: dict[int, str] = {}
        self.artifacts: list[tuple[tuple[str, str], str]] = []
        self.untagged: list[str] = []
        fonts = {name: _to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
        open_: list[Any] = []
        font = ""
        for instruction in pikepdf.parse_content_stream(page):
            operands = list(instruction.operands)
            match str(instruction.operator):
                case "BDC" | "BMC":
                    open_.append(self._begun(operands))
                case "EMC":
                    open_.pop()
                case "Tf":
                    font = str(operands[0])
                case "Tj" | "TJ":
                    self._shown(_decoded(operands[0], fonts[font]), open_)

    def _begun(self, operands: list[Any]) -> Any:
        properties = operands[1] if len(operands) > 1 else {}
        if str(operands[0]) == "/Artifact":
            kind = (str(properties.get("/Type", "")), str(properties.get("/Subtype", "")))
            self.artifacts.append((kind, ""))
            return "artifact"
        number = int(properties["/MCID"])
        self.words[number] = ""
        return number

    def _shown(self, text: str, open_: list[Any]) -> None:
        if not open_:
            self.untagged.append(text)
        elif open_[-1] == "artifact":
            kind, before = self.artifacts[-1]
            self.artifacts[-1] = kind, before + text
        else:
            assert "artifact" not in open_, "words inside an artifact"
            self.words[open_[-1]] += text


def _to_unicode(font: Any) -> dict[int, str]:
    table = font.ToUnicode.read_bytes().decode()
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]*)>", table)
    return {int(a, 16): bytes.fromhex(b).decode("utf-16-be") for a, b in pairs if len(b) % 4 == 0}


def _decoded(shown: Any, to_unicode: dict[int, str]) -> str:
    strings = shown if isinstance(shown, pikepdf.Array) else [shown]
    codes = (bytes(string) for string in strings if isinstance(string, pikepdf.String))
    return "".join(
        to_unicode.get(int.from_bytes(code[i : i + 2], "big"), "�")
        for code in codes
        for i in range(0, len(code), 2)
    )


class _TreeReader:
    def __init__(self, pdf: pikepdf.Pdf, pages: list[_Content]) -> None:
        self.pages = pages
        self.numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        self.reached: set[tuple[int, int]] = set()

    def element(self, found: Any, page: int | None) -> Node:
        if "/Pg" in found:
            page = self.numbers[found.Pg.objgen]
        strings = {key.removeprefix("/"): str(found[key]) for key in found if key in _STRINGS}
        node = Node(str(found.S).removeprefix("/"), strings, _attributes(found))
        kids = found.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            node.kids.append(self.kid(kid, page))
        return node

    def kid(self, kid: Any, page: int | None) -> Node | Words | Annotation:
        if isinstance(kid, int):
            assert page is not None
            return self.words(page, kid)
        if kid.get("/Type") == "/MCR":
            number = self.numbers[kid.Pg.objgen] if "/Pg" in kid else page
            assert number is not None
            return self.words(number, int(kid.MCID))
        if kid.get("/Type") == "/OBJR":
            target = kid.Obj.A.URI if "/A" in kid.Obj else kid.Obj.Dest
            return Annotation(str(kid.Obj.Contents), str(target))
        return self.element(kid, page)

    def words(self, page: int, number: int) -> Words:
        self.reached.add((page, number))
        return Words(page, number, self.pages[page].words[number])


_STRINGS = {"/Lang", "/Alt", "/ActualText", "/E", "/ID"}


def _attributes(found: Any) -> dict[str, str]:
    owners = found.get("/A", pikepdf.Array())
    owners = owners if isinstance(owners, pikepdf.Array) else [owners]
    pairs = ((key, value) for owner in owners for key, value in owner.items() if key != "/O")
    return {key.removeprefix("/"): str(value).removeprefix("/") for key, value in pairs}
