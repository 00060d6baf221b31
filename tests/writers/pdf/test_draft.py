"""The review draft: numbers, names, band and foot beside the letter, none of them in its way."""

from __future__ import annotations

import io
import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2
import pytest

from conftest import Small, released
from geometry import Character, characters, runs
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.checks import check_document
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.letter.agreed import agreed
from letterkit.library.index import Library
from letterkit.values import replace
from letterkit.writers import pdf
from letterkit.writers.pdf import Review
from letterkit.writers.pdf.inspection import inspect
from letterkit.writers.pdf.lines import PrintedLine
from writers.pdf.samples import pages, with_many_kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

REVISION, DATE = "v2-3-g1a2b3c4+", "2016-05-20"


def draft_of(tree: lt.Document, small: Small, findings: Sequence[Diagnostic] = ()) -> bytes:
    """The document as a review draft, whose findings tell of their files as it does."""
    document = released(tree)
    laid = pdf.lay_out(document, assets_of(small.workspace))
    content, problems = pdf.finish(laid, Review([*map(document.shown, findings)], REVISION, DATE))
    assert problems == []
    return content or b""


def clean_of(tree: lt.Document, small: Small) -> bytes:
    """The document without a draft's marks."""
    content, problems = pdf.write(released(tree), assets_of(small.workspace))
    assert problems == []
    return content or b""


def sheets(content: bytes) -> int:
    """How many pages of review sheet there are."""
    return sum("review sheet" in text for text in pages(content))


def letter_and_marks(draft: bytes, clean: bytes) -> tuple[list[Character], list[Character]]:
    """The characters of the draft's letter, and those printed over it; the letter's are the clean ones.

    Pages count as in the letter. What is printed over a page comes after its own text.
    """
    first = sheets(draft)
    letter: list[Character] = []
    marks: list[Character] = []
    printed = [replace(c, page=c.page - first) for c in characters(draft) if c.page > first]
    whole = characters(clean)
    assert {c.page for c in printed} == {c.page for c in whole}
    for page in {c.page for c in whole}:
        count = sum(c.page == page for c in whole)
        on_page = [c for c in printed if c.page == page]
        letter += on_page[:count]
        marks += on_page[count:]
    return letter, marks


def places(found: Sequence[Character]) -> list[tuple[object, ...]]:
    """What is printed and where, to a hundredth of a point."""
    return [(c.page, c.text, round(c.x, 2), round(c.baseline, 2)) for c in found]


def long_names(small: Small) -> lt.Letter:
    """A letter of many short asks whose blocks have names as long as a name may be."""
    names = [
        f"{'a-very-long-name-of-a-counterrevolutionary-issue-' * 2}"[:74] + f"-x{n}" for n in range(30)
    ]
    for name in names:
        text = f"topic: {name}\ntitle: Title\nask: Ask for this\ntext: |\n  Ask for this.\n"
        small.write(f"seeds/issues/{name}.yaml", text)
    small.change("campaigns/talks/campaign.yaml", "asks: [release]", f"asks: [{', '.join(names)}]")
    letter, problems = small.assemble()
    assert problems == []
    assert letter is not None
    return letter


Kinds = {
    "nested lists": with_many_kinds,
    "long names": long_names,
}


@pytest.fixture(scope="session", params=["letter", "a4"])
def both_2016(
    request: pytest.FixtureRequest, letter_2016: tuple[Small, lt.Letter]
) -> tuple[bytes, bytes, tuple[PrintedLine, ...]]:
    """The 2016 letter as draft and clean, on either paper, and its printed lines."""
    small, letter = letter_2016
    tree = replace(letter, paper=request.param)
    lines = pdf.lay_out(released(tree), assets_of(small.workspace)).lines
    return draft_of(tree, small), clean_of(tree, small), lines


# The numbers


def baselines(found: Sequence[Character], page: int) -> list[float]:
    """The baselines of what is printed on a page, from the top; those within half a point are one."""
    sorted_ = sorted(c.baseline for c in found if c.page == page)
    return [b for before, b in pairwise([-1.0, *sorted_]) if b - before > 0.5]


def numbers(marks: Sequence[Character], page: int) -> dict[float, int]:
    """The numbers in the left margin of a page, by their baseline."""
    left = runs([c for c in marks if c.page == page and c.right < 80])
    return {first.baseline: int(text) for first, text in left if text.isdigit()}


def test_each_printed_line_of_the_body_has_its_number_beside_it(
    both_2016: tuple[bytes, bytes, tuple[PrintedLine, ...]],
) -> None:
    """Counted in the text layer alone: from the salutation to the close, pages with lists."""
    draft, clean, _ = both_2016
    letter, marks = letter_and_marks(draft, clean)
    texts = {(c.page, c.baseline): text for c, text in runs(letter) if c.x < 120}
    assert max(page for page, _ in texts) >= 3
    salutation = next(place for place, text in texts.items() if text.startswith("Dear Secretary"))
    close = next(place for place, text in texts.items() if text.startswith("Respectfully"))
    for page in range(1, 5):
        printed = [b for b in baselines(letter, page) if salutation < (page, b) < close]
        body = printed if page == 1 else [b for b in printed if b > 70]  # below the running head
        beside = numbers(marks, page)
        assert list(beside.values()) == list(range(1, len(body) + 1))
        assert list(beside) == pytest.approx(body, abs=0.02)


@pytest.mark.parametrize("make", Kinds.values(), ids=Kinds)
def test_the_numbers_are_those_of_the_printed_lines(small: Small, make: Callable[..., lt.Letter]) -> None:
    tree = make(small)
    _, marks = letter_and_marks(draft_of(tree, small), clean_of(tree, small))
    lines = [
        line for line in pdf.lay_out(released(tree), assets_of(small.workspace)).lines if line.number
    ]
    for page in {line.page for line in lines}:
        expected = {line.baseline: line.number for line in lines if line.page == page}
        beside = numbers(marks, page)
        assert list(beside.values()) == list(expected.values())
        assert list(beside) == pytest.approx(list(expected), abs=0.02)


def test_columns_in_the_body_have_one_number(small: Small) -> None:
    """A workspace's template may set the body in columns."""
    small.write("templates/letter.css", "main section p { columns: 2 }\n" + _css())
    letter, _ = small.assemble()
    assert letter is not None
    _, marks = letter_and_marks(draft_of(letter, small), clean_of(letter, small))
    beside = numbers(marks, 1)
    assert list(beside.values()) == list(range(1, len(beside) + 1))
    assert list(beside) == sorted(beside)


def _css() -> str:
    from letterkit.library.workspace import packaged

    return (packaged("templates") / "letter.css").read_text(encoding="utf-8")


# The letter stays as it is


def test_the_draft_breaks_lines_and_pages_as_the_clean_letter(
    both_2016: tuple[bytes, bytes, tuple[PrintedLine, ...]],
) -> None:
    draft, clean, lines = both_2016
    letter, _ = letter_and_marks(draft, clean)
    assert places(letter) == places(characters(clean))
    # And both are as the laid-out lines are.
    found = {(c.page, round(c.baseline)) for c in letter}
    assert {(line.page, round(line.baseline)) for line in lines} <= found


@pytest.mark.parametrize("make", Kinds.values(), ids=Kinds)
def test_no_other_letter_moves_either(small: Small, make: Callable[..., lt.Letter]) -> None:
    tree = make(small)
    clean = clean_of(tree, small)
    letter, _ = letter_and_marks(draft_of(tree, small), clean)
    assert places(letter) == places(characters(clean))


def test_a_clean_copy_has_nothing_of_a_draft(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    clean = clean_of(letter, small)
    text = "\n".join(pages(clean))
    for word in ("DRAFT", "Review sheet", "issues/", agreed(letter).digest[:8]):
        assert word not in text
    with pikepdf.open(io.BytesIO(clean)) as document:
        assert "/PageLabels" not in document.Root
        with document.open_outline() as outline:
            assert [item.title.split()[0] for item in outline.root] == ["Re:"]


# Nothing is in the way of anything


def assert_clear(draft: bytes, clean: bytes) -> None:
    """No mark meets the letter's text or another mark, and none comes near the paper's edge."""
    letter, marks = letter_and_marks(draft, clean)
    for page_number, page in enumerate(list(pypdfium2.PdfDocument(clean)), 1):
        width, height = page.get_size()
        text = [c for c in letter if c.page == page_number]
        over = [c for c in marks if c.page == page_number]
        assert over
        assert not [(a.text, b.text) for a in over for b in text if a.overlaps(b, 0)]
        # The letters of a ligature share its ink.
        apart = combinations(enumerate(over), 2)
        assert not [(a, b) for (i, a), (j, b) in apart if j - i > 2 and a.overlaps(b)]
        assert min(c.left for c in over) >= 10
        assert max(c.right for c in over) <= width - 10
        assert min(c.top for c in over) >= 10
        assert max(c.bottom for c in over) <= height - 10


def test_the_margins_are_clear_of_the_text(
    both_2016: tuple[bytes, bytes, tuple[PrintedLine, ...]],
) -> None:
    assert_clear(*both_2016[:2])


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("make", Kinds.values(), ids=Kinds)
def test_the_margins_of_other_letters_are_clear_too(
    small: Small, make: Callable[..., lt.Letter], paper: Any
) -> None:
    tree = replace(make(small), paper=paper)
    assert_clear(draft_of(tree, small), clean_of(tree, small))


def test_a_press_release_gets_the_same(starter: Small) -> None:
    library = Library(starter.workspace, "2013-visit")
    tree = check_document(library, "2013-visit", "press-release").tree
    assert tree is not None
    draft, clean = draft_of(tree, starter), clean_of(tree, starter)
    assert_clear(draft, clean)
    _, marks = letter_and_marks(draft, clean)
    assert list(numbers(marks, 1).values()) == list(range(1, 32))
    assert "quotations/kramer-first-trip" in names(marks, 1)


def test_long_words_and_foot_lines_of_a_template_are_kept_clear(small: Small) -> None:
    """A word that reaches into the margin, and a page number at the foot."""
    small.write(
        "templates/letter.css",
        _css()
        + "html { overflow-wrap: normal }"
        + '@page { @bottom-center { content: "page " counter(page); padding-top: 24pt } }',
    )
    small.change("seeds/issues/release.yaml", "Ask for", f"{'x' * 90} Ask for")
    letter, _ = small.assemble()
    assert letter is not None
    draft, clean = draft_of(letter, small), clean_of(letter, small)
    assert max(c.right for c in characters(clean)) > 540
    assert_clear(draft, clean)


# The names


def names(marks: Sequence[Character], page: int) -> str:
    """What stands in the margins of a page, without the ends of rows."""
    return "".join(text for _, text in runs([c for c in marks if c.page == page]))


def test_each_block_has_its_name_beside_its_first_line_on_each_page(
    both_2016: tuple[bytes, bytes, tuple[PrintedLine, ...]],
) -> None:
    draft, clean, lines = both_2016
    _, marks = letter_and_marks(draft, clean)
    begun = [(line.page, line.block, line) for line in lines if line.block]
    first = {(page, block): line for page, block, line in reversed(begun)}
    assert len(first) > 15
    for (page, block), line in first.items():
        assert block in names(marks, page)
        kind = block.partition("/")[0]
        beside = [c for c, text in runs(marks) if c.page == page and text.startswith(kind)]
        assert min(abs(c.baseline - line.baseline) for c in beside) < 0.02


def test_addresses_side_by_side_have_their_names_on_their_own_sides(
    both_2016: tuple[bytes, bytes, tuple[PrintedLine, ...]],
) -> None:
    draft, clean, _ = both_2016
    _, marks = letter_and_marks(draft, clean)
    kinds = [c for c, text in runs(marks) if text == "addresses/"]
    assert [c.x < 80 for c in kinds] == [True, False]
    assert kinds[0].baseline == kinds[1].baseline


def test_the_longest_names_are_whole_and_legible(small: Small) -> None:
    tree = long_names(small)
    _, marks = letter_and_marks(draft_of(tree, small), clean_of(tree, small))
    blocks = {section.block for part in tree.body for section in getattr(part, "items", ())}
    assert len(blocks) == 30
    for block in blocks:
        assert any(block in names(marks, page) for page in {c.page for c in marks})
    heights = [c.bottom - c.top for c in marks if c.text == "i" and c.x > 500]
    assert min(heights) > 2


# Band, foot, outline, sheet


def test_every_page_says_that_it_is_a_draft_and_which(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    foot = f"revision {REVISION} · text {agreed(letter).digest[:8]} · {DATE}"
    texts = pages(draft_of(letter, small))
    assert len(texts) == 5
    for number, text in enumerate(texts):
        assert "DRAFT" in text
        assert foot in text
        assert (f"page {number} of 4" if number else "review sheet") in text


def test_outside_git_the_foot_has_the_letters_own_date(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    content, _ = pdf.finish(pdf.lay_out(released(letter), assets_of(small.workspace)), Review())
    text = pages(content or b"")[1]
    assert f"\ntext {agreed(letter).digest[:8]} · June 2016" in text
    assert "revision" not in text


def test_a_revision_in_another_script_does_not_stop_the_draft(small: Small) -> None:
    letter, _ = small.assemble()
    assert letter is not None
    laid = pdf.lay_out(released(letter), assets_of(small.workspace))
    content, problems = pdf.finish(laid, Review((), "草案-3"))
    assert problems == []
    assert "revision ??-3 ·" in pages(content or b"")[0]


def test_the_outline_leads_to_every_block(
    both_2016: tuple[bytes, bytes, tuple[PrintedLine, ...]],
) -> None:
    draft, _, lines = both_2016
    firsts: dict[str, PrintedLine] = {}
    for line in lines:
        if line.block:
            firsts.setdefault(line.block, line)
    with pikepdf.open(io.BytesIO(draft)) as document, document.open_outline() as outline:
        entries = [item for item in outline.root if not item.title.startswith("page ")]
        first, *others = [item for item in entries if item.title not in _HEADINGS]
        assert first.title == "Review sheet: no problems found"
        assert [item.title for item in others] == list(firsts)
        for item in others:
            destination: Any = item.destination
            page: Any = pikepdf.Page(destination[0])
            line = firsts[item.title]
            assert page.index == line.page
            top = float(page.mediabox[3]) - float(destination[3])
            assert top == pytest.approx(line.top, abs=0.02)


_HEADINGS = ("Where the lines come from", "What the checks found")


def test_pages_are_counted_as_the_letter_counts_them(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    document: Any = pypdfium2.PdfDocument(draft_of(letter, small))
    assert [document.get_page_label(i) for i in range(5)] == ["i", "1", "2", "3", "4"]


def test_the_sheet_leads_from_a_line_to_its_file(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    draft = draft_of(letter, small)
    rows: dict[float, str] = {}
    for first, text in runs([c for c in characters(draft) if c.page == 1]):
        rows[first.baseline] = f"{rows.get(first.baseline, '')} {text}".strip()
    assert "guo-feixiong" not in " ".join(rows.values())
    assert (
        "page 2, lines 6–10 issues/civil-society-meetings seeds/issues/civil-society-meetings.yaml:6"
        in rows.values()
    )
    # A person's file is not named: the entry that asks for the person leads to it.
    assert "page 2, lines 24–26 case-lists/prisoners-2016 seeds/people/1:13," in rows.values()
    assert "listed in seeds/case-lists/prisoners-2016.yaml:4" in rows.values()
    assert "page 1, date campaigns/2016-sed/campaign.yaml:7" in rows.values()
    places_ = [row for row in rows.values() if row.startswith("page ")]
    with pikepdf.open(io.BytesIO(draft)) as document:
        links = [note for note in document.pages[0].Annots if note.Subtype == "/Link"]
        dests = list(document.Root.Names.Dests.Names)
        targets = {str(name): place for name, place in zip(dests[::2], dests[1::2], strict=True)}
        assert len(links) == len(places_)
        asks: Any = pikepdf.Page(targets["page-2-line-6"][0])
        assert asks.index == 2
        assert all(str(link.Dest) in targets for link in links)


def test_every_row_of_the_sheet_is_true(letter_2016: tuple[Small, lt.Letter]) -> None:
    """Together the rows are the body's lines, once each."""
    small, letter = letter_2016
    text = pages(draft_of(letter, small))[0]
    told = [
        (int(page), number)
        for page, first, last in re.findall(r"^page (\d), lines? (\d+)(?:–(\d+))? ", text, re.MULTILINE)
        for number in range(int(first), int(last or first) + 1)
    ]
    lines = pdf.lay_out(released(letter), assets_of(small.workspace)).lines
    assert told == [(line.page, line.number) for line in lines if line.number]


def test_a_template_that_tells_no_places_still_makes_a_draft(small: Small) -> None:
    small.write(
        "templates/letter.html.jinja",
        '<!doctype html><html lang="en"><title>A letter</title><main>{% for section in document.body %}'
        '<section data-block="{{ section.block }}"><p>Some words.</p></section>{% endfor %}</main>',
    )
    small.change("campaigns/talks/campaign.yaml", "  - asks: [release]\n", "")
    letter, _ = small.assemble()
    assert letter is not None
    sheet, page = pages(draft_of(letter, small, [finding("seeds/framing/opening.yaml", 1)]))
    assert "page 1, line 1 framing/opening" in sheet
    assert "Some words." in page


# The findings


def finding(file: str, line: int, severity: Severity = Severity.WARNING) -> Diagnostic:
    """A finding at a place."""
    code = "LK441" if severity is Severity.ERROR else "LK443"
    return Diagnostic(code, f"see {file}", Location(file, line, 7), "ask those who know", severity)


@pytest.mark.parametrize(
    ("file", "line", "place"),
    [
        ("seeds/issues/restrictive-laws.yaml", 6, "page 2, lines 11–18"),
        ("seeds/issues/restrictive-laws.yaml", 1, "page 2, lines 11–18"),
        ("seeds/framing/joint-statement-2016.yaml", 9, "page 1, line 14, to page 2, line 2"),
        ("seeds/framing/joint-statement-2016.yaml", 18, "page 2, lines 3–4"),
        ("seeds/framing/joint-statement-2016.yaml", 21, "page 1, line 14, to page 2, line 4"),
        ("seeds/case-lists/prisoners-2016.yaml", 11, "page 2, lines 31–32"),  # Ilham Tohti
        ("seeds/case-lists/prisoners-2016.yaml", 10, "page 2, lines 27–30"),  # the lawyers
        ("seeds/case-lists/prisoners-2016.yaml", 1, "page 2, line 24, to page 3, line 3"),
        ("seeds/signatures/joint-letter-2016.yaml", 1, "page 4, signatures"),
        ("seeds/addresses/us-secretary-of-state.yaml", 40, "page 1, addressee"),
        ("campaigns/2016-sed/campaign.yaml", 7, "page 1, date"),
        ("campaigns/2016-sed/campaign.yaml", 20, None),
    ],
)
def test_a_finding_says_where_it_is_printed(
    letter_2016: tuple[Small, lt.Letter], file: str, line: int, place: str | None
) -> None:
    small, letter = letter_2016
    text = pages(draft_of(letter, small, [finding(file, line)]))[0].replace("\ufffe", "-")
    assert "Review sheet: 1 warning" in text
    where = f"{file}:{line}:7 · ask those who know"
    assert f"Warning LK443: see {file}\n{f'{place} · ' if place else ''}{where}" in text


@pytest.mark.parametrize(
    ("name", "where"),
    [
        (
            "yang-hua",
            "page 2, line 37 · seeds/people/7:1:7, listed in seeds/case-lists/prisoners-2016.yaml:14",
        ),
        ("jane-doe", "seeds/people:1:7"),  # who is not in the letter
    ],
)
def test_a_finding_in_a_persons_file_does_not_name_the_file(
    letter_2016: tuple[Small, lt.Letter], name: str, where: str
) -> None:
    small, letter = letter_2016
    text = pages(draft_of(letter, small, [finding(f"seeds/people/{name}.yaml", 1)]))[0]
    assert f"Warning LK443: see seeds/people/…\n{where} · ask those who know" in text
    assert name not in text


def test_the_sheet_has_errors_first_and_the_letters_paper(small: Small) -> None:
    small.change("campaigns/talks/campaign.yaml", "date: 2020-04-20\n", "date: 2020-04-20\npaper: a4\n")
    letter, _ = small.assemble()
    assert letter is not None
    many = [finding(f"a{n}.yaml", 1) for n in range(90)]
    content = draft_of(letter, small, [*many, finding("b.yaml", 1, Severity.ERROR)])
    texts = pages(content)
    assert texts[0].index("Error LK441") < texts[0].index("Warning LK443")
    assert sheets(content) > 2
    assert "see a89.yaml" in texts[sheets(content) - 1]
    sizes = {page.get_size() for page in pypdfium2.PdfDocument(content)}
    assert {tuple(round(side) for side in size) for size in sizes} == {(595, 842)}


# Conformance


def test_the_marks_are_artifacts_and_the_file_still_claims_both_standards(
    letter_2016: tuple[Small, lt.Letter], tmp_path: Path
) -> None:
    small, letter = letter_2016
    file = tmp_path / "draft.pdf"
    file.write_bytes(draft_of(letter, small))
    found, _ = inspect(file)
    assert found is not None
    assert found.conformance == ["PDF/A-3a", "PDF/UA-1"]
    with pikepdf.open(file) as document, pikepdf.open(io.BytesIO(clean_of(letter, small))) as clean:
        for page, alone in zip(list(document.pages)[1:], clean.pages, strict=True):
            assert _marked(page) == _marked(alone)


def _marked(page: Any) -> int:
    """How many pieces of a page's content are in the structure tree. Any other text is an artifact."""
    open_: list[str] = []
    tagged = 0
    for instruction in pikepdf.parse_content_stream(page):
        match str(instruction.operator):
            case "BDC":
                open_.append(str(instruction.operands[0]))
                tagged += "/MCID" in instruction.operands[1]
            case "EMC":
                open_.pop()
            case "TJ":
                assert open_, "text that is neither tagged nor an artifact"
    assert open_ == []
    return tagged


def test_a_draft_is_the_same_bytes_each_time(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    assert draft_of(letter, small) == draft_of(letter, small)
