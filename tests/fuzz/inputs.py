"""Hostile inputs by number: what is tried, and how each input is made of a seed and its number.

An input is either grown of the marks that its reader gives a meaning to, repeated and put into one
another, or a right file that is cut, doubled and sprinkled with such marks. The same seed, target and
number give the same input on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from fuzz import targets
from importer.readers.files import MAIL, W, p, word

ROOT = Path(__file__).parents[2]
LETTERS = Path(__file__).parents[1] / "importer" / "letters"
LARGEST = 6_000  # bytes: long inputs are the rows' in tests/hostile

_WORDS = (
    "a",
    "word",
    "Jane Doe",
    "May 4, 2020",
    "刘晓波",
    "é",
    "9" * 40,
    "²",
    "\u0661",
    "-1",
    "0",
    "1e999",
    " ",
)
_ODD = (
    "\n",
    "\n\n",
    "\t",
    "\r",
    "\x0c",
    "\x00",
    "\x85",
    "\u2028",
    "\u00a0",
    "\u200b",
    "\ufeff",
    "\ue000",
    "\ud800",
    "\U000f0001",
    "\u202e",
    "\x1b[2J",
)
_YAML = (
    "- ",
    ": ",
    "key: ",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "&a ",
    "*a",
    "!!str ",
    "|\n  ",
    ">\n",
    "#",
    "'",
    '"',
    "---\n",
    "...\n",
    "<<: ",
    "%YAML 1.1\n",
    "\\x41",
    "title: ",
    "text: |\n  ",
    "date: 2020-02-30",
    "  ",
    "cases:\n",
    "<<<<<<< a\n",
    "=======\n",
    ">>>>>>> b\n",
    "name: ",
    "from: ",
)
_FIELDS = (
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "{# ",
    " #}",
    "{{ dialogue }}",
    "{% if cases %}",
    "{% endif %}",
    "{% for c in cases %}",
    "{% else %}",
    "{% elif ",
    "{% endfor %}",
    "(",
    ")",
    "[",
    "]",
    "|",
    "~",
    ".",
    "not ",
    " if ",
    " else ",
    "with.many",
    "with.x",
    "people.jane_doe",
    "dialogue",
    "addressees",
    " is defined",
    " == ",
    " and ",
    "|join(",
    "|number",
    "|ordinal",
    "|words",
    "|date",
    "|list",
    "|first",
    "|default(",
    "'",
    "1e5",
    "loop.index",
    "{%- ",
    "-%}",
    "raw",
    "set x = ",
    "include ",
    "**",
    "*",
    "-",
    ":",
    "{",
)
_MARKDOWN = (
    "*",
    "_",
    "**",
    "[",
    "](",
    ")",
    "![",
    "<",
    ">",
    "`",
    "```\n",
    "# ",
    "- ",
    "1. ",
    "> ",
    "|",
    "|-|\n",
    "^[",
    "[^1]",
    "[^1]: ",
    "\\",
    "&amp;",
    "&#0;",
    "~",
    "==",
    "++",
    "https://a.example/",
    "<a@b.example>",
    "<!--",
    "<p>",
    "    ",
    "\n\n",
    "$x_",
    ":a:",
    "[[",
    "[a]: b\n",
    "--",
    "...",
    "'",
    '"',
    "{",
    "}",
    "99999999. ",
)
_LETTER = (
    "Dear Minister,\n",
    "Sincerely,\n",
    "Re: ",
    "cc: ",
    "Via Fax: +1 202 647 2283\n",
    "• ",
    "1. ",
    "(a) ",
    "[1] ",
    "P.S. ",
    "Enclosure\n",
    "FOR IMMEDIATE RELEASE\n",
    "“",
    "”",
    "said ",
    "Jane Doe, Director, Rights Now\n",
    "Washington, DC 20520\n",
    "MEMORANDUM\n",
    "        ",
    "-\n",
    "page 1 of 2\n",
    "a@b.example",
    "* * *\n",
)
_HTML = (
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td colspan=9>",
    "</table>",
    "<ol start=²>",
    "<li>",
    "</ol>",
    "<br>",
    "<h1>",
    "<b>",
    "<pre>",
    "<!--",
    "-->",
    "<script>",
    "<style>",
    "<svg>",
    "&lt;",
    "&#x110000;",
    "<meta charset=x>",
    "<a href=",
    "<nav class=menu>",
    "<body>",
    "<p hidden style='display:none'>",
    "<",
    ">",
    '"',
    "<![CDATA[",
    "<?xml ?>",
)
_MAIL = (
    "Subject: ",
    "Content-Type: multipart/mixed; boundary=b\n",
    "--b\n",
    "--b--\n",
    "\n\n",
    "Date: ",
    "=?utf-8?q?a?= ",
    "Content-Transfer-Encoding: base64\n",
    "Content-Type: text/html; charset=punycode\n",
    "filename*0*=a; ",
    "=3D",
    "(",
    "Content-Disposition: attachment; filename=a.txt\n",
    "Content-Type: message/rfc822\n\n",
    "> ",
    '"',
    ";",
    ",",
    "<",
    "=\n",
)
_XML = (
    "<w:p>",
    "</w:p>",
    "<w:r>",
    "</w:r>",
    "<w:t>x</w:t>",
    "<w:tbl>",
    "</w:tbl>",
    "<w:tr>",
    "</w:tr>",
    "<w:tc>",
    "</w:tc>",
    "<w:pPr>",
    "</w:pPr>",
    '<w:numPr><w:ilvl w:val="²"/><w:numId w:val="1"/></w:numPr>',
    "<w:txbxContent>",
    "<w:ins>",
    "</w:txbxContent>",
    "<w:sdt><w:sdtContent>",
    "</w:sdtContent></w:sdt>",
    "<w:br/>",
    "<w:tab/>",
    "<w:del>",
    "</w:del>",
    '<w:pStyle w:val="a"/>',
    "<w:vanish/>",
    "&#0;",
    "<w:b/>",
    "</w:ins>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]>",
    "&b;",
)
_PDF = (
    "BT ",
    "ET ",
    "/F 10 Tf ",
    "(x) Tj ",
    "T* ",
    "q ",
    "Q ",
    "/X Do ",
    "1 0 0 1 9 9 cm ",
    "[(a) -9 (b)] TJ ",
    "<41> Tj ",
    "99999999 0 Td ",
    "0 Tz ",
    "3 Tr ",
    "-1e9 TL ",
    "BI ",
    "ID ",
    "EI ",
    "/Artifact BMC ",
    "<<",
    ">>",
    "[",
    "]",
)


def data_of(target: str, seed: int, number: int) -> bytes:
    """The input of that number for a target, one of `MAKERS`."""
    chance = random.Random(f"{seed}/{target}/{number}")  # noqa: S311  # no secret
    return MAKERS[target](chance)[:LARGEST]


def _grown(chance: random.Random, marks: Sequence[str]) -> str:
    """Marks in a row, some very often, some around what stands there."""
    pieces = [*marks, *marks, *_WORDS, *_ODD]
    text = ""
    for _ in range(chance.randrange(1, 30)):
        piece = chance.choice(pieces)
        match chance.randrange(8):
            case 0:
                text += piece * chance.choice((2, 3, 7, 30, 300))
            case 1:
                text = piece + text + chance.choice(pieces)
            case 2:
                text = text * 2 if len(text) < LARGEST else text
            case _:
                text += piece
    return text[:LARGEST]


def _mutated(chance: random.Random, sample: bytes, marks: Sequence[str]) -> bytes:
    """A right file with a few things wrong."""
    data = bytearray(sample[:LARGEST])
    for _ in range(chance.randrange(1, 8)):
        at, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        match chance.randrange(6):
            case 0:
                del data[at : min(end, at + chance.randrange(1, 300))]
            case 1:
                data[at:at] = data[at : min(end, at + 300)] * chance.choice((1, 2, 20))
            case 2 if data:
                data[min(at, len(data) - 1)] = chance.randrange(256)
            case _:
                piece = chance.choice([*marks, *_WORDS, *_ODD]) * chance.choice((1, 1, 1, 5, 60))
                data[at:at] = piece.encode("utf-8", "surrogatepass")
    return bytes(data)


def _made(
    marks: Sequence[str], samples: Callable[[], Sequence[bytes]]
) -> Callable[[random.Random], bytes]:
    def make(chance: random.Random) -> bytes:
        if chance.random() < 0.5:
            return _grown(chance, marks).encode("utf-8", "surrogatepass")
        return _mutated(chance, chance.choice(samples()), marks)

    return make


# Right files


@cache
def _blocks() -> Sequence[bytes]:
    return [file.read_bytes() for file in sorted((ROOT / "seeds").rglob("*.yaml"))]


@cache
def _texts() -> Sequence[bytes]:
    """The texts of blocks: what stands below `text: |`, and the merge fields that the guide shows."""
    found = [data.partition(b"text: |\n")[2].replace(b"\n  ", b"\n").strip() for data in _blocks()]
    guide = (ROOT / "docs" / "merge-fields.md").read_bytes()
    return [text for text in (*found, guide) if text]


@cache
def _letters(ending: str) -> Sequence[bytes]:
    files = [file.read_bytes() for file in sorted(LETTERS.glob(f"*{ending}"))]
    return files or [b"Dear Minister,\n\nWe ask for her release.\n\nSincerely,\nA B\n"]


def _word(chance: random.Random) -> bytes:
    """A Word file whose XML is sound, or has been cut; seldom an archive that has."""
    body = _grown(chance, _XML) if chance.random() < 0.5 else p("Dear Sir,") + p("We ask.") * 3
    if chance.random() < 0.7:
        body = _balanced(body)
    numbering = f"<w:numbering {W}>{_balanced(_grown(chance, _XML))}</w:numbering>"
    body = body.encode("utf-8", "ignore").decode()
    data = word(body, numbering=numbering) if chance.random() < 0.3 else word(body)
    return _mutated(chance, data, _XML) if chance.random() < 0.2 else data


def _balanced(text: str) -> str:
    """The elements of a piece of XML as a tree: what is open is closed, what closes nothing goes."""
    open_: list[str] = []
    found: list[str] = []
    for piece in text.replace("\x00", "").replace("<!", "").replace("&", "").split("<"):
        name = piece.partition(">")[0].partition(" ")[0]
        if piece.startswith("/"):
            if name[1:] in open_:
                while (last := open_.pop()) != name[1:]:
                    found.append(f"/{last}>")
                found.append(piece)
        elif name.startswith("w:") and ">" in piece:
            found.append(piece)
            if not piece.partition(">")[0].endswith("/"):
                open_.append(name)
    found += [f"/{name}>" for name in reversed(open_)]
    whole = "".join(f"<{piece}" for piece in found)
    return "".join(c for c in whole if c.isprintable() or c == "\n").encode("utf-8", "ignore").decode()


def _pdf(chance: random.Random) -> bytes:
    """A PDF of a page, or of one page many times, with such a content; or one that has been cut."""
    content = _grown(chance, _PDF).encode("latin-1", "replace")
    kids = b"3 0 R " * chance.choice((1, 2, 9))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids) // 6, kids),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources 6 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Font<</F 5 0 R>>/XObject<</X 7 0 R>>>>",
        b"<</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Length 9>>stream\nBT (x) Tj\nendstream",
    ]
    parts = [b"%d 0 obj\n%s\nendobj\n" % (n, part) for n, part in enumerate(objects, 1)]
    data = b"%PDF-1.5\n" + b"".join(parts) + b"trailer <</Root 1 0 R>>\n%%EOF"
    return _mutated(chance, data, _PDF) if chance.random() < 0.4 else data


def _mail(chance: random.Random) -> bytes:
    data = _made(_MAIL, lambda: _letters(".eml"))(chance)
    return MAIL + b"Message-ID: <1@x>\n" + data if chance.random() < 0.5 else data


def _markup(chance: random.Random) -> bytes:
    data = _made(_HTML, lambda: _letters(".html"))(chance)
    return b"<!doctype html><body>" + data if chance.random() < 0.5 else data


MAKERS: Mapping[str, Callable[[random.Random], bytes]] = {
    "source": _made(_YAML, _blocks),
    "fields": _made((*_FIELDS, *_MARKDOWN[:8]), _texts),
    "markdown": _made(_MARKDOWN, _texts),
    "letter.txt": _made(_LETTER, lambda: _letters(".txt")),
    "letter.md": _made((*_MARKDOWN, *_LETTER), lambda: _letters(".md")),
    "letter.html": _markup,
    "letter.eml": _mail,
    "letter.docx": _word,
    "letter.pdf": _pdf,
}
"""How the inputs of each target are made."""

assert MAKERS.keys() == targets.TARGETS.keys()
