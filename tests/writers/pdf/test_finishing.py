"""The PDF of the 2016 letter: text, geometry, tags, metadata, attachments; always the same bytes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

from conftest import Small, released
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.values import replace
from letterkit.writers import text
from letterkit.writers.pdf.inspection import inspect
from writers.pdf.samples import pages, render

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INCH = 72.0


def words(string: str) -> list[str]:
    """Words without the marks that the two writers set differently."""
    string = string.replace("\u00a0", " ").replace("\ufffe", "-")
    string = re.sub(r"^\s*([•–]|\d+\.)\s| · ", " ", string, flags=re.MULTILINE)
    return re.sub(r"(?<=[-–])\n", "", string).split()


# The text


def test_the_text_layer_reads_as_the_letter(made: Path, letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    head = r"Secretary Kerry and Secretary Lew\s+June 2016 · Page \d of \d"
    bodies = [re.sub(head, "", page) for page in pages(made)]
    plain, _ = text.write(released(letter), assets_of(small.workspace))
    assert words("\n".join(bodies)) == words((plain or b"").decode())


def test_it_prints_on_three_to_four_letter_pages(made: Path) -> None:
    document = pypdfium2.PdfDocument(made)
    assert 3 <= len(document) <= 4
    assert {page.get_size() for page in document} == {(8.5 * INCH, 11 * INCH)}


def test_a4_by_a_setting(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    document = pypdfium2.PdfDocument(render(replace(letter, paper="a4"), small))
    assert 3 <= len(document) <= 4
    for page in document:
        assert page.get_size() == pytest.approx((595.28, 841.89), abs=0.01)


def test_the_running_head_begins_on_the_second_page(made: Path) -> None:
    first, *others = pages(made)
    assert "Page 1" not in first
    for number, page in enumerate(others, 2):
        place = f"June 2016 · Page {number} of {len(others) + 1}"
        assert re.search(rf"Secretary Kerry and Secretary Lew\s+{place}", page)


# What holds for fax (the notes in docs/pdf.md)


def characters(page: Any) -> Iterator[tuple[str, float, tuple[float, float, float, float]]]:
    """Each printed character: itself, its size in points, its box from the bottom left."""
    raw = pypdfium2.raw
    text_page = page.get_textpage()
    for i in range(text_page.count_chars()):
        character = text_page.get_text_range(i, 1)
        if character.strip():
            yield character, raw.FPDFText_GetFontSize(text_page, i), text_page.get_charbox(i)


def test_the_body_is_at_least_11_points_and_nothing_is_under_10(made: Path) -> None:
    sizes = Counter(
        round(size, 2) for page in pypdfium2.PdfDocument(made) for _, size, _ in characters(page)
    )
    assert min(sizes) >= 10
    assert sizes.most_common(1)[0][0] >= 11


def test_the_top_quarter_inch_is_empty(made: Path) -> None:
    for page in pypdfium2.PdfDocument(made):
        image = page.render(scale=2).to_pil().convert("L")
        band = image.crop((0, 0, image.width, round(0.25 * INCH * 2)))
        assert band.getextrema() == (255, 255)


def test_everything_is_black_and_no_line_is_a_hairline(made: Path) -> None:
    thinnest = []
    with pikepdf.open(made) as document:
        for page in document.pages:
            for instruction in pikepdf.parse_content_stream(page):
                operands, operator = instruction.operands, instruction.operator
                if str(operator) in ("rg", "RG", "g", "G", "scn", "SCN"):
                    assert {float(o) for o in operands if not isinstance(o, pikepdf.Name)} <= {0.0}
                if str(operator) == "w":
                    thinnest.append(float(operands[0]))
                if str(operator) == "re":
                    thinnest.append(min(abs(float(operands[2])), abs(float(operands[3]))))
    # WeasyPrint draws in CSS pixels, 0.75 pt each.
    assert min(thinnest) * 0.75 >= 0.75 - 1e-6


# Where pages end


def test_no_signature_is_split_or_alone(letter_2016: tuple[Small, lt.Letter]) -> None:
    """With every length of the last paragraph that moves the signatures over a page's end."""
    small, letter = letter_2016
    for lines in range(0, 30, 3):
        document = render(_longer(letter, lines), small)
        texts = [page.replace("\u00a0", " ") for page in pages(document)]
        for signatory in letter.signatures.signatories:
            parts = [p for p in (signatory.person, signatory.title) if p]
            block = "\n".join([*parts, signatory.organisation]).replace("\u00a0", " ")
            assert sum(block in page for page in texts) == 1, (lines, block)
        people = [s.person.replace("\u00a0", " ") for s in letter.signatures.signatories if s.person]
        counts = [sum(person in page for person in people) for page in texts[1:]]
        assert all(count != 1 and count != 2 for count in counts), (lines, counts)
        closing = next(page for page in texts if "Respectfully," in page)
        assert people[0] in closing
        before = closing.split("Respectfully,")[0]
        assert before.count("\n") >= 2, lines


def _longer(letter: lt.Letter, lines: int) -> lt.Letter:
    *sections, last = letter.body
    assert isinstance(last, lt.Passage)
    filler = lt.Text(last.origin, "and so we write to you again about the very same matter " * lines)
    paragraph = lt.Paragraph(last.origin, (filler,))
    children = (*last.children[:-1], paragraph, last.children[-1]) if lines else last.children
    return replace(letter, body=(*sections, replace(last, children=children)))


def test_the_first_line_of_an_ask_is_never_stranded(made: Path) -> None:
    for page in pages(made)[:-1]:
        lines = [line for line in page.split("\n") if line.strip()]
        assert not re.match(r"\d\.\s", lines[-1])
        assert not lines[-1].rstrip().endswith("we ask you to:")


# Tags and conformance


def structure(node: Any) -> Iterator[str]:
    """The types of the structure tree's elements, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from structure(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S).removeprefix("/")
        if "/K" in node:
            yield from structure(node.K)


def test_it_is_tagged(made: Path) -> None:
    with pikepdf.open(made) as document:
        found = Counter(structure(document.Root.StructTreeRoot))
        assert bool(document.Root.MarkInfo.Marked)
        assert bool(document.Root.ViewerPreferences.DisplayDocTitle)
        assert document.Root.Lang == "en-US"
    assert found["H1"] == 1
    # The asks, and the case list in the third; a list that goes on overleaf begins a second time.
    assert found["L"] >= 2
    assert found["LI"] >= 7 + 6
    assert found["P"] > 20
    assert not {"Table", "H3", "H4"} & set(found)


def test_it_claims_pdfa_and_pdfua_and_has_what_they_ask_for(made: Path) -> None:
    found, problems = inspect(made)
    assert problems == []
    assert found is not None
    assert found.conformance == ["PDF/A-3a", "PDF/UA-1"]
    with pikepdf.open(made) as document:
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert len(document.trailer.ID) == 2
        assert not document.is_encrypted
        fonts = [
            font.DescendantFonts[0].FontDescriptor
            for page in document.pages
            for font in page.Resources.Font.values()
        ]
        assert fonts
        assert all("/FontFile2" in font for font in fonts)
        metadata = document.Root.Metadata.read_bytes().decode()
    # ISO 19005-3, 6.6.2.3.3: every property outside the standard's own schemas is described.
    for name in re.findall(r"<letterkit:(\w+)", metadata):
        assert f"<pdfaProperty:name>{name}</pdfaProperty:name>" in metadata
    assert "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in metadata
    assert metadata.count("<rdf:RDF") == 1


# Metadata


@pytest.mark.parametrize(
    "said", ["[]", "5", '{"addressees": [{"name": "x"}]}', '{"addressees": {"a": 1}}', "{"]
)
def test_delivery_data_of_somebody_elses_form_are_told(said: str, tmp_path: Path) -> None:
    with pikepdf.new() as file:
        file.add_blank_page()
        file.attachments["delivery.json"] = said.encode()
        file.save(tmp_path / "a.pdf")
    found, problems = inspect(tmp_path / "a.pdf")
    assert found is None
    assert [problem.code for problem in problems] == ["LK507"]


def test_a_file_without_a_page_is_told(tmp_path: Path) -> None:
    with pikepdf.new() as file:
        file.save(tmp_path / "a.pdf")
    assert [problem.message for problem in inspect(tmp_path / "a.pdf")[1]] == ["the PDF has no page"]


def test_broken_metadata_print_no_traceback(tmp_path: Path) -> None:
    with pikepdf.new() as file:
        file.add_blank_page()
        kind = {"Type": pikepdf.Name.Metadata, "Subtype": pikepdf.Name.XML}
        file.Root.Metadata = file.make_stream(b"<x:xmp <<<not xml", **kind)
        file.save(tmp_path / "a.pdf")
    command = [sys.executable, "-m", "letterkit", "inspect", str(tmp_path / "a.pdf")]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_it_says_what_it_is(made: Path) -> None:
    found, _ = inspect(made)
    assert found is not None
    assert found.title == "Joint letter to Secretary Kerry and Secretary Lew, June 2016"
    assert found.author.startswith("Amnesty International USA; China Aid; Freedom House")
    assert found.subject == "U.S.–China Strategic & Economic Dialogue, Beijing, June 6–8, 2016"
    # The titles of asks with numbers do not print.
    assert found.keywords == "U.S.–China Strategic & Economic Dialogue"
    assert found.created == "D:20160601000000Z"
    assert found.xmp["{https://letterkit.example/ns/1#}fax"] == [
        "+12022620417 The Honorable Jacob J. Lew",
        "+12026220073 The Honorable Jacob J. Lew",
        "+12026472283 The Honorable John F. Kerry",
        "+12026477350 The Honorable John F. Kerry",
    ]


def test_a_copy_to_publish_carries_no_contact_data(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    content = render(letter, small, strip_metadata=True)
    import io

    with pikepdf.open(io.BytesIO(content)) as document:
        assert list(document.attachments) == []
        assert set(document.docinfo.keys()) <= {"/Title", "/CreationDate", "/ModDate", "/Producer"}
        metadata = document.Root.Metadata.read_bytes().decode()
    assert "letterkit" not in metadata
    assert "+1202" not in metadata
    assert pages(content) == pages(render(letter, small))


# The same bytes


def test_the_same_bytes_elsewhere(tmp_path: Path) -> None:
    """Two folders, time zones, locales and hash seeds."""
    results = []
    for i, (zone, locale) in enumerate((("Asia/Tokyo", "C"), ("America/New_York", "C.UTF-8"))):
        root = tmp_path / f"folder {i}"
        environment = {
            **os.environ,
            "TZ": zone,
            "LC_ALL": locale,
            "PYTHONHASHSEED": str(i),
            "XDG_CACHE_HOME": str(tmp_path / f"cache{i}"),
        }
        command = [sys.executable, "-m", "letterkit", "-q"]
        subprocess.run([*command, "init", str(root)], env=environment, check=True)
        new = [*command, "-w", str(root), "new", "--dialogue", "2016"]
        subprocess.run(new, env=environment, check=True)
        results.append((root / "campaigns/2016-sed/out/letter.pdf").read_bytes())
    assert results[0] == results[1]
