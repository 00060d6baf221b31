"""Times the comparison of two letters of about 40 pages, without reading or rendering them.

A page is 430 words. Between the two sides words are replaced throughout, and paragraphs and asks change
places. Ten times the pages are to take about ten times as long, and texts of which every word is like
every other no longer than letters do. Each time is the median of some rounds in this process.
"""

from __future__ import annotations

import random
import statistics
import time

from letterkit import letter as lt
from letterkit.changes import Version
from letterkit.redline import redline
from letterkit.redline.words import marked
from letterkit.values import replace

PAGES, WORDS_OF_A_PAGE = 40, 430
ROUNDS = 5
_HERE = lt.Origin("bench.yaml", 1, 1)


def letter(pages: int, seed: int = 1) -> lt.Letter:
    """A letter of so many pages, of asks of four paragraphs each; the same seed gives the same."""
    chance = random.Random(seed)  # noqa: S311
    vocabulary = ["the", "of", "and", "to", "in", "that"] + [f"word{i}" for i in range(3_000)]
    weights = [60, 40, 35, 30, 25, 15] + [1] * 3_000

    def paragraph() -> lt.Paragraph:
        words = " ".join(chance.choices(vocabulary, weights, k=90))
        return lt.Paragraph(_HERE, (lt.Text(_HERE, f"{words}."),))

    asks = tuple(
        lt.Ask(_HERE, f"issues/i{i}", f"t{i}", f"Ask {i}", "Ask", tuple(paragraph() for _ in range(4)))
        for i in range(pages * WORDS_OF_A_PAGE // 360)
    )
    line = lt.Line(_HERE, "A line")
    return lt.Letter(
        *(_HERE, "A letter", "A coalition", (), "en-US"),
        paper="letter",
        addresses="stacked",
        dialogue="talks",
        campaign="talks",
        letterhead=lt.Letterhead(_HERE, None, (), ()),
        date=lt.DateLine(_HERE, "2020-01", "January 2020"),
        addressees=(),
        running_head="Talks",
        reference=line,
        salutation=line,
        body=(lt.Asks(_HERE, "numbered", asks),),
        close=line,
        signatures=lt.SignatureBlock(_HERE, "signatures/joint", 2, ()),
        enclosures=(),
        cc=(),
    )


def rewritten(before: lt.Letter, part: float, seed: int = 2) -> lt.Letter:
    """The letter with that part of its words replaced, and its asks and paragraphs shuffled a little."""
    chance = random.Random(seed)  # noqa: S311

    def words(paragraph: lt.Paragraph) -> lt.Paragraph:
        text = lt.plain_text(paragraph).split(" ")
        text = [f"new{chance.randrange(500)}" if chance.random() < part else word for word in text]
        return replace(paragraph, children=(lt.Text(_HERE, " ".join(text)),))

    (asks,) = before.body
    assert isinstance(asks, lt.Asks)
    items = list(asks.items)
    for _ in range(len(items) // 5):
        items.insert(chance.randrange(len(items)), items.pop(chance.randrange(len(items))))
    made = []
    for item in items:
        children = [words(child) for child in item.children if isinstance(child, lt.Paragraph)]
        if chance.random() < 0.3:
            children.insert(0, children.pop())
        made.append(replace(item, children=tuple(children)))
    return replace(before, body=(replace(asks, items=tuple(made)),))


def seconds(old: lt.Letter, new: lt.Letter) -> float:
    """How long one comparison takes."""
    version = Version(None, "talks", "2020-01", "0" * 64)
    began = time.perf_counter()
    redline(old, new, (version, version))
    return time.perf_counter() - began


def long_texts() -> list[tuple[str, str, str]]:
    """Pairs of texts of about 10,000 words that leave a comparison little to hold on to."""
    chance = random.Random(1)  # noqa: S311
    many = [f"word{i}" for i in range(3_000)]

    def some(words: list[str]) -> str:
        return " ".join(chance.choices(words, k=10_000))

    return [
        ("fewer of one word", " word" * 10_000, " word" * 9_000),
        ("one word more", " word" * 10_000, " word" * 3_000 + " other" + " word" * 7_000),
        ("two words swapped", " one two" * 5_000, " two one" * 5_000),
        ("two words at random", some(["one", "two"]), some(["one", "two"])),
        ("words at random", some(many), some(many)),
        ("one character", "刘" * 20_000, "晓" + "刘" * 19_000),
        ("brackets", "(" * 10_000, ")" * 10_000),
    ]


def seconds_of_text(old: str, new: str) -> float:
    """How long the comparison of two lines takes."""
    began = time.perf_counter()
    marked(old, new)
    return time.perf_counter() - began


def main() -> None:
    """Print the medians."""
    old = letter(PAGES)
    for what, new in (
        ("the same letter", old),
        ("every tenth word", rewritten(old, 0.1)),
        ("every third word", rewritten(old, 0.33)),
        ("nearly every word", rewritten(old, 0.9)),
        ("another letter", letter(PAGES, seed=9)),
    ):
        times = [seconds(old, new) for _ in range(ROUNDS)]
        _print(f"{PAGES} pages, {what}", times)
    old = letter(10 * PAGES)
    new = rewritten(old, 0.1)
    _print(f"{10 * PAGES} pages, every tenth word", [seconds(old, new) for _ in range(2)])
    for what, one, two in long_texts():
        _print(f"one line, {what}", [seconds_of_text(one, two) for _ in range(2)])


def _print(what: str, times: list[float]) -> None:
    print(f"{what:<32}{statistics.median(times) * 1000:6.0f} ms")


if __name__ == "__main__":
    main()
