"""Two lines compared: sensible groups, and whole words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterkit.redline.words import groups, marked, tokens


def shown(old: str, new: str) -> str:
    """The comparison as the text writer would mark it."""
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}"}
    return "".join(marks[kind].format(text) for kind, text in marked(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Dear Secretary Kerry,", "Dear Secretary Tillerson,", "Dear Secretary [-Kerry-]{+Tillerson+},"),
        ("one two three", "one three", "one[- two-] three"),
        ("one three", "one two three", "one{+ two+} three"),
        ("A, B.", "A, C, B.", "A,{+ C,+} B."),
        ("the same", "the same", "the same"),
        ("", "new", "{+new+}"),
        ("old", "", "[-old-]"),
        ("", "", ""),
        # never letters: a word is one, with its apostrophe, its hyphen, its accent
        ("detained", "detain", "[-detained-]{+detain+}"),
        ("China’s law", "China law", "[-China’s-]{+China+} law"),
        ("a people-to-people programme", "a people-based programme",
         "a [-people-to-people-]{+people-based+} programme"),
        ("the café", "the cafe\u0301", "the [-café-]{+cafe\u0301+}"),
        ("10,000 held", "12,000 held", "[-10,000-]{+12,000+} held"),
        ("हिन्दी", "हिन्दु", "[-हिन्दी-]{+हिन्दु+}"),
        # a lone small word between two changes goes with them
        ("state in public, and in strong terms", "say publicly, and in the strongest terms",
         "[-state in public, and in strong-]{+say publicly, and in the strongest+} terms"),
        # two sentences that share their small words only are two sentences
        ("The cat sat on the mat of the house by the river.",
         "Forty prisoners of the camp were released on the day before.",
         ("[-The cat sat on the mat of the house by the river.-]"
         "{+Forty prisoners of the camp were released on the day before.+}")),
        # scripts without spaces go by characters, and in groups too
        ("立即释放刘晓波先生", "立即释放李和平先生", "立即释放[-刘晓波-]{+李和平+}先生"),
        # a moved full stop is no reason to mark the sentence
        ("We ask you to act.", "We ask you to act now.", "We ask you to act{+ now+}."),
    ],
)  # fmt: skip
def test_groups_that_a_reader_takes_in(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


TEXT = st.text("ab cd,.’-刘é\u0301\u00a0🙂\u200d\n", max_size=40)


@given(TEXT, TEXT)
def test_the_parts_make_both_texts(old: str, new: str) -> None:
    parts = marked(old, new)
    assert "".join(text for kind, text in parts if kind != "inserted") == old
    assert "".join(text for kind, text in parts if kind != "deleted") == new
    assert all(text for _, text in parts)


@given(TEXT, TEXT)
def test_no_word_is_ever_split(old: str, new: str) -> None:
    for text, left_out in ((old, "inserted"), (new, "deleted")):
        edges = {0, *(edge for token in tokens(text) for edge in (token.space, token.start, token.end))}
        at = 0
        for kind, part in marked(old, new):
            if kind != left_out:
                assert at in edges
                at += len(part)


def test_every_token_is_in_one_group() -> None:
    old, new = tokens("a b c d e"), tokens("a x c y e")
    found = groups(old, new)
    assert [i for group in found for i in group.old] == list(range(len(old)))
    assert [j for group in found for j in group.new] == list(range(len(new)))


def _random(words: list[str], seed: int) -> str:
    return " ".join(random.Random(seed).choices(words, k=10_000))  # noqa: S311


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (" word" * 10_000, " word" * 9_000),
        (" word" * 10_000, " word" * 3_000 + " other" + " word" * 7_000),
        (" one two" * 5_000, " two one" * 5_000),
        (_random(["one", "two"], 1), _random(["one", "two"], 2)),
        (_random([f"word{i}" for i in range(3_000)], 1), _random([f"word{i}" for i in range(3_000)], 2)),
        ("刘" * 20_000, "晓" + "刘" * 19_000),
        ("(" * 10_000, ")" * 10_000),
    ],
    ids=["fewer", "one-more", "swapped", "two-words", "many-words", "characters", "marks"],
)
def test_no_long_text_loses_a_word(old: str, new: str) -> None:
    """How long they take is measured in bench/redline_speed.py."""
    parts = marked(old, new)
    assert "".join(text for kind, text in parts if kind != "inserted") == old
    assert "".join(text for kind, text in parts if kind != "deleted") == new
