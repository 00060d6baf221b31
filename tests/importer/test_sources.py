"""Reading files: what cannot be read is said, nothing is lost, every format gives the same letter."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from importer.readers.files import MAIL, blank_pdf, p, pdf, word
from importer.texts import plain, read_documents
from letterkit.campaign import schemas
from letterkit.diagnostics import Severity
from letterkit.foreign.characters import cleaned, decode
from letterkit.importer.parts import Imported, Proposed
from letterkit.importer.reading import FoundAt, Sure
from letterkit.importer.results import schema, to_json

LETTERS = Path(__file__).parent / "letters"
TEXTS = sorted(LETTERS.glob("*.txt"))
SHORT = """Jane Roe
Minister of Justice
1 Main Street
London SW1A 2AH
Fax: +44 20 7946 0188

3 May 2016

Dear Minister,

We write about the law that was passed in the spring, and about those held under it, such as Ana Ruiz.

We urge you to:

• Repeal the law, which has done nothing of what it was meant to do.
• Release Ana Ruiz, who was arrested in May.

Yours sincerely,

John Doe
Director
Example Rights Watch

Mary Major
Other Rights Fund
"""


def read(data: bytes, name: str = "x.txt") -> tuple[list[Imported], list[str]]:
    """The documents and the codes of what is said."""
    documents, said = read_documents(data, name)
    return documents, [problem.code for problem in said]


def found_in(data: bytes, name: str) -> list[dict[str, object]]:
    """What other programs are told of a file, without the web page's furniture."""
    documents, _ = read_documents(data, name)
    rows: list[dict[str, object]] = json.loads(to_json((one, (), ()) for one in documents))
    return [{key: value for key, value in row.items() if key != "chrome"} for row in rows]


def as_html(text: str) -> str:
    """A text as a page of paragraphs, line breaks and lists."""
    blocks = []
    for block in text.strip().split("\n\n"):
        lines = block.split("\n")
        if all(line.startswith("• ") for line in lines):
            blocks.append("<ul>" + "".join(f"<li>{line[2:]}</li>" for line in lines) + "</ul>")
        else:
            blocks.append(f"<p>{'<br>'.join(lines)}</p>")
    return f'<html lang="en"><body><main><article>{"".join(blocks)}</article></main></body></html>'


def test_the_same_letter_in_every_format() -> None:
    expected = found_in(SHORT.encode(), "x.txt")
    assert expected[0]["asks"]
    assert found_in(as_html(SHORT).encode(), "x.html") == expected
    assert found_in(word("".join(p(line) for line in SHORT.split("\n"))), "x.docx") == expected
    assert found_in(pdf(as_html(SHORT)), "x.pdf") == expected
    assert (
        found_in(
            MAIL.replace(b"02 May 2018", b"03 May 2016")
            + b"Content-Type: text/plain; charset=utf-8\n\n"
            + SHORT.encode(),
            "x.eml",
        )
        == expected
    )


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_nothing_is_lost_and_nothing_counted_twice(file: Path) -> None:
    text = decode(file.read_bytes())
    assert text is not None
    documents, _ = read(file.read_bytes(), file.name)
    words = (word for one in documents for part in one.parts for word in part.whole.split())
    kept = Counter(c for word in words for c in word if c.isalnum())
    came_in = Counter(c for c in cleaned(text) if c.isalnum())
    # A word that was divided at a line's end may have lost its hyphen.
    divided = text.count("-\n")
    assert (came_in - kept).total() <= divided
    assert (kept - came_in).total() == 0


@pytest.mark.parametrize("file", TEXTS, ids=lambda file: file.stem)
def test_the_results_follow_the_schema(file: Path) -> None:
    documents, _ = read(file.read_bytes(), file.name)
    blocks = [Proposed("issue", "release-of-prisoners", FoundAt(1, 2, Sure.LIKELY))]
    jsonschema.validate(json.loads(to_json((one, blocks, ()) for one in documents)), schema())


def test_the_schema_is_the_one_in_the_repository() -> None:
    file = Path(__file__).parent.parent.parent / "schemas" / "import.json"
    assert file.read_text(encoding="utf-8") == schemas.files()["import.json"]


# What cannot be read


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "x.txt", "LK702"),
        (b" \n\n\t", "x.txt", "LK702"),
        (b"\xef\xbb\xbf\xc2\xa0\n", "x.txt", "LK702"),
        (b"\x89PNG\r\n\x1a\n" + bytes(400), "x.docx", "LK701"),
        (bytes(range(256)) * 400, "x", "LK701"),
        (b"\xd0\xcf\x11\xe0" + bytes(400), "x.docx", "LK701"),
        (b"PK\x03\x04" + bytes(400), "x.xlsx", "LK701"),
        (b"PK\x03\x04" + bytes(400), "x.docx", "LK706"),
        (b"%PDF-1.7\nnothing", "x.pdf", "LK706"),
        (blank_pdf(), "x.pdf", "LK704"),
        (blank_pdf(1, "secret"), "x.pdf", "LK705"),
        (blank_pdf(501), "x.pdf", "LK703"),
        (b"x " * 1_100_000, "x.txt", "LK703"),
    ],
)
def test_what_cannot_be_read(data: bytes, name: str, code: str) -> None:
    documents, said = read_documents(data, name)
    assert documents == []
    assert [problem.code for problem in said] == [code]
    assert said[0].severity is Severity.ERROR


def test_a_scan_is_told_what_helps() -> None:
    _, said = read_documents(blank_pdf(), "scan.pdf")
    assert "OCRmyPDF" in str(said[0])


def test_a_large_file_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "large.txt"
    with file.open("wb") as stream:
        stream.truncate(60_000_000)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("it was read"))
    assert [problem.code for problem in read_documents(file, "large.txt")[1]] == ["LK703"]


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    _, said = read_documents(tmp_path / "none.txt", "none.txt")
    assert [problem.code for problem in said] == ["LK701"]


# What is read, with a remark


def test_the_content_decides_and_not_the_ending() -> None:
    documents, said = read(as_html(SHORT).encode(), "x.docx")
    assert said == ["LK708"]
    assert documents[0].salutation == "Dear Minister,"
    assert read(SHORT.encode(), "x.md")[1] == []


def test_what_is_no_letter() -> None:
    documents, said = read(b"milk\nbread\neggs\n")
    assert said == ["LK707", "LK710"]
    assert [word for part in documents[0].parts for word in part.whole.split()] == [
        "milk",
        "bread",
        "eggs",
    ]


def test_a_salutation_says_that_a_text_is_a_letter() -> None:
    """Wrapped lines of a short German text begin with capitals: nothing tells that they are one."""
    text = """
        Sehr geehrter Herr Exempel,

        in Betrieben unseres Landes fehlen Beschäftigte. Zugleich verweigern
        Ausländerbehörden Menschen die Arbeit, die seit Jahren hier sind.

        Mit freundlichen Grüßen
        Ada Beispiel
        """
    assert "LK707" not in read(plain(text).encode())[1]


def test_only_a_long_text_in_an_unknown_language_may_be_a_letter() -> None:
    long = b"lorem dolor\nsit amet\n" * 30
    for content, severity in ((b"milk\nbread\neggs\n", Severity.ERROR), (long, Severity.WARNING)):
        _, said = read_documents(content, "x.txt")
        assert (said[0].code, said[0].severity) == ("LK707", severity)


def test_a_wrong_ending_is_refused() -> None:
    _, (said,) = read_documents(as_html(SHORT).encode(), "x.docx")
    assert said.severity is Severity.ERROR


def test_a_language_that_is_not_known() -> None:
    text = (
        "Szanowny Panie Ministrze,\n\nPiszemy do Pana w sprawie osób, które zostały "
        "zatrzymane wiosną tego roku.\n"
    )
    assert "LK710" in read(text.encode())[1]


def test_spoilt_characters() -> None:
    spoilt = SHORT.replace("the law,", "China’s “law”,").encode().decode("cp1252", errors="replace")
    documents, said = read(spoilt.encode())
    assert said == ["LK709"]
    assert "China’s “law" in documents[0].asks[0]


def test_letters_attached_to_a_mail() -> None:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"] = "a@b.example"
    message.set_content(
        "Please find the letter attached, dear colleagues, and send it on to those who asked for it."
    )
    made = word("".join(p(line) for line in SHORT.split("\n")))
    message.add_attachment(made, maintype="application", subtype="octet-stream", filename="letter.docx")
    documents, _ = read(bytes(message), "x.eml")
    assert [one.source for one in documents] == ["x.eml", "x.eml/letter.docx"]
    assert documents[1].salutation == "Dear Minister,"


# Whatever comes

PIECES = [file.read_bytes() for file in TEXTS[::3]] + [
    as_html(SHORT).encode(),
    SHORT.encode("utf-16"),
    word(p("Dear Sir,")),
    blank_pdf(),
]
BITS = [
    b"Dear X,\n",
    b"- ",
    b"1. ",
    b"cc: ",
    b"Fax: ",
    b"(aka ",
    "“".encode(),
    b"|",
    b"\x0c",
    b"\x00",
    b"<p>",
    b"   ",
    b";",
    b"\n\n",
    b"PK\x03\x04",
    b"%PDF-",
]


@st.composite
def mutilated(draw: st.DrawFn) -> bytes:
    """A letter with pieces taken out, put in and exchanged."""
    data = bytearray(draw(st.sampled_from(PIECES)))
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(data)))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            data[at:at] = draw(st.sampled_from(BITS)) * draw(st.integers(1, 4))
        elif kind == 1:
            del data[at : at + draw(st.integers(1, 300))]
        elif kind == 2:
            data[at:at] = draw(st.binary(max_size=20))
        else:
            other = draw(st.sampled_from(PIECES))
            data[at:at] = other[at : at + 400]
    return bytes(data)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
@given(
    st.one_of(mutilated(), st.binary(max_size=400)),
    st.sampled_from(["x.txt", "x.md", "x.html", "x.pdf", "x.docx", "x.eml", "-"]),
)
def test_nothing_but_diagnostics(data: bytes, name: str) -> None:
    documents, said = read_documents(data, name)
    assert documents or said
    json.loads(to_json((one, (), ()) for one in documents))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="Dear Mr.\n\t,;:–•“”()1aA您 ", max_size=400))
def test_no_word_is_lost_whatever_the_text(text: str) -> None:
    documents, _ = read_documents(text.encode(), "x.txt")
    if documents:
        words = (word for one in documents for part in one.parts for word in part.whole.split())
        kept = Counter(c for word in words for c in word if c.isalnum())
        assert kept == Counter(c for c in cleaned(text) if c.isalnum())


# How long these take is measured in bench/import_speed.py.
@pytest.mark.parametrize(
    "text",
    [
        "A. " * 10_000,
        "Aa Watch, " * 3_000,
        "John Smith, who was arrested; " * 1_000,
        "(" * 15_000,
        "x\n" * 8_000,
        "the " * 8_000,
        "“" * 15_000,
    ],
    ids=["initials", "commas", "names", "brackets", "lines", "words", "quotes"],
)
def test_no_word_is_lost_of_text_without_end(text: str) -> None:
    (document,), _ = read_documents(f"Dear Sir,\n\n{text}".encode(), "x.txt")
    words = [word for part in document.parts for word in part.whole.split()]
    assert "".join(words) == "DearSir," + "".join(text.split())
