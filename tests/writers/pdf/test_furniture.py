"""What stands around the letter: the running head, the reference line, the notes below the signatures."""

from __future__ import annotations

import pytest
from weasyprint.formatting_structure.boxes import TextBox

from conftest import Small, released
from geometry import Character, characters
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.writers import pdf
from writers.pdf.samples import pages, render

CAMPAIGN = "campaigns/talks/campaign.yaml"
OPENING = "seeds/framing/opening.yaml"
HALF_AN_INCH = 36.0
TEXT_TOP = 75.6  # where the text of the second page begins, in points


def letter_of(small: Small) -> lt.Letter:
    """The letter, which must have no problems."""
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    return letter


def paragraphs(small: Small, number: int) -> None:
    """Give the letter so many paragraphs of a line."""
    text = "\n\n".join(f"  Paragraph {i}." for i in range(number))
    small.write(OPENING, f"title: Opening\ntext: |\n{text}\n")


@pytest.mark.parametrize("language", ["en-US", "fr", "de"])
@pytest.mark.parametrize("many", [1, 2, 3, 6, 9])
@pytest.mark.parametrize("title", ["Envoy", "Under Secretary of State for the Protection of Persons"])
def test_the_running_head_is_one_line(small: Small, many: int, title: str, language: str) -> None:
    for i in range(many):
        small.write(
            f"seeds/addresses/envoy-{i}.yaml",
            f"office: Envoy\naddress: [2 Side Street]\ncountry: US\n"
            f"holders: [{{name: Bo Poe-{i}, salutation: {title} Poe-{i}, from: 2019-01-01}}]\n",
        )
    to = ", ".join(f"envoy-{i}" for i in range(many))
    small.change(CAMPAIGN, "to: [minister]", f"to: [{to}]\nlanguage: {language}\nsalutation: Hello,")
    paragraphs(small, 70)
    letter = letter_of(small)
    content = render(letter, small)
    head = [c for c in characters(content) if c.page == 2 and c.baseline < TEXT_TOP - 5]
    assert len({round(c.baseline) for c in head}) == 1
    assert min(c.top for c in head) > HALF_AN_INCH
    # The names end before the date begins.
    printed = "".join(c.text for c in sorted(head, key=lambda c: c.x))
    assert printed.startswith("".join((letter.running_head + letter.date.text).split()))


@pytest.mark.parametrize("language", ["en-US", "de", "es", "fr", "zh-TW"])
def test_the_label_of_the_subject_is_as_wide_as_its_word(small: Small, language: str) -> None:
    subject = "Subject " + " ".join(f"word{i}" for i in range(30))
    small.change(
        CAMPAIGN, "date:", f"language: {language}\nsalutation: Hello,\nsubject: {subject}\ndate:"
    )
    letter = letter_of(small)
    if language.startswith("zh"):  # the label's own words need a font that need not be there
        return
    found = characters(render(letter, small))
    label, lines = reference(found)
    assert len(lines) > 2
    assert max(c.right for c in label) < min(c.left for c in lines[0])
    assert {round(line[0].x, 2) for line in lines} == {round(lines[0][0].x, 2)}


def test_who_is_written_to_alone_has_the_whole_line(small: Small) -> None:
    office = "Minister of State for the Protection of Persons and of their Families"
    small.change("seeds/addresses/minister.yaml", "office: Minister of State", f"office: {office}")
    small.change(CAMPAIGN, "date:", "addresses: side-by-side\ndate:")
    laid = pdf.lay_out(released(letter_of(small)), assets_of(small.workspace))
    assert office in [line.text.strip() for line in laid.lines]


def test_each_level_of_headings_looks_its_own_way(small: Small) -> None:
    small.write(OPENING, "title: Opening\ntext: |\n  # One\n\n  ## Two\n\n  ### Three\n\n  Words.\n")
    laid = pdf.lay_out(released(letter_of(small)), assets_of(small.workspace))
    assert laid.document is not None
    boxes = laid.document.pages[0]._page_box.descendants()
    looks = {
        box.text: tuple(box.style[key] for key in ("font_size", "font_weight", "font_style"))
        for box in boxes
        if isinstance(box, TextBox)
    }
    assert len({looks[text] for text in ("One", "Two", "Three", "Words.")}) == 4


@pytest.mark.parametrize("next_part", ["- asks: [release]", "- framing: thanks"])
def test_what_follows_a_list_of_cases_stands_apart(next_part: str, small: Small) -> None:
    small.write("seeds/framing/thanks.yaml", "title: Thanks\ntext: |\n  We thank you.\n")
    small.change(CAMPAIGN, "  - asks: [release]\n", f"  - cases: named\n  {next_part}\n")
    laid = pdf.lay_out(released(letter_of(small)), assets_of(small.workspace))
    lines = [line for line in laid.lines if line.part == "body"]
    first = next(i for i, line in enumerate(lines) if "Jane Doe" in line.text)
    assert lines[first + 1].top - lines[first].bottom > 8


def reference(found: list[Character]) -> tuple[list[Character], list[list[Character]]]:
    """The label's characters, and those of each line of the subject."""
    text = "".join(c.text for c in found)
    begin, end = text.index("Subjectword0"), text.index("word29") + len("word29")
    words = found[begin:end]
    baselines = sorted({round(c.baseline, 1) for c in words})
    label = [c for c in found[:begin] if abs(c.baseline - words[0].baseline) < 0.5]
    return label, [[c for c in words if round(c.baseline, 1) == line] for line in baselines]


@pytest.mark.parametrize("many", range(24, 40))
def test_no_signature_and_no_note_is_alone_on_a_page(small: Small, many: int) -> None:
    paragraphs(small, many)
    copies = ", ".join(f"Copy-{i}" for i in range(4))
    small.change(CAMPAIGN, "date:", f"cc: [{copies}]\nenclosures: [Enclosure-0]\ndate:")
    for page in pages(render(letter_of(small), small)):
        if "Max Muster" in page or "Copy-" in page or "Enclosure-" in page:
            assert "Respectfully" in page
            assert "Muster" in page
            assert "Copy-3" in page
            assert "Jane Doe" in page


def test_a_long_list_of_copies_begins_below_the_signatures(small: Small) -> None:
    small.change(CAMPAIGN, "date:", f"cc: [{', '.join(f'Copy-{i}' for i in range(60))}]\ndate:")
    first, *others = pages(render(letter_of(small), small))
    assert "Max Muster" in first
    assert "Copy-1\n" in first
    assert others
    assert "Copy-58" in others[-1]
    assert "Copy-59" in others[-1]
