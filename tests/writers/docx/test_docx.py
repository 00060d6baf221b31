"""What a Word file holds: what the letter prints and nothing else, in a form that people can work on."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx as python_docx
import pytest

from conftest import Small, released
from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.campaign.publication import public_copy
from letterkit.checks import check_document
from letterkit.letter.agreed import agreed
from letterkit.library.index import Library
from letterkit.values import replace
from letterkit.writers import as_printed, docx
from letterkit.writers.docx.scripts import word_language
from letterkit.writers.text import to_text
from writers.docx.reading import paragraphs, part, styled
from writers.docx.test_tracked_changes import DOCUMENTS, NOWHERE, W, document, written

OPENING = """\
title: Opening
text: |
  ## What we ask

  Before {{ dialogue.name }}^[See *our* report, [here](https://example.org/report).] we write of 刘晓波,
  ئىلھام توختى and བསོད་ནམས, of the [mot juste]{lang=fr}, **boldly** and *gently*.

  3. Third
  4. Fourth, at length:
     - a bullet
     - another

     and the fourth goes on.

  | Year | Prisoners |
  |------|----------:|
  | 2016 | 1,240     |
"""
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="90" height="40"/></svg>'
)


@pytest.fixture
def rich(small: Small) -> lt.Letter:
    """A letter that has everything a text can have, and a letterhead with a picture."""
    small.write("seeds/framing/opening.yaml", OPENING)
    small.write("images/logo.svg", LOGO)
    head = "  name: Coalition\n  lines: [1 High Street]\n  email: a@example.org\n"
    logo = "  logo: {image: images/logo.svg, alt: A black box}\n"
    small.change("seeds/signatures/joint.yaml", "organ", f"coalition:\n{head}{logo}organ")
    letter, problems = small.assemble()
    assert letter is not None, problems
    return letter


def strings(value: Any) -> Iterator[str]:
    """Every word that prints, of what a PDF carries as data."""
    if isinstance(value, dict):
        aside = {"type", "format", "language", "iso", "style", "alignment", "target", "url", "foreign"}
        aside |= {"title", "author", "people_named"} if "format" in value else set()
        for key, inner in value.items():
            if key not in aside and value.get("type") != "image":
                yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(("campaign", "kind"), DOCUMENTS)
def test_it_says_what_prints_and_nothing_else(campaign: str, kind: str, starter: Small) -> None:
    tree = document(starter, campaign, kind)
    said = "\n".join(" ".join(words) for words in paragraphs(written(tree)))
    for text in strings(json.loads(as_printed.to_json(tree))):
        assert squeezed(text) in squeezed(said)
    # Of a mail it differs in marks of lists, in where notes stand, and in addresses after words.
    mail = set(re.findall(r"[^\W\d_]{3,}", to_text(tree)))
    assert set(re.findall(r"[^\W\d_]{3,}", said)) <= mail


def test_it_carries_no_name_of_a_block_or_campaign(starter: Small) -> None:
    for campaign, kind in DOCUMENTS:
        with zipfile.ZipFile(io.BytesIO(written(document(starter, campaign, kind)))) as file:
            whole = b"".join(file.read(name) for name in file.namelist()).decode("utf-8", "replace")
        assert not re.findall(rf"\b(?:issues|people|framing|case-lists|seeds)/|{campaign}|w:sdt", whole)


def test_people_know_its_styles(rich: lt.Letter) -> None:
    by_style = styled(written(rich))
    names = {
        style.get(f"{W}styleId"): style[0].get(f"{W}val")
        for style in part(written(rich), "word/styles.xml").iter(f"{W}style")
    }
    found = list(dict.fromkeys(names[style] for style, _ in by_style))
    assert found == [
        "Letterhead",
        "Letterhead Line",
        "Letterhead Line Last",
        "Date",
        "Inside Address First",
        "Inside Address",
        "Delivery Notation",
        "Reference Line",
        "Salutation",
        "heading 2",
        "Body Text",
        "List Number 2",
        "List Bullet 2",
        "List Continue",
        "Table Heading",
        "Table Text",
        "List Number",
        "Case",
        "Closing",
        "Signature First",
        "Signatory Title",
        "Signature",
    ]


def test_python_docx_reads_it(rich: lt.Letter) -> None:
    read = python_docx.Document(io.BytesIO(written(rich)))
    assert read.core_properties.title == rich.title
    assert read.core_properties.author == "Coalition"
    assert read.core_properties.language == "en-US"
    assert [len(table.columns) for table in read.tables] == [2, 2]
    assert [shape.width.pt for shape in read.inline_shapes] == [pytest.approx(rich_logo(rich).width)]
    assert read.sections[0].different_first_page_header_footer
    assert (read.sections[0].page_width or 0) / 914_400 == 8.5


def rich_logo(letter: lt.Letter) -> lt.Image:
    assert letter.letterhead.logo is not None
    return letter.letterhead.logo


def test_a_picture_has_its_words_and_is_dots(rich: lt.Letter) -> None:
    content = written(rich)
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        picture = file.read("word/media/image1.png")
    assert picture.startswith(b"\x89PNG")
    described = [each.get("descr") for each in part(content, "word/document.xml").iter("{*}docPr")]
    assert described == ["A black box"]


def test_lists_count_for_themselves(rich: lt.Letter) -> None:
    numbering = part(written(rich), "word/numbering.xml")
    starts = [each.get(f"{W}val") for each in numbering.iter(f"{W}startOverride")]
    assert starts == ["3", "1"]


def test_a_note_is_words_own(rich: lt.Letter) -> None:
    content = written(rich)
    said = next(words for style, words in styled(content) if style == "BodyText")
    assert " ".join(said).startswith("Before Bilateral Talks[See our report, here (https://example.org")
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        assert b"https://example.org/report" in file.read("word/_rels/footnotes.xml.rels")


def test_words_have_the_language_that_they_are_in(rich: lt.Letter) -> None:
    runs = part(written(rich), "word/document.xml").iter(f"{W}r")
    found = {
        "".join(each.itertext()): dict(lang.attrib)
        for each in runs
        if (lang := each.find(f"{W}rPr/{W}lang")) is not None
    }
    assert found == {
        "刘晓波": {f"{W}eastAsia": "zh-CN"},
        "བསོད་ནམས": {f"{W}bidi": "bo"},
        "mot juste": {f"{W}val": "fr"},
    }
    uyghur = next(
        each
        for each in part(written(rich), "word/document.xml").iter(f"{W}r")
        if "".join(each.itertext()).startswith("ئ")
    )
    assert [each.tag for each in uyghur[0]] == [f"{W}noProof", f"{W}rtl", f"{W}cs"]


@pytest.mark.parametrize(
    ("tag", "slot", "known", "rightwards"),
    [
        ("zh-Hant", "eastAsia", "zh-TW", False),
        ("ja", "eastAsia", "ja", False),
        ("he", "bidi", "he", True),
        ("ug", "bidi", "ug", True),
        ("und-Cyrl", "val", None, False),
        ("und-Arab", "bidi", None, True),
        ("de-AT", "val", "de-AT", False),
    ],
)
def test_a_language_has_its_slot(tag: str, slot: str, known: str | None, rightwards: bool) -> None:
    found = word_language(tag)
    assert (found.slot, found.tag, found.is_right_to_left) == (slot, known, rightwards)


def test_a_chinese_letter_is_set_as_one(rich: lt.Letter) -> None:
    content = written(replace(rich, language="zh-CN"))
    defaults = part(content, "word/styles.xml").find(f".//{W}rPrDefault")
    assert defaults.find(f".//{W}rFonts").get(f"{W}eastAsia") == "SimSun"
    first = next(part(content, "word/document.xml").iter(f"{W}rFonts"))
    assert first.get(f"{W}hint") == "eastAsia"


def test_what_goes_round_is_protected_and_says_which_text_it_is(rich: lt.Letter) -> None:
    content, _ = docx.write(released(rich), NOWHERE, circulated=docx.Circulated(2, "The Secretariat"))
    assert content is not None
    digest = agreed(rich).digest
    for name in ("footer1", "footer2"):
        foot = "".join(part(content, f"word/{name}.xml").itertext())
        assert foot == f"Round 2 · text {digest[:8]}"
    protection = part(content, "word/settings.xml").find(f"{W}documentProtection")
    assert dict(protection.attrib) == {f"{W}edit": "trackedChanges", f"{W}enforcement": "1"}
    core = part(content, "docProps/core.xml")
    assert core.findtext("{*}identifier") == f"{docx.IDENTIFIER}{digest}:round:2"
    head = "".join(part(content, "word/header2.xml").itertext())
    assert " ".join(head.split()) == "Minister LovelaceApril 20, 2020 · Page 2 of 2"
    fields = part(content, "word/header2.xml").iter(f"{W}fldSimple")
    assert [each.get(f"{W}instr").strip() for each in fields] == ["PAGE", "NUMPAGES"]


def test_the_finished_letter_is_neither(rich: lt.Letter) -> None:
    content, _ = docx.write(released(rich), NOWHERE, circulated=None)
    assert content is not None
    settings = part(content, "word/settings.xml")
    assert settings.find(f"{W}documentProtection") is None
    assert settings.find(f"{W}trackRevisions") is None
    assert "".join(part(content, "word/footer1.xml").itertext()) == ""
    assert part(content, "docProps/core.xml").find("{*}identifier") is None


def test_a_copy_to_publish_has_no_contact_data(rich: lt.Letter, small: Small) -> None:
    checked = check_document(Library(small.workspace, "talks"), "talks", "letter")
    copy, problems = public_copy(checked)
    assert copy is not None, problems
    content, _ = docx.write(released(copy), NOWHERE, circulated=None, strip_metadata=True)
    assert content is not None
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        whole = b"".join(file.read(name) for name in file.namelist()).decode("utf-8", "replace")
    for word in ("647-2283", "Main Street", "High Street", "a@example.org", "creator", "Via Fax"):
        assert word not in whole
    assert rich.addressees[0].name in whole


def test_the_same_letter_is_the_same_bytes(rich: lt.Letter) -> None:
    assert written(rich) == written(rich)
    with zipfile.ZipFile(io.BytesIO(written(rich))) as file:
        assert {entry.date_time for entry in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert file.namelist()[0] == "[Content_Types].xml"


def test_looks_that_are_asked_for(rich: lt.Letter) -> None:
    looks = lt.Looks(rich.origin, "Gentium", 11, None, None, 90, None, 40)
    content = written(replace(rich, looks=looks, paper="a4"))
    fonts = part(content, "word/styles.xml").find(f".//{W}rPrDefault//{W}rFonts")
    assert fonts.get(f"{W}ascii") == "Gentium"
    body = part(content, "word/document.xml")
    assert body.find(f".//{W}pgSz").get(f"{W}w") == "11906"
    assert body.find(f".//{W}pgMar").get(f"{W}left") == "1800"
    table = list(body.iter(f"{W}tbl"))[-1]
    assert table.find(f".//{W}spacing").get(f"{W}before") == "800"


def test_no_character_breaks_the_xml(rich: lt.Letter) -> None:
    text = "a\x0bb\ufffec\td\ne"
    passage = lt.Passage(
        rich.origin, "framing/a", (lt.Paragraph(rich.origin, (lt.Text(rich.origin, text),)),)
    )
    assert ["abc", "d", "e"] in paragraphs(written(replace(rich, title=text, body=(passage,))))


def test_the_library_s_other_documents_too(starter: Small) -> None:
    for campaign, kind in (("2015-sed", "letter"), ("2013-visit", "letter")):
        tree, problems = assemble_document(Library(starter.workspace, campaign), campaign, kind)
        assert tree is not None, problems
        assert len(paragraphs(written(tree))) > 20
