"""Issues that say nearly the same, in any language and script."""

from __future__ import annotations

import random
import re
from difflib import SequenceMatcher
from pathlib import Path

import pytest

from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.models import Issue, Prose
from letterkit.blocks.yaml import parse
from letterkit.letter import Owner
from letterkit.library.alike import MAX_PAIRS, alike
from letterkit.library.index import Block


def issue(name: str, text: str, ask: str = "", **more: object) -> Block[Prose]:
    keys = {"topic": name, "title": name, "ask": ask or f"{name} alone", "text": text, **more}
    document, _ = parse("title: x\n", f"seeds/issues/{name}.yaml")
    assert document is not None
    model = Issue.model_validate(keys)
    return Block(KIND_BY_MODEL[Issue], name, Path(name), model, document, Owner.LIBRARY)


LONG = "Say publicly that the demolition of churches and the pressure on believers must end"


def pairs(*blocks: Block[Prose], least: float = 0.8) -> list[tuple[str, str, float, str]]:
    found, _ = alike(blocks, least)
    return [(each.one, each.other, each.likeness, each.part) for each in found]


def test_texts_and_asks_are_compared_each_for_itself() -> None:
    by_text = issue("a", LONG), issue("b", LONG.replace("churches", "temples"))
    assert pairs(*by_text) == [("issues/a", "issues/b", 0.93, "text")]
    by_ask = issue("a", "Something", LONG), issue("b", "Else at all", LONG)
    assert pairs(*by_ask) == [("issues/a", "issues/b", 1.0, "ask")]


def test_what_differs_is_shown_with_a_few_words_around() -> None:
    found, _ = alike([issue("a", LONG), issue("b", LONG.replace("churches", "temples"))], 0.8)
    assert found[0].differs == "… that the demolition of [-churches-] {+temples+} and the pressure on …"


def test_capitals_accents_and_punctuation_do_not_count() -> None:
    same = issue("a", "Libérez les prisonniers, tous !"), issue("b", "libérez les PRISONNIERS tous")
    assert pairs(*same) == [("issues/a", "issues/b", 1.0, "text")]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("请释放所有因信仰被关押的人", "请释放所有因信仰被拘押的人"),
        ("信仰を理由に拘束された人々を釈放", "信仰を理由に拘禁された人々を釈放"),
        ("ปล่อยตัวนักโทษทางความคิดทุกคน", "ปล่อยตัวนักโทษทางความเชื่อทุกคน"),
    ],
)
def test_scripts_without_spaces_are_compared_by_characters(one: str, other: str) -> None:
    found, _ = alike([issue("a", one), issue("b", other)], 0.8)
    assert 0.8 <= found[0].likeness < 1
    assert not re.search(r"[^\W_a-z…] [^\W_a-z…]", found[0].differs)


def test_languages_are_compared_each_with_itself() -> None:
    german = {"de": {"title": "x", "ask": "Bitte", "text": "Lassen Sie alle Gefangenen sofort frei"}}
    first = issue("a", LONG, translations=german)
    second = issue("b", "Lassen Sie alle Gefangenen heute frei", language="de")
    found, _ = alike([first, second], 0.8)
    assert [(each.language, each.part) for each in found] == [("de", "text")]
    assert pairs(issue("a", LONG), issue("b", LONG, language="de")) == []


def test_editions_of_one_topic_are_marked() -> None:
    found, _ = alike([issue("a", LONG, topic="belief"), issue("b", LONG, topic="belief")], 0.8)
    assert found[0].editions


def test_no_pair_is_missed_that_a_comparison_of_all_finds() -> None:
    rng = random.Random(7)  # noqa: S311  # a sample
    words = [f"w{i}" for i in range(60)]
    texts = [[rng.choice(words) for _ in range(rng.randint(3, 14))] for _ in range(40)]
    texts += [
        [w if rng.random() < 0.8 else rng.choice(words) for w in rng.choice(texts)] for _ in range(40)
    ]
    blocks = [issue(f"n{i}", " ".join(text), f"ask{i}") for i, text in enumerate(texts)]
    for least in (0.5, 0.8):
        everything = {
            (f"issues/n{i}", f"issues/n{j}")
            for i, one in enumerate(texts)
            for j, other in enumerate(texts)
            if i < j and SequenceMatcher(None, one, other, autojunk=False).ratio() >= least
        }
        assert {(one, other) for one, other, _, _ in pairs(*blocks, least=least)} == everything
        assert everything


def test_more_pairs_than_can_be_told_end_the_search() -> None:
    found, are_more = alike([issue(f"n{i}", LONG) for i in range(60)], 0.8)
    assert len(found) == MAX_PAIRS
    assert are_more
