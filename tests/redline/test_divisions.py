"""A paragraph that is divided, or two that are joined: one mark at the place, and no word marked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from conftest import released
from documents import from_json
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.changes import Divided, Joined
from letterkit.values import replace
from letterkit.writers import Assets, write
from letterkit.writers.json import to_json
from letterkit.writers.text import WIDTH
from redline.test_compare import MANY, holds
from redline.trees import BODY, marked, some

if TYPE_CHECKING:
    from conftest import Small


def assets_of_nothing() -> Assets:
    """The folders of a writer that asks for none."""
    return Assets((), Path(), Path())


HERE = lt.Origin("seeds/framing/a.yaml", 4, 3)
FIRST = "The court sat for one morning."
SECOND = "Nobody was let in."
THIRD = "The families waited at the gate until dusk."
UNLIKE = "We would also welcome news of the visit promised to us in spring."
ALL = f"{FIRST} {SECOND} {THIRD}"

Body = tuple[lt.BodyNode, ...]


def paragraphs(*texts: str) -> tuple[lt.Paragraph, ...]:
    """A paragraph of each text."""
    return tuple(lt.Paragraph(HERE, (lt.Text(HERE, text),)) for text in texts)


def numbered(*texts: str) -> Body:
    """A numbered list with an item of each text."""
    items = tuple(lt.ListItem(HERE, (paragraph,)) for paragraph in paragraphs(*texts))
    return (lt.List(HERE, True, 1, items),)


def compared(letter: lt.Letter, old: Body, new: Body) -> lt.Letter:
    """The redline of two bodies, after it was found to lead back to both."""
    bodies = [(lt.Passage(HERE, "framing/a", children),) for children in (old, new)]
    return holds(*(replace(letter, body=body) for body in bodies))


def told(tree: lt.Letter) -> list[str]:
    """The list of changes: what each is."""
    assert tree.comparison is not None
    return [change.what for change in tree.comparison.changes]


@pytest.fixture
def letter(letter_2016: tuple[Small, lt.Letter]) -> lt.Letter:
    """Some letter."""
    return letter_2016[1]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (paragraphs(ALL), paragraphs(FIRST, f"{SECOND} {THIRD}"), ["paragraph divided"]),
        (paragraphs(ALL), paragraphs(FIRST, SECOND, THIRD), ["paragraph divided"] * 2),
        (paragraphs(FIRST, SECOND, THIRD), paragraphs(ALL), ["paragraph joined"] * 2),
        (paragraphs(UNLIKE, FIRST, f"{SECOND} {THIRD}"), paragraphs(UNLIKE, ALL), ["paragraph joined"]),
        (
            paragraphs(f"{FIRST} {SECOND}", THIRD),
            paragraphs(FIRST, f"{SECOND} {THIRD}"),
            ["paragraph divided", "paragraph joined"],
        ),
        (numbered(UNLIKE, ALL), numbered(UNLIKE, FIRST, f"{SECOND} {THIRD}"), ["list item divided"]),
        (numbered(f"{FIRST} {SECOND}", THIRD, UNLIKE), numbered(ALL, UNLIKE), ["list item joined"]),
    ],
)
def test_no_word_is_marked(letter: lt.Letter, old: Body, new: Body, changes: list[str]) -> None:
    made = compared(letter, old, new)
    assert told(made) == changes
    assert [words for words in marked(made) if words not in ("+", "-")] == []
    assert from_json(to_json(made)) == made


def test_only_the_words_that_changed_are_marked(letter: lt.Letter) -> None:
    new = paragraphs(FIRST.replace("morning", "evening"), f"{SECOND} {THIRD.replace('dusk', 'dawn')}")
    made = compared(letter, paragraphs(ALL), new)
    assert told(made) == ["words changed", "paragraph divided"]
    assert [words for words in marked(made) if words not in ("+", "-")] == [
        "-morning",
        "+evening",
        "-dusk",
        "+dawn",
    ]


def test_notes_go_with_their_calls(letter: lt.Letter) -> None:
    call = lt.Footnote(HERE, (lt.Text(HERE, "The families' own report, page 12."),))
    began = (lt.Text(HERE, FIRST), call)
    old = (lt.Paragraph(HERE, (*began, lt.Text(HERE, f" {SECOND} {THIRD} It matters."))),)
    new = (lt.Paragraph(HERE, (*began, lt.Text(HERE, f" {SECOND} {THIRD}"))), *paragraphs("It matters."))
    assert told(compared(letter, old, new)) == ["paragraph divided"]
    assert told(compared(letter, new, old)) == ["paragraph joined"]


def test_words_that_changed_where_it_is_divided(letter: lt.Letter) -> None:
    new = paragraphs(FIRST, f"No friend was let in. {THIRD}")
    made = compared(letter, paragraphs(ALL), new)
    assert told(made) == ["words changed", "paragraph divided"]
    assert [words for words in marked(made) if words not in ("+", "-")] == ["-Nobody", "+No friend"]
    (passage,) = made.body
    assert isinstance(passage, lt.Passage)
    kept, begun = passage.children
    assert (kept.change, type(begun.change)) == (None, Divided)
    assert [words for words in marked(begun) if words not in ("+", "-")] == ["-Nobody", "+No friend"]


def test_emphasis_goes_on_over_the_place(letter: lt.Letter) -> None:
    def emphasised(text: str) -> lt.Paragraph:
        return lt.Paragraph(HERE, (lt.Emphasis(HERE, (lt.Text(HERE, text),)),))

    made = compared(letter, (emphasised(ALL),), (emphasised(FIRST), emphasised(f"{SECOND} {THIRD}")))
    assert told(made) == ["paragraph divided"]


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (paragraphs(ALL), paragraphs(ALL, UNLIKE), ["paragraph added"]),
        (paragraphs(ALL), paragraphs(ALL, ALL), ["paragraph added"]),
        (paragraphs(FIRST, ALL), paragraphs(ALL), ["paragraph removed"]),
        (paragraphs(UNLIKE), paragraphs(FIRST, THIRD), ["paragraph added", "paragraph replaced"]),
    ],
)
def test_what_is_not_the_same_text_is_not_divided(
    letter: lt.Letter, old: Body, new: Body, changes: list[str]
) -> None:
    assert sorted(told(compared(letter, old, new))) == changes


def test_beside_a_paragraph_that_moved(letter: lt.Letter) -> None:
    divided, others = (FIRST, f"{SECOND} {THIRD}"), ("We thank you.", "More follows in the annex.")
    made = compared(letter, paragraphs(ALL, *others, UNLIKE), paragraphs(UNLIKE, *divided, *others))
    assert sorted(told(made)) == ["paragraph divided", "paragraph moved"]


def test_the_marks_are_printed(letter: lt.Letter, small: Small) -> None:
    old = (*paragraphs(ALL), *numbered(UNLIKE, FIRST, SECOND, THIRD))
    new = (*paragraphs(FIRST, f"{SECOND} {THIRD}"), *numbered(UNLIKE, f"{FIRST} {SECOND}"))
    made = compared(letter, old, new)
    text, page = (
        (write(form, released(made), assets_of(small.workspace))[0] or b"").decode()
        for form in ("txt", "html")
    )
    body = " ".join(text.partition("=" * WIDTH)[2].split())
    assert f"{FIRST} [¶ divided here, change 1] {SECOND}" in body
    assert f"2. {FIRST} [¶ joined here, change 2] {SECOND}" in body
    # What was removed keeps the number that the old letter prints.
    assert f"[-4.-] [-{THIRD}-]" in body
    assert "<span id=change-1 data-change=1 class=moved>[¶ divided here, change 1]</span></p>" in page
    assert '<li class="joined">' in page


def test_the_types_of_the_changes(letter: lt.Letter) -> None:
    made = compared(letter, numbered(FIRST, SECOND), numbered(f"{FIRST} {SECOND}"))
    changes = [node.change for node in lt.walk(made) if node.change is not None]
    assert Joined(1) in changes


@MANY
@given(some(BODY, 4), some(BODY, 4))
def test_of_any_two_bodies(letter_2016: tuple[Small, lt.Letter], old: Body, new: Body) -> None:
    compared(letter_2016[1], old, new)


# A text in another form


def shown(tree: lt.Letter) -> str:
    """The words that a redline prints in a text file, below its list of changes, in one line."""
    content, problems = write("txt", released(tree), assets_of_nothing())
    assert content is not None
    assert problems == []
    return " ".join(content.decode().rpartition("=" * WIDTH)[2].split())


def bulleted(*texts: str) -> Body:
    """A bulleted list with an item of each text."""
    (made,) = numbered(*texts)
    assert isinstance(made, lt.List)
    return (replace(made, ordered=False),)


def headed(text: str, level: int = 2) -> Body:
    return (lt.Heading(HERE, level, (lt.Text(HERE, text),)),)


def quoted(*texts: str) -> Body:
    return (lt.Quotation(HERE, paragraphs(*texts)),)


FORMS = [
    (paragraphs(ALL), bulleted(FIRST, SECOND, THIRD)),
    (paragraphs(ALL), (*paragraphs(FIRST), *numbered(SECOND, THIRD))),
    (paragraphs(FIRST, SECOND, THIRD), bulleted(FIRST, SECOND, THIRD)),
    (paragraphs(ALL), (*headed(FIRST), *paragraphs(f"{SECOND} {THIRD}"))),
    (paragraphs(FIRST, THIRD), (*headed(FIRST), *paragraphs(THIRD))),
    (paragraphs(THIRD), quoted(THIRD)),
    (quoted(FIRST, SECOND, THIRD), bulleted(f"{FIRST} {SECOND}", THIRD)),
]


@pytest.mark.parametrize(("one", "other"), FORMS)
def test_a_text_in_another_form_is_one_remark(letter: lt.Letter, one: Body, other: Body) -> None:
    for old, new in ((one, other), (other, one)):
        tree = compared(letter, (*paragraphs(UNLIKE), *old), (*paragraphs(UNLIKE), *new))
        assert marked(tree) == []
        (said,) = told(tree)
        assert said.endswith(" set in another form")
        text = shown(tree)
        assert text.count("[set in another form, change 1]") == 1
        there = " ".join(map(lt.running_text, new))
        for part in (FIRST, SECOND, THIRD):
            assert text.count(part) == there.count(part)


def test_words_that_changed_with_the_form_are_marked(letter: lt.Letter) -> None:
    tree = compared(letter, paragraphs(ALL), bulleted(FIRST, "Nobody was ever let in.", THIRD))
    assert told(tree) == ["paragraph set in another form", "words changed"]
    assert marked(tree) == ["+ever"]


def test_a_list_that_is_numbered_now_has_the_same_words(letter: lt.Letter) -> None:
    tree = compared(letter, bulleted("one of it", "two"), numbered("one of it", "two"))
    assert told(tree) == ["style of a list changed"]
    assert marked(tree) == []


def test_another_text_is_no_form_of_one(letter: lt.Letter) -> None:
    tree = compared(letter, paragraphs(FIRST), bulleted(UNLIKE, THIRD))
    assert not any("another form" in said for said in told(tree))


def test_a_note_in_a_text_of_another_form_prints_once(letter: lt.Letter, small: Small) -> None:
    noted = (lt.Text(HERE, THIRD), lt.Footnote(HERE, (lt.Text(HERE, "A source."),), 1, "1"))
    old = (lt.Paragraph(HERE, noted),)
    new = (lt.Quotation(HERE, old),)
    tree = compared(letter, old, new)
    assert [note.label for note in lt.footnotes(tree)] == ["1"]
    content, problems = write("html", released(tree), assets_of(small.workspace))
    assert problems == []
    assert content is not None
    assert content.decode().count('id="note-1"') == 1


@pytest.mark.parametrize(("deed", "back"), [("broken", "joined"), ("joined", "broken")])
def test_a_line_that_ends_otherwise_is_a_remark(letter: lt.Letter, deed: str, back: str) -> None:
    whole = paragraphs(f"{FIRST} {SECOND}")
    parts = (lt.Text(HERE, FIRST), lt.LineBreak(HERE), lt.Text(HERE, SECOND))
    broken = (lt.Paragraph(HERE, parts),)
    tree = compared(letter, *((whole, broken) if deed == "broken" else (broken, whole)))
    text = shown(tree)
    assert f"{FIRST} [line {deed} here, change 1] {SECOND}" in text
    assert back not in text
    assert "[-" not in text + "{+"


def test_the_first_word_after_an_end_has_no_space_before_it(letter: lt.Letter) -> None:
    tree = compared(letter, paragraphs(ALL), paragraphs(FIRST, ALL.replace(f"{FIRST} Nobody", "No one")))
    content, _ = write("txt", released(tree), assets_of_nothing())
    assert content is not None
    assert "\n[-Nobody-]{+No one+} was" in content.decode()
