"""What three programs make of a PDF's text, who read glyphs and places and know no structure."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pymupdf
import pypdfium2
import pytest

from conftest import Small
from letterkit import letter as lt
from writers.pdf.samples import render

OPENING = "seeds/framing/opening.yaml"


def by_pdfium(file: Path) -> str:
    """As Chrome copies and searches."""
    document = pypdfium2.PdfDocument(file)
    return "\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document)


def by_mupdf(file: Path) -> str:
    """As programs do that take letters in."""
    with pymupdf.open(file) as document:  # type: ignore[no-untyped-call]  # it is not typed
        return "\n".join(page.get_text() for page in document)


def by_poppler(file: Path) -> str:
    """As the viewers of Linux do."""
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed: sudo apt-get install poppler-utils")
    command = ["pdftotext", str(file), "-"]
    return subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout


READERS: tuple[Callable[[Path], str], ...] = (by_pdfium, by_poppler, by_mupdf)
reader = pytest.mark.parametrize("read", READERS, ids=lambda read: str(read.__name__))


def letter(small: Small, text: str, folder: Path) -> Path:
    """A letter with this text, as a PDF."""
    small.write(OPENING, f"title: Opening\ntext: |\n  {text}\n")
    tree, problems = small.assemble()
    assert problems == []
    assert tree is not None
    file = folder / "letter.pdf"
    file.write_bytes(render(tree, small))
    return file


def flat(text: str) -> str:
    """The text on one line; pdfium writes U+FFFE for a hyphen that ends one."""
    return " ".join(re.sub("\ufffe\n?", "-", text).split(" ")).replace("\n", " ")


@reader
def test_spaces_are_ordinary_ones(read: Callable[[Path], str], small: Small, tmp_path: Path) -> None:
    """A no-break space and a space are one glyph, and a glyph has one text."""
    text = "Page\u00a01 came before page 2, and on 9\u00a0July at 5\u202f% it was « so »."
    said = flat(read(letter(small, text, tmp_path)))
    assert "Page 1 came before page 2, and on 9 July at 5 % it was « so »." in said
    assert not set("\u00a0\u202f") & set(said)


@reader
def test_a_hyphen_that_must_not_break_is_an_ordinary_one(
    read: Callable[[Path], str], small: Small, tmp_path: Path
) -> None:
    said = read(letter(small, "The U.S.\u2011China talks, and the well-known X-ray.", tmp_path))
    assert "The U.S.-China talks, and the well-known X-ray." in said


@reader
def test_soft_hyphens_are_gone(read: Callable[[Path], str], small: Small, tmp_path: Path) -> None:
    word = "Menschen\u00adrechts\u00adkoalition"
    said = read(letter(small, f"Wegen der {word} und der {word} geschrieben, " * 9, tmp_path))
    assert "\u00ad" not in said
    assert said.count("Menschenrechtskoalition") >= 9


@reader
def test_the_letter_is_in_order(
    read: Callable[[Path], str], made: Path, letter_2016: tuple[Small, lt.Letter]
) -> None:
    _, tree = letter_2016
    said = flat(read(made))
    starts = [
        tree.date.text,
        tree.addressees[0].full_name,
        "Re:",
        tree.salutation.text,
        *(f" {number}. " for number in range(1, 8)),
        tree.close.text,
        *(s.organisation for s in tree.signatures.signatories),
    ]
    place = 0
    for start in (flat(start.replace("\u00a0", " ")) for start in starts):
        place = said.find(start, place)
        assert place >= 0, start


@reader
def test_the_call_of_a_note_stands_where_it_is_called(
    read: Callable[[Path], str], small: Small, tmp_path: Path
) -> None:
    said = flat(read(letter(small, "Here is one^[the note] in a line.", tmp_path)))
    assert re.search(r"one ?1 +in a line\..*Max Muster.*1 ?the note", said)


NAMES = {"Tibetan": "བསྟན་འཛིན་བདེ་ལེགས", "Greek": "Ελένη", "Uyghur": "ئىلھام"}


@reader
def test_names_in_other_scripts(read: Callable[[Path], str], small: Small, tmp_path: Path) -> None:
    """docs/pdf.md says what each of them makes of a name."""
    said = read(letter(small, f"We name {', '.join(NAMES.values())} here.", tmp_path))
    found = {script for script, name in NAMES.items() if name in said}
    # MuPDF takes letters from left to right as they are printed.
    assert found == (set(NAMES) - {"Uyghur"} if read is by_mupdf else set(NAMES))
