"""Letters of growing length, and what a typographer would find wrong with their pages."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import groupby, pairwise

from letterkit import letter as lt
from letterkit.values import replace
from letterkit.writers.pdf import Laid
from letterkit.writers.pdf.lines import BODY, NOTES, PrintedLine

LETTERS = 60
INCHES_2 = 144.0
LONGEST = 40  # characters: a longer name may end a line before its last word
NAMES = (
    "Liu Xiaobo",
    "Gao Zhisheng",
    "Ngawang Jamyang Tsering",
    "Jean-Claude O’Brien",
    "刘晓波",
    "Hong Kong",
    "Charter 08",
    "U.S.–China Human Rights Dialogue",
    "paras. 3–5",
    "July 9, 2015",
    "Human Rights in China",
    "Independent Federation of Chinese Students",
)
_WORDS = """
we ask that the government of every country in which lawyers, writers and journalists are held
answer for their treatment, and say in public, before and after each meeting, what was raised,
who was named and which replies were given; a promise that nobody can read is no promise at all
"""
# Each name as it would be found if lines ended in it.
_BROKEN = {
    name: re.compile(re.escape(name).replace(r"\ ", "\\s").replace("–", "–\\s?").replace("-", "-\\s?"))
    for name in NAMES
}


def letters(model: lt.Letter) -> Iterator[lt.Letter]:
    """Letters with the parts of `model` whose bodies grow by some three lines each."""
    for number in range(1, LETTERS + 1):
        yield letter(model, number)


def letter(model: lt.Letter, number: int) -> lt.Letter:
    """The letter of that number, the first being 1."""
    return _with(model, _Prose(model.origin, number).body(30 * number))


def with_many_lead_ins(model: lt.Letter, number: int) -> lt.Letter:
    """A letter in which every third line leads in to a list, the more lines before them the higher the
    number.
    """
    prose = _Prose(model.origin, number)
    lists = tuple(prose.cases() for _ in range(20))
    return _with(model, (prose.passage(10 * number), *lists, prose.passage(60)))


def _with(model: lt.Letter, body: tuple[lt.Section, ...]) -> lt.Letter:
    """The letter with another body, and no members in its head, which would be laid out first."""
    head = replace(model.letterhead, members=())
    names = tuple(name.replace("’", "'") for name in NAMES)
    return replace(model, letterhead=head, body=body, names=(*model.names, *names))


class _Prose:
    """Paragraphs whose words are chosen by the number, each on a line of its own of one file."""

    def __init__(self, origin: lt.Origin, number: int) -> None:
        self.chance = random.Random(number)  # noqa: S311  # no secret
        self.origin = origin
        self.line = 100

    def body(self, words: int) -> tuple[lt.Section, ...]:
        """An opening, asks after their lead-in, one with cases, and a last word."""
        opening, asks = words // 3, words - words // 3
        sections: list[lt.Section] = [self.passage(opening), self.passage(12, ":")]
        sections.append(lt.Asks(self.here(), "numbered", tuple(self.asks(asks))))
        return (*sections, self.passage(self.chance.choice((5, 20, 45))))

    def passage(self, words: int, end: str = ".") -> lt.Passage:
        made = []
        while words > 0:
            count = min(words, self.chance.randint(8, 90))
            made.append(self.paragraph(count, end))
            words -= count
        return lt.Passage(self.here(), "framing/made", tuple(made))

    def asks(self, words: int) -> Iterator[lt.Ask]:
        while words > 0:
            count = min(words, self.chance.randint(20, 70))
            words -= count
            children: list[lt.BodyNode | lt.CaseList] = [self.paragraph(count, ".")]
            if count % 3 == 0:
                children.append(self.cases())
            yield lt.Ask(self.here(), "issues/made", "made", "Made", "Made", tuple(children))

    def cases(self) -> lt.CaseList:
        cases = [
            lt.Case(self.here(), (), (), self.paragraph(self.chance.randint(6, 30), ".").children)
            for _ in range(self.chance.randint(2, 4))
        ]
        return lt.CaseList(self.here(), "case-lists/made", (self.paragraph(9, ":"),), tuple(cases), ())

    def paragraph(self, words: int, end: str) -> lt.Paragraph:
        chosen = [self.chance.choice(_WORDS.split()) for _ in range(words)]
        for _ in range(1 + words // 12):
            chosen.insert(self.chance.randrange(len(chosen)), self.chance.choice(NAMES))
        text = " ".join(chosen).rstrip(",;") + end
        origin = self.here()
        return lt.Paragraph(origin, (lt.Text(origin, text),))

    def here(self) -> lt.Origin:
        self.line += 1
        return replace(self.origin, line=self.line)


def breaches(laid: Laid) -> list[str]:
    """What is wrong with the pages, in a few words each."""
    pages = [[line for line in laid.lines if line.page == n] for n in range(1, laid.pages + 1)]
    return [
        *_in_paragraphs(laid),
        *_of_signatures(pages),
        *_of_empty_pages(laid, pages),
        *_of_lead_ins(laid),
    ]


def paragraphs(laid: Laid) -> list[list[PrintedLine]]:
    """The lines of the body, those of one paragraph together."""
    body = [line for line in laid.lines if line.part == BODY]
    return [list(lines) for _, lines in groupby(body, key=lambda line: line.line)]


def _in_paragraphs(laid: Laid) -> Iterator[str]:
    for lines in paragraphs(laid):
        text = "\n".join(line.text for line in lines)
        for name, pattern in _BROKEN.items():
            for match in pattern.finditer(text):
                may_end = len(name) > LONGEST and match[0].rpartition("\n")[2] == name.split()[-1]
                if "\n" in match[0] and not may_end:
                    yield f"name: {name} is broken"
        for one, other in pairwise(lines):
            if one.text.endswith("刘") or other.text.startswith(("晓波", "波")):
                yield "name: 刘晓波 is broken"
        if len(lines) > 1 and len(lines[-1].text) < 9:
            yield f"last line: {lines[-1].text!r}"


def _of_signatures(pages: list[list[PrintedLine]]) -> Iterator[str]:
    for number, lines in enumerate(pages, 1):
        if any(line.part == "signatures" for line in lines):
            of_letter = sum(line.part == BODY for line in lines)
            if of_letter < 2:
                yield f"signatures: {of_letter} lines of the letter on page {number}"


def _of_empty_pages(laid: Laid, pages: list[list[PrintedLine]]) -> Iterator[str]:
    assert laid.document is not None
    for page, lines in zip(laid.document.pages[:-1], pages, strict=False):
        box = page._page_box
        end = 0.75 * (box.content_box_y() + box.height)
        last = max(line.bottom for line in lines if line.part != NOTES)
        if end - last > INCHES_2:
            yield f"empty: {(end - last) / 72:.1f} in at the end of page {lines[0].page}"


def _of_lead_ins(laid: Laid) -> Iterator[str]:
    for one, other in pairwise(paragraphs(laid)):
        if one[-1].text.endswith(":") and one[-1].page != other[0].page:
            yield f"lead-in: {one[-1].text!r} ends page {one[-1].page}"
