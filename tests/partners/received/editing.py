"""A partner at work: random edits in a Word file, written as Word writes them, tracked or not.

Each is kept as a `Deed`, so that a reader can be held against it. `score` is strict: the kind, the
paragraph, the words and, where it was tracked, the author must be right.
"""

from __future__ import annotations

import copy
import io
import random
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from letterkit.foreign.word_changes import By
from letterkit.partners.received.changes import TextChange, compared
from letterkit.partners.received.sides import END
from letterkit.partners.received.word import read_word
from letterkit.redline.words import tokens
from writers.docx.test_tracked_changes import W

AUTHOR = "Ana Example"
ALL = ("words",) * 6 + ("split", "join", "remove", "add", "move")
_PROSE = ("BodyText", "ListNumber", "ListContinue", "Case")
_NEW = [
    "urgently",
    "credible",
    "independent",
    "lawyers",
    "monitors",
    "counsel",
    "verdict",
    "hearing",
    "observers",
    "decree",
]
_SENTENCE = "We also ask that families be told where their relatives are held"
_NOBODY = By("", "")


@dataclass(frozen=True)
class Deed:
    """An edit of the paragraph with that number; its words afterwards, and where it then stands."""

    kind: str
    number: int
    words: list[str]
    behind: int = -1


@dataclass
class Editor:
    """One person with one program."""

    data: bytes
    rng: random.Random
    tracked: bool
    deeds: list[Deed] = field(default_factory=list)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.root: Any = etree.fromstring(self.parts["word/document.xml"])
        self.paragraphs = [p for p in self.root.iter(f"{W}p") if _text(p).strip()]
        for paragraph in self.paragraphs:
            for run in list(paragraph.iter(f"{W}r")):
                _cut_into_words(run)

    def save(self) -> bytes:
        """The file as it is now."""
        self.parts["word/document.xml"] = etree.tostring(self.root, encoding="UTF-8")
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            for name, content in self.parts.items():
                archive.writestr(name, content)
        return made.getvalue()

    def work(self, edits: int, kinds: Sequence[str]) -> None:
        """So many edits, each in a paragraph of its own."""
        free = [n for n, p in enumerate(self.paragraphs) if _style(p) in _PROSE and len(_runs(p)) > 12]
        for _ in range(edits):
            kind = self.rng.choice(kinds)
            if not free:
                return
            number = free.pop(self.rng.randrange(len(free)))
            getattr(self, f"_{kind}")(number, free)

    # Deeds

    def _words(self, number: int, free: list[int]) -> None:
        runs = _runs(self.paragraphs[number])
        start = self.rng.randrange(0, len(runs) - 8, 2)
        end = start + self.rng.choice((0, 1, 3, 5))
        came = _run(" ".join(self.rng.sample(_NEW, self.rng.randrange(1, 4))) + " " * (end == start))
        runs[start].addprevious(self._around("ins", came))
        for run in runs[start:end]:
            self._take(run)
        self._done("words", number)

    def _split(self, number: int, free: list[int]) -> None:
        paragraph = self.paragraphs[number]
        runs = _runs(paragraph)
        at = self.rng.randrange(4, len(runs) - 4, 2)
        words = [*_words("".join(map(_text, runs[:at]))), END, *_words("".join(map(_text, runs[at:])))]
        second = _new_like(paragraph)
        for each in [e for e in paragraph if e.tag != f"{W}pPr"][at:]:
            second.append(each)
        paragraph.addnext(second)
        self._mark_end(paragraph, "ins")
        self.deeds.append(Deed("split", number, words))

    def _join(self, number: int, free: list[int]) -> None:
        paragraph = self.paragraphs[number]
        following = paragraph.getnext()
        if number + 1 not in free or following is not self.paragraphs[number + 1]:
            return
        free.remove(number + 1)
        words = _words(_text(paragraph) + " " + _text(following))
        paragraph.append(self._around("ins", _run(" ")))
        if self.tracked:
            self._mark_end(paragraph, "del")
        else:
            for each in [e for e in following if e.tag != f"{W}pPr"]:
                paragraph.append(each)
            following.getparent().remove(following)
        self.deeds.append(Deed("join", number, words))

    def _remove(self, number: int, free: list[int]) -> None:
        paragraph = self.paragraphs[number]
        self.deeds.append(Deed("remove", number, _words(_text(paragraph))))
        if self.tracked:
            for run in _runs(paragraph):
                self._take(run)
            self._mark_end(paragraph, "del")
        else:
            paragraph.getparent().remove(paragraph)

    def _add(self, number: int, free: list[int]) -> None:
        paragraph = self.paragraphs[number]
        text = f"{_SENTENCE}, {' '.join(self.rng.sample(_NEW, 6))}."
        new = _new_like(paragraph)
        new.append(self._around("ins", _run(text)))
        # Enter at the end of the paragraph above marks that one's end; before the one below, its own.
        self._mark_end(self.rng.choice((paragraph, new)), "ins")
        paragraph.addnext(new)
        self.deeds.append(Deed("add", number, _words(text)))

    def _move(self, number: int, free: list[int]) -> None:
        targets = [n for n in free if abs(n - number) > 1]
        if not targets:
            return
        target = self.rng.choice(targets)
        free.remove(target)
        paragraph = self.paragraphs[number]
        self.deeds.append(Deed("move", number, _words(_text(paragraph)), target))
        if not self.tracked:
            self.paragraphs[target].addnext(paragraph)
            return
        copied = copy.deepcopy(paragraph)
        went, came = self.rng.choice((("del", "ins"), ("moveFrom", "moveTo")))
        for kind, each in ((went, paragraph), (came, copied)):
            for run in _runs(each):
                around = _mark(kind)
                run.addprevious(around)
                around.append(run)
            self._mark_end(each, kind)
        self.paragraphs[target].addnext(copied)

    # Marks

    def _done(self, kind: str, number: int) -> None:
        self.deeds.append(Deed(kind, number, _words(_text(self.paragraphs[number]))))

    def _around(self, kind: str, run: Any) -> Any:
        if not self.tracked:
            return run
        around = _mark(kind)
        around.append(run)
        return around

    def _take(self, run: Any) -> None:
        if self.tracked:
            around = _mark("del")
            run.addprevious(around)
            around.append(run)
            for text in run.iter(f"{W}t"):
                text.tag = f"{W}delText"
        else:
            run.getparent().remove(run)

    def _mark_end(self, paragraph: Any, kind: str) -> None:
        if self.tracked:
            properties = paragraph.find(f"{W}pPr")
            found = properties.find(f"{W}rPr")
            (etree.SubElement(properties, f"{W}rPr") if found is None else found).append(_mark(kind))


def _mark(kind: str) -> Any:
    made = etree.Element(f"{W}{kind}")
    made.set(f"{W}author", AUTHOR)
    made.set(f"{W}date", "2016-05-20T10:00:00Z")
    return made


def _run(text: str) -> Any:
    made = etree.Element(f"{W}r")
    etree.SubElement(made, f"{W}t").text = text
    return made


def _cut_into_words(run: Any) -> None:
    """A run for each word and for the space behind it, as Word cuts them when somebody types there."""
    texts = run.findall(f"{W}t")
    if len(texts) != 1 or len([e for e in run if e.tag != f"{W}rPr"]) != 1:
        return
    for word in re.findall(r"\S+|\s+", texts[0].text or ""):
        one = copy.deepcopy(run)
        one.find(f"{W}t").text = word
        run.addprevious(one)
    run.getparent().remove(run)


def _new_like(paragraph: Any) -> Any:
    made = etree.Element(f"{W}p")
    made.append(copy.deepcopy(paragraph.find(f"{W}pPr")))
    return made


def _runs(paragraph: Any) -> list[Any]:
    return [r for r in paragraph.findall(f"{W}r") if r.find(f"{W}t") is not None]


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return found.get(f"{W}val") if found is not None else ""


def _text(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def _words(text: str) -> list[str]:
    return [token.text for token in tokens(text) if token.text]


# How right a reader is

Reader = Callable[[Sequence[str], bytes], Sequence[TextChange]]


def reader(texts: Sequence[str], data: bytes) -> Sequence[TextChange]:
    """Ours."""
    return compared(texts, read_word(data, _NOBODY)).changes


def score(
    texts: Sequence[str],
    data: bytes,
    seeds: range,
    edits: int,
    *,
    tracked: bool,
    kinds: Sequence[str] = ALL,
    read: Reader = reader,
) -> float:
    """The part of the edits that were read rightly, over as many files as there are seeds."""
    right = total = 0
    for seed in seeds:
        editor = Editor(data, random.Random(seed), tracked)  # noqa: S311  # edits, no secrets
        editor.work(edits, kinds)
        found = read(texts, editor.save())
        right += sum(is_right(deed, found, texts, tracked) for deed in editor.deeds)
        total += len(editor.deeds)
    return right / total


def is_right(deed: Deed, found: Sequence[TextChange], texts: Sequence[str], tracked: bool) -> bool:
    here = [c for c in found if c.paragraph == deed.number and c.kind != "paragraph added"]
    kinds = {change.kind for change in here}
    match deed.kind:
        case "add":
            here = [c for c in found if c.kind == "paragraph added" and c.paragraph == deed.number]
            is_right = [[w for w in c.came_words if w != END] for c in here] == [deed.words]
        case "remove":
            is_right = [(c.kind, _words(c.went)) for c in here] == [("paragraph removed", deed.words)]
        case "move":
            is_right = [(c.kind, c.behind) for c in here] == [("paragraph moved", deed.behind)]
        case "join":
            both = (deed.number, deed.number + 1)
            here = [c for c in found if c.paragraph in both and c.kind != "paragraph added"]
            is_joined = "paragraphs joined" in {change.kind for change in here}
            is_right = is_joined and _read(here, texts, both) == deed.words
        case "split":
            is_right = "paragraph split" in kinds and _read(here, texts, (deed.number,)) == deed.words
        case _:
            is_right = kinds <= {"words changed"} and _read(here, texts, (deed.number,)) == deed.words
    return is_right and (not tracked or any(m.author == AUTHOR for c in here for m in c.marks))


def _read(changes: Sequence[TextChange], texts: Sequence[str], numbers: Sequence[int]) -> list[str]:
    """How these paragraphs read when the changes are carried out."""
    counts = [len(_words(text)) + 1 for text in texts]
    start = sum(counts[: numbers[0]])
    words = [word for n in numbers for word in (*_words(texts[n]), END)]
    for change in sorted(changes, key=lambda c: c.sent, reverse=True):
        words[change.sent[0] - start : change.sent[1] - start] = change.came_words
    return words[:-1] if words[-1:] == [END] else words
