"""Words that are wider than their column: they break, and what does not is told with its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conftest import Letterkit, Small, released
from letterkit import letter as lt
from letterkit.campaign.own_looks import findings_on_pages
from letterkit.campaign.sources import assets_of
from letterkit.checks import check_document
from letterkit.library.index import Library
from letterkit.library.workspace import packaged
from letterkit.values import replace
from letterkit.writers import pdf
from letterkit.writers.pdf.lines import stray_lines
from writers.pdf.samples import pages

WORD = "Rindfleischetikettierungsueberwachung" * 5
ADDRESS = "https://archive.example/cases/2019_list?country=xx&language=en&page=2-3/" + "d" * 120
LONG = f"{WORD} {ADDRESS}"
CAMPAIGN = "campaigns/talks/campaign.yaml"
STYLE = "templates/letter.css"
PACKAGED = (packaged("templates") / "letter.css").read_text(encoding="utf-8")


def long_everywhere(small: Small, columns: int, addresses: str, paper: str) -> lt.Letter:
    """A letter with such words in every part of it."""
    small.change("seeds/addresses/minister.yaml", "office: ", f"office: {LONG} ")
    small.change("seeds/addresses/minister.yaml", "  - Washington", f"  - {LONG}\n  - Washington")
    small.change("seeds/addresses/minister.yaml", "name: Ada", f"name: Ada {WORD}")
    small.change("seeds/addresses/minister.yaml", "salutation: ", f"salutation: {WORD} ")
    small.change("seeds/organisations/rights-now.yaml", "name: Rights", f"name: {LONG} Rights")
    small.change("seeds/organisations/rights-now.yaml", "title: ", f"title: {LONG} ")
    text = "".join(
        f"  {line}\n" for line in (f"> {LONG}", "", "# Heading", "", f"- {LONG}", f"  - {LONG}")
    )
    small.change(
        "seeds/framing/opening.yaml", "  we write to you.\n", f"  write {LONG} to you.\n\n{text}"
    )
    small.change("seeds/framing/opening.yaml", "# Heading", f"# Heading {LONG}")
    small.change("seeds/issues/release.yaml", "title: ", f"title: {WORD} ")
    small.change("seeds/people/jane-doe.yaml", "described_as: ", f"described_as: {LONG} ")
    small.change("seeds/signatures/joint.yaml", "title: Joint\n", f"title: Joint\ncolumns: {columns}\n")
    small.change(
        CAMPAIGN,
        "date:",
        f"subject: {LONG}\nclose: {WORD}\ncc: [{WORD}]\npaper: {paper}\naddresses: {addresses}\ndate:",
    )
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    return letter


@pytest.mark.parametrize(
    ("columns", "addresses", "paper"),
    [(1, "stacked", "letter"), (2, "side-by-side", "a4"), (3, "side-by-side", "letter")],
)
def test_long_words_break_in_every_part_of_a_letter(
    small: Small, columns: int, addresses: str, paper: str
) -> None:
    letter = long_everywhere(small, columns, addresses, paper)
    laid = pdf.lay_out(released(letter), assets_of(small.workspace))
    assert laid.findings == ()
    content, problems = pdf.finish(laid)
    assert problems == []
    printed = "".join("".join(pages(content or b"")).split())
    assert "\u200b" not in printed
    # The end of each is there as often as the letter has it: nothing was cut off.
    words = "".join(_texts(letter))
    assert printed.count("d" * 20) >= words.count("d" * 120)


def test_a_linked_address_breaks_after_its_marks(small: Small) -> None:
    address = "https://archive.example/" + "prisoner-of-conscience/" * 12
    small.change("seeds/framing/opening.yaml", "  we write to you.\n", f"  we write {address} to you.\n")
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    lines = pdf.lay_out(released(letter), assets_of(small.workspace)).lines
    parts = [line.text for line in lines if "conscience" in line.text]
    assert len(parts) > 2
    assert all(line.endswith(("/", "-")) for line in parts[:-1]), parts


def _texts(node: lt.Node) -> Iterator[str]:
    return (child.text for child in lt.walk(node) if isinstance(child, lt.Text | lt.Line))


def test_long_words_break_in_a_press_release(starter: Small) -> None:
    library = Library(starter.workspace, "2013-visit")
    tree = check_document(library, "2013-visit", "press-release").tree
    assert isinstance(tree, lt.PressRelease)
    headline = lt.Line(tree.headline.origin, f"{tree.headline.text} {LONG}")
    reading = lt.Reading(tree.origin, ADDRESS, ADDRESS)
    tree = replace(tree, headline=headline, issuer=LONG, learn_more=(reading,))
    assert pdf.lay_out(released(tree), assets_of(starter.workspace)).findings == ()


def test_what_a_style_keeps_from_breaking_is_told_at_its_line(letterkit: Letterkit, small: Small) -> None:
    """A draft prints it; a final is not made, and a campaign not brought to its end."""
    unbroken(small)
    small.change("seeds/framing/opening.yaml", "  we write", f"  we {'x' * 120} write")
    finding = ("LK510", "seeds/framing/opening.yaml:3:1")
    draft = letterkit("render", "talks")
    assert draft.findings == [finding]
    assert (small.root / "campaigns/talks/out/letter.pdf").exists()
    assert "a line on page 1 is" in draft.err
    assert f"mm outside its place: '…{'x' * 40}'" in draft.words
    assert letterkit.refuses("render", "talks", "--final").findings == [finding]
    assert letterkit.refuses("finalize", "talks").findings == [finding]


def test_check_looks_at_the_pages_of_a_workspace_with_looks_of_its_own(small: Small) -> None:
    """The place is the line of the address, and not the holder to whom it is sent."""
    small.change("seeds/addresses/minister.yaml", "1 Main Street", f"1 {'z' * 120} Street")
    assert findings_on_pages(small.workspace, "talks") == []
    unbroken(small)
    (found,) = findings_on_pages(small.workspace, "talks")
    assert (found.code, str(found.location)) == ("LK510", "seeds/addresses/minister.yaml:4:1")


def test_a_word_that_reaches_into_the_next_column_is_outside_its_own(small: Small) -> None:
    unbroken(small)
    small.change("seeds/addresses/minister.yaml", "office: ", f"office: {'y' * 90} ")
    letter, _ = small.assemble()
    assert letter is not None
    laid = pdf.lay_out(released(letter), assets_of(small.workspace))
    assert [(f.code, str(f.location)) for f in laid.findings] == [
        ("LK510", "seeds/addresses/minister.yaml:11:1")
    ]


@pytest.mark.parametrize(
    ("style", "stray"),
    [
        # Where a fax machine prints; beside its box; off the paper; outside the page's text.
        ("@page :first { @top-left { content: 'A\\A A\\A A\\A A\\A A'; white-space: pre } }", "A"),
        (f"@page :first {{ @top-right {{ content: '{'W' * 90}' }} }}", "W" * 90),
        (".date { position: absolute; top: -2in }", "April 20, 2020"),
        (".close { margin-left: -2in }", "Respectfully,"),
        (".salutation { margin-bottom: -30in; padding-top: 30in }", "Dear Minister Lovelace,"),
    ],
)
def test_what_stands_off_the_page_is_told(small: Small, style: str, stray: str) -> None:
    unbroken(small, style)
    letter, _ = small.assemble()
    assert letter is not None
    document = pdf.lay_out(released(letter), assets_of(small.workspace)).document
    assert document is not None
    assert {found.line.text.replace("\u00a0", " ") for found in stray_lines(document)} == {stray}


def unbroken(small: Small, more: str = "") -> None:
    """Give the workspace a style sheet of its own, in which no word breaks."""
    small.write(STYLE, f"{PACKAGED}\nhtml {{ overflow-wrap: normal }}\n{more}\n")
