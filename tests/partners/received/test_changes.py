"""A partner's edits are read back: what, where, in which words, by whom."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from conftest import Small, released
from letterkit.foreign.word_changes import By, Remark
from letterkit.letter import Letter
from letterkit.partners.received.alignment import AnotherTextError
from letterkit.partners.received.changes import TextChange, UnbalancedError, compared
from letterkit.partners.received.sent import paragraphs_sent
from letterkit.partners.received.word import Character, WordFile, identity, read_word
from letterkit.values import replace
from letterkit.writers import docx
from partners.received.editing import ALL, Reader, reader, score
from writers.docx.test_tracked_changes import NOWHERE

STRUCTURE = ("split", "join", "remove", "add", "move")
BREAKS: dict[str, Callable[[TextChange], list[TextChange]]] = {
    "finds nothing": lambda change: [],
    "one paragraph too far": lambda change: [replace(change, paragraph=change.paragraph + 1)],
    "spells what came wrongly": lambda change: [
        replace(change, came_words=tuple(w.replace("e", "x") for w in change.came_words))
    ],
    "names the wrong kind": lambda change: [replace(change, kind="paragraph split")],
    "knows nobody": lambda change: [replace(change, marks=())],
}


@pytest.fixture(scope="module")
def sent(letter_2016: tuple[Small, Letter]) -> tuple[list[str], bytes]:
    """The paragraphs of the 2016 letter, and its Word file."""
    letter = letter_2016[1]
    content, _ = docx.write(released(letter), NOWHERE)
    assert content is not None
    return [each.text for each in paragraphs_sent(letter)], content


def test_a_file_that_nobody_edited_has_no_change(sent: tuple[list[str], bytes]) -> None:
    texts, content = sent
    found = compared(texts, read_word(content, By("", "")))
    assert found.changes == ()
    assert found.counts.sent == found.counts.back > 1000


@pytest.mark.parametrize("tracked", [True, False])
@pytest.mark.parametrize(
    ("files", "edits", "kinds", "least"),
    [(8, 6, ALL, 0.99), (4, 25, ALL, 0.98), (5, 12, STRUCTURE, 0.95)],
    ids=["few", "many", "structure"],
)
def test_edits_are_read(
    files: int,
    edits: int,
    kinds: tuple[str, ...],
    least: float,
    tracked: bool,
    sent: tuple[list[str], bytes],
) -> None:
    assert score(*sent, range(files), edits, tracked=tracked, kinds=kinds) >= least


@pytest.mark.parametrize("broken", BREAKS)
def test_the_score_falls_when_the_reader_is_broken(broken: str, sent: tuple[list[str], bytes]) -> None:
    def read(texts: Sequence[str], data: bytes) -> list[TextChange]:
        return [each for change in reader(texts, data) for each in BREAKS[broken](change)]

    breaking: Reader = read
    assert score(*sent, range(3), 6, tracked=True, read=breaking) < 0.9


def test_the_file_says_which_text_it_has(
    sent: tuple[list[str], bytes], letter_2016: tuple[Small, Letter]
) -> None:
    assert identity(sent[1]) == docx.digest_of(letter_2016[1])


def characters(text: str, came: By | None = None, went: By | None = None) -> list[Character]:
    return [Character(sign, came, went) for sign in text]


def file_of(*parts: list[Character]) -> WordFile:
    return WordFile([each for part in parts for each in part])


ANA = By("Ana", "2016-05-20T10:00:00Z")
TEXTS = ["We urge you to speak in public.", "Ask for the release of all who are held for their words."]


def test_a_change_has_its_words_its_place_and_its_author() -> None:
    file = file_of(
        characters("We urge you to "),
        characters("speak", went=ANA),
        characters("call", came=ANA),
        characters(f" in public.\n{TEXTS[1]}\n"),
    )
    [change] = compared(TEXTS, file).changes
    assert (change.kind, change.paragraph, change.at) == ("words changed", 0, 4)
    assert (change.went, change.came, change.marks) == ("speak", "call", (ANA,))


def test_enter_at_the_end_of_a_paragraph_adds_one() -> None:
    file = file_of(
        characters(TEXTS[0]),
        characters("\nWe thank you for your attention to all of it.", came=ANA),
        characters(f"\n{TEXTS[1]}\n"),
    )
    [change] = compared(TEXTS, file).changes
    assert (change.kind, change.behind) == ("paragraph added", 0)
    assert change.came == "We thank you for your attention to all of it."


def test_a_file_with_another_text_is_refused() -> None:
    with pytest.raises(AnotherTextError):
        compared(TEXTS, file_of(characters("Dear all, the minutes of Monday are attached below.\n")))


def test_an_account_that_does_not_balance_is_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letterkit.partners.received.changes._whole", lambda come, final: {*come[:-2]})
    with pytest.raises(UnbalancedError):
        compared(
            TEXTS, file_of(characters(f"{TEXTS[0]}\nOne more that is new here, to all.\n{TEXTS[1]}\n"))
        )


def test_a_comment_stands_at_its_paragraph_and_its_answer_there_too() -> None:
    file = file_of(characters(f"{TEXTS[0]}\n{TEXTS[1]}\n"))
    start = len(TEXTS[0]) + 1 + TEXTS[1].index("release")
    file.remarks["0"] = Remark(By("Ana", ""), "Which ones?", start=start, end=start + len("release"))
    file.remarks["1"] = Remark(By("Ben", ""), "Those of the annex.", answers="0")
    file.remarks["2"] = Remark(By("Ben", ""), "On nothing.")
    found = [(each.number, each.paragraph, each.words) for each in compared(TEXTS, file).remarks]
    assert found == [("0", 1, "release"), ("1", 1, "release"), ("2", None, "")]
