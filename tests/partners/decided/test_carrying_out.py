"""Changes are written where the letter then says just that, and nowhere else."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from conftest import Small, released
from letterkit.foreign.word_changes import By
from letterkit.letter import Letter
from letterkit.partners.decided.carrying_out import Bench
from letterkit.partners.decided.protection import Handling
from letterkit.partners.received.changes import compared
from letterkit.partners.received.record import ReceivedChange
from letterkit.partners.received.sent import paragraphs_sent
from letterkit.partners.received.word import read_word
from letterkit.writers import docx
from partners.answers import answer, places_of, received
from partners.received.editing import ALL, Editor
from writers.docx.test_tracked_changes import NOWHERE

OPENING, OWN = "seeds/framing/opening.yaml", "campaigns/talks/blocks/framing/opening.yaml"
TWO = """\
title: Opening
text: |
  We write to *you*.

  We ask for {{ dialogue.host_city }} to be heard,
  and for more.
"""


def bench(small: Small, *, everywhere: bool = False) -> Bench:
    return Bench(small.workspace, "talks", "letter", everywhere)


def carried(small: Small, old: str, new: str, *, everywhere: bool = False) -> tuple[Handling, Bench]:
    """What becomes of the one change that gives the letter these words for others."""
    (change,) = answer(small, "rights-now", {old: new}).changes
    made = bench(small, everywhere=everywhere)
    return made.carry_out(change).how, made


def written(made: Bench) -> dict[str, str]:
    return {made.workspace.shown(path): text for path, text in made.contents.items()}


def test_words_go_into_the_campaigns_own_copy(small: Small) -> None:
    how, made = carried(small, "we write to you", "we turn to you")
    library = (small.root / OPENING).read_text()
    assert how is Handling.WRITTEN
    assert written(made) == {OWN: library.replace("we write", "we turn")}


def test_or_into_the_library(small: Small) -> None:
    how, made = carried(small, "we write to you", "we turn to you", everywhere=True)
    assert how is Handling.WRITTEN
    assert list(written(made)) == [OPENING]


def test_a_copy_of_its_own_is_told_where_the_library_is_asked_for(small: Small) -> None:
    small.write(OWN, (small.root / OPENING).read_text())
    how, made = carried(small, "we write to you", "we turn to you", everywhere=True)
    assert (how, made.contents) == (Handling.OWN_COPY, {})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("We write to you", "We write", "We write.\n"),
        ("We write to you", "So we write to you", "So we write to *you*.\n"),
        ("We write to you.", "We write to you, all.", "We write to *you*, all.\n"),
        ("heard, and", "heard at last, and", "to be heard at last,\n  and"),
        (" and for more.", " and for more than that.", "  and for more than that.\n"),
        (", and for more", "", "to be heard.\n"),
        ("for more.", "for more & {all}.", "and for more & \\{all\\}.\n"),
        ("and for", "and (for", "  and (for more.\n"),
        ("heard, and", "heard—and", "to be heard—and for"),
        ("heard, and", "heard – and", "to be heard –\n  and for"),
        ("heard, and", "heard; and", "to be heard;\n  and for"),
        ("heard, and", "heard,\nand", "to be heard,\n\n  and for more.\n"),
        ("We write to you.\n", "We write to you.\nWe wait.\n", "*you*.\n\n  We wait.\n\n  We ask"),
        ("We write to you.\n", "", "text: |\n  We ask for {{"),
        ("to you.\nWe ask", "to you. We ask", "We write to *you*. We ask for {{"),
    ],
)
def test_what_is_written(small: Small, old: str, new: str, expected: str) -> None:
    small.write(OPENING, TWO)
    how, made = carried(small, old, new)
    assert how is Handling.WRITTEN
    assert expected in written(made)[OWN]


@pytest.mark.parametrize(
    ("old", "new", "how", "place"),
    [
        ("in Geneva we", "in Bern we", Handling.FIELD, f"{OPENING}:3"),
        ("Jane Doe", "Jane Dow", Handling.FACT, "seeds/people/jane-doe.yaml:1"),
        ("a writer", "a poet", Handling.FACT, "seeds/people/jane-doe.yaml:2"),
        ("1 Main Street", "2 Main Street", Handling.FACT, "seeds/addresses/minister.yaml:4"),
        ("Max Muster", "Mia Muster", Handling.FACT, "seeds/organisations/rights-now.yaml:3"),
        ("April\xa020, 2020", "April\xa021, 2020", Handling.FACT, "campaigns/talks/campaign.yaml:2"),
        ("prison since", "jail since", Handling.ACCOUNT, "seeds/people/jane-doe.yaml:9"),
        ("Respectfully", "Yours", Handling.BY_HAND, "campaigns/talks/campaign.yaml:1"),
        ("we write to you", "we {{ letter.date }} to you", Handling.BY_HAND, f"{OPENING}:4"),
        # Only the letter made again tells that this would print as one mark.
        ("we write to you", "we write ... to you", Handling.BY_HAND, f"{OPENING}:4"),
    ],
)
def test_what_is_not_written_is_told_with_its_place(
    small: Small, old: str, new: str, how: Handling, place: str
) -> None:
    (change,) = answer(small, "rights-now", {old: new}).changes
    made = bench(small)
    found = made.carry_out(change)
    assert (found.how, f"{found.file}:{found.line}") == (how, place)
    assert made.contents == {}


def test_a_persons_account_is_changed_in_the_library_alone(small: Small) -> None:
    how, made = carried(small, "prison since", "jail since", everywhere=True)
    assert (how, list(written(made))) == (Handling.WRITTEN, ["seeds/people/jane-doe.yaml"])


def test_who_takes_out_all_that_a_block_says_takes_out_the_block(small: Small) -> None:
    how, made = carried(small, "Before Bilateral Talks in Geneva we write to you.\n", "")
    assert how is Handling.WRITTEN
    assert "opening" not in written(made)["campaigns/talks/campaign.yaml"]


def test_it_is_found_again_when_the_paragraph_has_changed(small: Small) -> None:
    (change,) = answer(small, "rights-now", {"we write to you": "we turn to you"}).changes
    small.change(OPENING, "Before", "Shortly before")
    assert bench(small).carry_out(change).how is Handling.WRITTEN
    small.change(OPENING, "write", "turn")
    assert bench(small).look(change).how is Handling.SAID
    small.change(OPENING, "we turn to you", "we appeal to all")
    assert bench(small).look(change).how is Handling.GONE


@pytest.fixture(scope="module")
def sent(letter_2016: tuple[Small, Letter]) -> tuple[Small, Letter, bytes]:
    small, letter = letter_2016
    content, _ = docx.write(released(letter), NOWHERE)
    assert content is not None
    return small, letter, content


def edits(sent: tuple[Small, Letter, bytes], seed: int, kinds: tuple[str, ...]) -> list[ReceivedChange]:
    """A partner's random edits of the 2016 letter, as they are received."""
    _, letter, content = sent
    editor = Editor(content, random.Random(seed), tracked=seed % 2 == 0)  # noqa: S311  # edits, no secrets
    editor.work(6, kinds)
    places, texts = places_of(letter), [each.text for each in paragraphs_sent(letter)]
    found = compared(texts, read_word(editor.save(), By("", ""))).changes
    return [received(each, places) for each in found]


def test_of_random_edits_most_are_written_and_none_wrongly(sent: tuple[Small, Letter, bytes]) -> None:
    small, letter, _ = sent
    counted: Counter[Handling] = Counter()
    for seed in range(4):
        made = Bench(small.workspace, "2016-sed", "letter")
        for change in edits(sent, 20_000 + seed, ALL):
            before = [each.words for each in made.paragraphs]
            how = made.carry_out(change).how
            counted[how] += 1
            is_other = [each.words for each in made.paragraphs] != before
            assert is_other == (how is Handling.WRITTEN)
        assert not any(Path(path).is_relative_to(small.root / "seeds") for path in made.contents)
    assert counted[Handling.WRITTEN] >= 0.4 * counted.total()
    assert Handling.SAID not in counted
    assert small.assemble("2016-sed")[0] == letter
