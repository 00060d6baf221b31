"""Times the comparison of two letters of about 40 pages, without reading or rendering them.

A page is 430 words. Between the two sides words are replaced throughout, and paragraphs and asks change
places. Each time is the median of some rounds in this process.
"""

from __future__ import annotations

import random
import statistics
import time
from dataclasses import replace

from letterkit import letter as lt
from letterkit.changes import Version
from letterkit.redline import redline

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
        print(f"{PAGES} pages, {what:<18} {statistics.median(times) * 1000:6.0f} ms")


if __name__ == "__main__":
    main()
