"""The structure of a PDF: what is read out by whoever does not see the page, and by programs."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from conftest import Edited, Small, released
from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.campaign.sources import assets_of
from letterkit.library.index import Library
from letterkit.writers import pdf
from writers.pdf.samples import render, with_many_kinds
from writers.pdf.structure import Node, Tagged, tagged
from writers.test_notes_and_tables import WITH_BOTH

OPENING = "seeds/framing/opening.yaml"
PACKAGED = Path(__file__).parents[3] / "templates"
MANY = "and so we write to you about it again, as we did in every year before this one, "


def letter_of(small: Small, text: str = "") -> lt.Letter:
    """The small letter, its first paragraph replaced."""
    if text:
        lines = "".join(f"  {line}".rstrip() + "\n" for line in text.splitlines())
        small.write(OPENING, f"title: Opening\ntext: |\n{lines}")
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    return letter


def read(small: Small, text: str = "") -> Tagged:
    """The structure of the small letter's PDF."""
    return tagged(render(letter_of(small, text), small))


def draft(letter: lt.Document, small: Small) -> bytes:
    """The letter's review draft."""
    laid = pdf.lay_out(released(letter), assets_of(small.workspace))
    content, problems = pdf.finish(laid, pdf.Review())
    assert problems == []
    return content or b""


def texts(root: Node, *kinds: str) -> list[str]:
    """What the elements of these kinds say."""
    return [node.text for node in root.of(*kinds)]


# The letter of 2016, in figures


def test_the_figures_of_a_letter(made: Path) -> None:
    found = tagged(made.read_bytes())
    assert found.count <= 130
    assert found.faults == []
    asks, prisoners = found.root.of("L")
    assert [len(one.kids) for one in (asks, prisoners)] == [7, 6]
    assert [one.attributes["ListNumbering"] for one in (asks, prisoners)] == ["Decimal", "Disc"]
    assert asks.pages == {1, 2}
    assert set(found.artifacts) == {("/Layout", ""), ("/Pagination", "/Header")}


def test_every_item_has_its_mark_and_its_words(made: Path) -> None:
    asks = tagged(made.read_bytes()).root.of("L")[0]
    for number, item in enumerate(asks.kids, 1):
        assert isinstance(item, Node)
        label, body = item.kids
        assert isinstance(label, Node)
        assert isinstance(body, Node)
        assert (item.kind, label.kind, label.text, body.kind) == ("LI", "Lbl", f"{number}.", "LBody")


def test_a_paragraph_that_goes_on_overleaf_is_one(small: Small) -> None:
    found = read(small, f"{MANY * 80}end.")
    long = [node for node in found.root.of("P") if node.text.startswith("and so we")]
    assert [sorted(node.pages) for node in long] == [[0, 1, 2]]
    assert long[0].text == f"{MANY * 80}end."


def test_running_heads_are_artifacts_of_their_kind(made: Path) -> None:
    found = tagged(made.read_bytes())
    assert found.artifact_texts["/Pagination", "/Header"].startswith("June 2016 · Page 4")
    assert "Page 4" not in found.root.text


def test_the_lines_of_addresses_and_signatures_are_read_apart(small: Small) -> None:
    address, signature = read(small).root.of("Div")
    assert texts(address, "P")[:4] == [
        "The Honorable Ada B. Lovelace",
        "Minister of State",
        "Ministry of State",
        "1 Main Street",
    ]
    assert texts(signature, "P") == ["Max Muster", "Director", "Rights Now"]


def test_who_signs_below_a_heading_is_read_there(small: Small) -> None:
    people = "".join(f"  - person: {{name: Ann {n}, affiliation: House, note: so}}\n" for n in "ABC")
    endorsed = "  - heading: Endorsed by\n    organisations: [rights-now]\n"
    small.write("seeds/signatures/joint.yaml", f"title: J\norganisations:\n{people}{endorsed}")
    found = read(small)
    assert (texts(found.root, "H2"), found.faults) == (["Endorsed by"], [])
    assert texts(found.root.of("Div")[1], "P") == ["Ann A", "House", "so"]
    said = found.root.text
    assert said.index("Ann C") < said.index("Endorsed by") < said.index("Max Muster")


def test_the_subject_is_one_heading_with_its_label(small: Small) -> None:
    assert texts(read(small).root, "H1") == ["Re: Bilateral Talks, Geneva, May 4–6, 2020"]


def test_lists_in_lists_headings_and_quotations(small: Small) -> None:
    root = tagged(render(with_many_kinds(small), small)).root
    first, inner, innermost = root.of("L")[:3]
    assert [len(one.kids) for one in (first, inner, innermost)] == [2, 2, 2]
    assert texts(innermost, "Lbl") == ["1.", "2."]
    assert inner in list(first.nodes())
    assert texts(root, "H2", "H3") == ["A heading", "A smaller heading"]
    (quotation,) = root.of("BlockQuote")
    assert [kid.kind for kid in quotation.kids if isinstance(kid, Node)] == ["P", "L"]


def test_no_level_of_headings_is_left_out(small: Small) -> None:
    """ISO 14289-1, 7.4.2: an author may begin with a smaller heading."""
    found = read(small, "## Smaller\n\nWords.\n\n# Larger\n\nWords.\n\n### Smallest\n\nWords.")
    kinds = {node.text: node.kind for node in found.root.of("H2", "H3", "H4")}
    assert kinds == {"Smaller": "H2", "Larger": "H2", "Smallest": "H3"}


# Asks


def headed(small: Small) -> lt.Letter:
    """The small letter with two asks that have headings."""
    small.change("campaigns/talks/campaign.yaml", "[release]", "[release, second]\n    style: headed")
    second = f"topic: prisons\ntitle: Open prisons\nask: Open them\ntext: |\n  {MANY * 70}end.\n"
    small.write("seeds/issues/second.yaml", second)
    return letter_of(small)


def test_the_title_of_an_ask_is_a_heading(small: Small) -> None:
    root = tagged(render(headed(small), small)).root
    assert texts(root, "H2") == ["Release.", "Open prisons."]
    body = root.of("L")[0].of("LBody")[-1]
    assert [kid.kind for kid in body.kids if isinstance(kid, Node)] == ["H2", "P"]
    assert body.of("P")[0].text.lstrip().startswith("and so we write")


def outline_of(content: bytes) -> list[tuple[int, str]]:
    """The outline: depth and words of each entry."""
    with pikepdf.open(io.BytesIO(content)) as document, document.open_outline() as outline:

        def below(items: Any, depth: int) -> list[tuple[int, str]]:
            found = []
            for item in items:
                found += [(depth, str(item.title)), *below(item.children, depth + 1)]
            return found

        return below(outline.root, 1)


def test_the_outline_has_the_asks_by_their_headings(small: Small) -> None:
    assert outline_of(render(headed(small), small)) == [
        (1, "Re: Bilateral Talks, Geneva, May 4–6, 2020"),
        (2, "Release."),
        (2, "Open prisons."),
    ]


def test_the_outline_has_the_asks_in_the_words_of_the_page(made: Path) -> None:
    (depth, subject), *asks = outline_of(made.read_bytes())
    assert (depth, subject[:9]) == (1, "Re: U.S.–")
    assert [(depth, words[:2]) for depth, words in asks] == [(2, f"{n}.") for n in range(1, 8)]
    assert asks[0][1] == "1. Meet defenders of human rights and people from China’s…"


def test_asks_in_prose_are_sections_and_in_the_outline(small: Small) -> None:
    small.change("campaigns/talks/campaign.yaml", "[release]", "[release]\n    style: prose")
    content = render(letter_of(small), small)
    assert [node.kind for node in tagged(content).root.of("Sect", "L")] == ["Sect", "L"]
    assert outline_of(content)[1:] == [(2, "Ask for the release of those named here:")]


# Notes, tables, links, languages


def test_notes_come_after_the_text_that_calls_them(small: Small) -> None:
    small.write(OPENING, WITH_BOTH)
    root = tagged(render(letter_of(small), small)).root
    calls, notes = root.of("Reference"), root.of("Note")
    assert [call.text.strip() for call in calls] == ["1", "2", "3"]
    assert [note.keys["ID"] for note in notes] == ["note-1", "note-2", "note-3"]
    assert [texts(note, "Lbl") for note in notes] == [["1"], ["2"], ["3"]]
    order = [node.kind for node in root.nodes() if node.kind in ("Reference", "Note", "Table")]
    assert order == ["Reference", "Reference", "Note", "Note", "Table", "Reference", "Note"]
    # A number and the number of its note are two numbers.
    assert root.of("TD")[1].text.startswith("7 3 ")


def test_every_note_can_be_found_by_its_name(small: Small) -> None:
    small.write(OPENING, WITH_BOTH)
    with pikepdf.open(io.BytesIO(render(letter_of(small), small))) as document:
        names = document.Root.StructTreeRoot.IDTree.Names
        found = {str(name): str(element.S) for name, element in zip(names[::2], names[1::2], strict=True)}
    assert found == {"note-1": "/Note", "note-2": "/Note", "note-3": "/Note"}


def test_a_table_over_pages_is_one_and_its_header_is_read_once(small: Small) -> None:
    rows = "\n".join(f"| {year} | words of the row |" for year in range(1900, 1990))
    found = read(small, f"| Year | Column |\n|---|---|\n{rows}")
    (table,) = found.root.of("Table")
    assert [kid.kind for kid in table.kids if isinstance(kid, Node)] == ["THead", "TBody"]
    assert [(node.text, node.attributes["Scope"]) for node in table.of("TH")] == [
        ("Year", "Column"),
        ("Column", "Column"),
    ]
    assert len(table.of("TR")) == 91
    assert len(table.pages) == 4
    assert found.outside == []


def test_a_link_says_its_words(small: Small) -> None:
    address = f"https://lists.example/{'a' * 60}/{'b' * 60}"
    found = read(small, f"See [the long list](https://lists.example/2020) and <{address}>.")
    links = [(link.contents, link.target) for link in found.root.links()]
    assert links[:2] == [("the long list", "https://lists.example/2020"), ("1", "note-1")]
    # What is printed on several lines is one link, each part of which says all of it.
    assert links.count((address, address)) > 1
    assert texts(found.root, "Link").count(address) == 1


def test_names_in_other_scripts_say_their_language(small: Small) -> None:
    found = read(small, "We name Ελένη Μ. and Ilham Tohti, ئىلھام توختى, here.")
    spans = found.root.of("Span")
    assert [(node.text, node.keys["Lang"]) for node in spans] == [
        ("Ελένη Μ", "el"),
        ("ئىلھام توختى", "und-Arab"),
    ]
    paragraph = next(node for node in found.root.of("P") if "Ilham" in node.text)
    assert paragraph.text == "We name Ελένη Μ. and Ilham Tohti, ئىلھام توختى, here."


def test_a_block_in_another_language_says_so(small: Small) -> None:
    small.change("seeds/issues/release.yaml", "topic:", "language: it\ntopic:")
    asks = read(small).root.of("L")[0]
    said = [(node.kind, node.keys["Lang"]) for node in asks.nodes() if "Lang" in node.keys]
    assert said == [("LI", "it")]


def test_whatever_says_its_language_in_the_page_says_it_in_the_pdf(small: Small) -> None:
    page = (PACKAGED / "letter.html.jinja").read_text(encoding="utf-8")
    foreign = (
        '<div lang="fr"><p>Un <em>mot</em> et <i lang="en">a word</i></p></div>'
        '<p>A <span lang="de">Wort</span>, <span class="name">a name</span>.</p>'
    )
    small.write("templates/letter.html.jinja", page.replace("<main>", f"<main>{foreign}"))
    root = read(small).root
    said = [(node.kind, node.text, node.keys["Lang"]) for node in root.nodes() if "Lang" in node.keys]
    assert said == [
        ("P", "Un mot et a word", "fr"),
        ("Span", "a word", "en"),
        ("Span", "Wort", "de"),
    ]
    assert len(root.of("Span")) == 2


def test_a_letter_from_right_to_left_is_read_in_the_order_it_was_written(small: Small) -> None:
    page = (PACKAGED / "letter.html.jinja").read_text(encoding="utf-8")
    small.write("templates/letter.html.jinja", page.replace("<html", '<html dir="rtl"'))
    sentence = "نكتب إليكم قبل الحوار لنطلب الإفراج عن السيدة جين دو. "
    found = read(small, sentence * 6)
    assert next(node.text for node in found.root.of("P") if "نكتب" in node.text) == (sentence * 6).strip()


def test_a_word_that_a_line_divides_is_whole(small: Small) -> None:
    words = "der Menschen\u00adrechts\u00adkoalition und des Rechts auf Kommunikationsgeheimnisschutz. "
    sentence = f"Wir schreiben Ihnen wegen {words}"
    found = read(small, sentence * 8)
    text = next(node.text for node in found.root.of("P") if "Wir" in node.text)
    assert text.split() == (sentence * 8).replace("\u00ad", "").split()
    assert any("ActualText" in node.keys for node in found.root.of("Span"))


# Pictures and templates of a workspace's own

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" {}><rect width="9" height="9"/></svg>'


def with_pictures(small: Small, *pictures: str) -> None:
    """Put pictures at the head of the letter."""
    page = (PACKAGED / "letter.html.jinja").read_text(encoding="utf-8")
    small.write("templates/letter.html.jinja", page.replace("<main>", f"{''.join(pictures)}<main>"))


def test_a_picture_says_what_it_shows(small: Small) -> None:
    small.write("templates/logo.svg", LOGO.format(""))
    shown = '<img src="logo.svg" alt="{}" style="width: 30pt; height: 20pt">'
    with_pictures(small, shown.format("The coalition’s logo"), shown.format(""))
    found = read(small)
    (figure,) = found.root.of("Figure")
    assert figure.keys["Alt"] == "The coalition’s logo"
    assert "BBox" in figure.attributes
    assert found.outside == []


def test_a_picture_without_words_is_told(small: Small) -> None:
    small.write("templates/logo.svg", LOGO.format(""))
    with_pictures(small, '<img src="logo.svg" style="width: 30pt; height: 20pt">')
    _, problems = pdf.write(released(letter_of(small)), assets_of(small.workspace))
    assert [(p.code, "logo.svg" in p.message) for p in problems] == [("LK506", True)]


def test_what_a_template_puts_half_transparent_or_on_every_page(small: Small) -> None:
    with_pictures(
        small,
        '<p style="opacity: 0.9">Half seen.</p>',
        '<p style="position: fixed; bottom: 0">On every page.</p>',
        "<ul style='list-style: disc inside'><li>One</ul><dl><dt>Term<dd>Its meaning</dl>",
    )
    found = read(small, MANY * 80)
    assert found.untagged == []
    assert "On every page" not in found.root.text
    assert texts(found.root.of("L")[0], "LBody") == ["One"]
    assert texts(found.root.of("L")[1], "Lbl", "LBody") == ["Term", "Its meaning"]


# Drafts, redlines and copies to publish


def test_a_draft_says_by_ear_which_line_is_which(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    content = draft(letter, small)
    lines = pdf.lay_out(released(letter), assets_of(small.workspace)).lines
    numbered = {(line.page, line.number) for line in lines if line.number is not None}
    entries = [words for _, words in outline_of(content)]
    assert len([words for words in entries if ", line " in words]) == len(numbered)
    (line,) = (line for line in lines if (line.page, line.number) == (2, 14))
    (entry,) = (words for words in entries if words.startswith("page 2, line 14: "))
    assert line.text.startswith(entry.removeprefix("page 2, line 14: ").removesuffix("…"))
    assert sum(words.startswith("page 2, lines 1–") for words in entries) == 1


def test_the_marks_of_a_draft_are_artifacts_of_their_kinds(
    letter_2016: tuple[Small, lt.Letter],
) -> None:
    small, letter = letter_2016
    found = tagged(draft(letter, small))
    pages = 5
    assert found.artifacts["/Pagination", "/Watermark"] == pages
    assert found.artifacts["/Pagination", "/Footer"] == pages
    assert found.artifacts["/Pagination", "/LineNum"] == pages - 1
    assert found.artifact_texts["/Pagination", "/Watermark"] == "DRAFT"
    assert found.faults == []
    assert [part.text[:12] for part in found.root.of("Part")] == ["Review sheet", "Amnesty Inte"]


def test_the_letter_in_a_draft_is_the_letter(letter_2016: tuple[Small, lt.Letter], made: Path) -> None:
    small, letter = letter_2016
    _, inside = tagged(draft(letter, small)).root.of("Part")
    assert inside.text == tagged(made.read_bytes()).root.text


def test_the_changes_of_a_redline_are_heard(edited: Edited) -> None:
    edited.now.change(OPENING, "we write to you", "we appeal to you")
    tree = edited.redline()
    content, problems = pdf.write(released(tree), assets_of(edited.now.workspace))
    assert problems == []
    found = tagged(content or b"")
    _, letter = found.root.of("Part")
    changed = next(node for node in letter.of("P") if "we " in node.text)
    assert "we [deleted: write] [inserted: appeal] " in changed.text
    # And who reads the glyphs alone has two words for two.
    assert "write appeal" in "".join(words.text for words in changed.words())
    assert found.faults == []


@pytest.mark.parametrize("dialogue", ["2009-visit", "2013-visit", "2015-sed"])
def test_every_document_of_the_library(starter: Small, dialogue: str) -> None:
    workspace = starter.workspace
    for name in workspace.documents(dialogue):
        tree, _ = assemble_document(Library(workspace, dialogue), dialogue, name)
        assert tree is not None
        laid = pdf.lay_out(released(tree), assets_of(workspace))
        for content, problems in (pdf.finish(laid), pdf.finish(laid, strip_metadata=True)):
            assert problems == []
            found = tagged(content or b"")
            assert found.faults == []
            assert len(found.root.of("H1")) == 1
