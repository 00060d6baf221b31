"""How well an import agrees with a truth file: what a person found in the same letter.

    python tests/importer/score.py RESULT.json TRUTH.yaml
    python tests/importer/score.py FOLDER-OF-RESULTS FOLDER-OF-TRUTHS

A result is the JSON list of documents of `letterkit import --dry-run --format json`; a truth file has the
same keys (see letters/README.md). A key that a truth leaves out isn't judged. Prints, for each letter and
for all, how much of what was found is right (precision) and how much of what is there was found (recall);
then the words that stand nowhere in the letter, and the letter's words that came out nowhere.

Names are compared without regard to case, punctuation, white space and invisible characters; quotation
marks broken by a wrong encoding count as the marks they were. Nothing is guessed: a value is either the
truth's or an error, and an error counts twice, as something invented and something missed.
"""

from __future__ import annotations

import argparse
import email.policy
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TypeVar

import yaml

SCALARS = ("kind", "date", "language", "headline", "subject", "salutation", "closing")
LISTS = ("addressees", "asks", "cases", "signatories", "cc", "quotations")
PARTS = ("honorific", "title", "organisation")
LIKE = 0.9  # the likeness from which two texts are one and the same

Document = Mapping[str, Any]
F = TypeVar("F")
T = TypeVar("T")


@dataclass(frozen=True)
class Tally:
    """What was rightly found, what was found and isn't there, what is there and wasn't found."""

    found: int = 0
    invented: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.found + other.found, self.invented + other.invented, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Of what was found, the part that is right; 1 where nothing was found."""
        return _ratio(self.found, self.found + self.invented)

    @property
    def recall(self) -> float:
        """Of what is there, the part that was found; 1 where nothing is there."""
        return _ratio(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return _ratio(2 * self.found, 2 * self.found + self.invented + self.missed)


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


@dataclass
class Score:
    """Tallies by field, and what is wrong, in words."""

    fields: dict[str, Tally] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    order_errors: int = 0
    partial_signatories: int = 0
    leaked: list[str] = field(default_factory=list)
    hallucinated: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def count(
        self, name: str, found: int = 0, invented: Iterable[Any] = (), missed: Iterable[Any] = ()
    ) -> None:
        """Enters `found` right values of a field, and each wrong one with its words."""
        invented, missed = list(invented), list(missed)
        tally = Tally(found, len(invented), len(missed))
        self.fields[name] = self.fields.get(name, Tally()) + tally
        self.errors += [f"{name}: not there: {_short(value)}" for value in invented]
        self.errors += [f"{name}: missed: {_short(value)}" for value in missed]

    def add(self, other: Score, label: str = "") -> None:
        """Takes in another score; `label` is set before its errors."""
        for name, tally in other.fields.items():
            self.fields[name] = self.fields.get(name, Tally()) + tally
        self.order_errors += other.order_errors
        self.partial_signatories += other.partial_signatories
        for mine, theirs in (
            (self.errors, other.errors),
            (self.leaked, other.leaked),
            (self.hallucinated, other.hallucinated),
            (self.lost, other.lost),
        ):
            mine += [f"{label}: {text}" if label else text for text in theirs]

    @property
    def overall(self) -> Tally:
        """All fields together (micro); the parts of an addressee or a case are not counted twice."""
        return sum((self.fields.get(name, Tally()) for name in (*SCALARS, *LISTS)), Tally())


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 160 else f"{text[:150]}… ({len(text.split())} words)"


def score(result: Sequence[Document], truth: Document, source: str | None = None) -> Score:
    """The score of one file's documents.

    `truth` holds `documents`, or is one document itself, and may hold `chrome_must_not_appear`.
    Hallucinations and losses are looked for where the letter's text is given as `source`.
    """
    total = Score()
    expected: Sequence[Document] = truth.get("documents") or [truth]
    for found, wanted in _pairs(result, expected):
        total.add(_score_document(found, wanted))
    total.leaked = [line for line in truth.get("chrome_must_not_appear", []) if _appears(line, result)]
    if source is not None:
        total.hallucinated = sorted(_hallucinated(result, source))
        total.lost = _lost(result, source)
    return total


def _pairs(
    result: Sequence[Document], expected: Sequence[Document]
) -> Iterator[tuple[Document, Document]]:
    """Each expected document beside the first of its kind that was found; then what is left, in order."""
    left = list(result)
    waiting = []
    for wanted in expected:
        same = next((found for found in left if found.get("kind") == wanted.get("kind")), None)
        if same is None:
            waiting.append(wanted)
            continue
        left.remove(same)
        yield same, wanted
    for wanted in waiting:
        yield (left.pop(0) if left else {}), wanted
    nothing = dict.fromkeys(SCALARS) | {name: [] for name in LISTS}
    for found in left:
        yield found, nothing


def _score_document(found: Document, truth: Document) -> Score:
    total = Score()
    for name in SCALARS:
        if name in truth:
            _score_scalar(total, name, found.get(name), truth[name])
    lists = {
        "addressees": _score_addressees,
        "cases": _score_cases,
        "signatories": _score_signatories,
        "quotations": _score_quotations,
    }
    for name, compare in lists.items():
        if name in truth:
            compare(total, found.get(name) or [], truth[name] or [])
    if "asks" in truth:
        _score_asks(total, found.get("asks") or [], truth["asks"], truth.get("asks_optional", []))
    if "cc" in truth:
        _score_set(total, "cc", found.get("cc") or [], truth["cc"] or [])
    return total


def _score_scalar(total: Score, name: str, found: object, truth: object) -> None:
    if not found and not truth:
        return
    if found and truth and words(str(found)) == words(str(truth)):
        total.count(name, 1)
        return
    total.count(name, 0, [found] if found else [], [truth] if truth else [])


def _score_set(total: Score, name: str, found: Sequence[str], truth: Sequence[str]) -> None:
    """Texts without regard to their order; a repeated one must be there as often."""
    has, wanted = (Counter(tuple(words(text)) for text in texts) for texts in (found, truth))
    right = (has & wanted).total()
    total.count(name, right, _texts(has - wanted), _texts(wanted - has))


def _texts(counter: Counter[tuple[str, ...]]) -> list[str]:
    return [" ".join(key) for key in counter.elements()]


def _score_addressees(total: Score, found: Sequence[Document], truth: Sequence[Document]) -> None:
    """By name, or what stands in its place; the parts of each under `addressees.…`."""
    pairs, invented, missed = _match(found, truth, lambda a, b: _called(a) == _called(b))
    total.count("addressees", len(pairs), map(_named, invented), map(_named, missed))
    nobody: Document = {}
    for one, other in (*pairs, *((i, nobody) for i in invented), *((nobody, m) for m in missed)):
        judged = other or dict.fromkeys((*PARTS, "address_lines", "fax"))
        for part in PARTS:
            if part in judged:
                _score_scalar(total, f"addressees.{part}", one.get(part), judged[part])
        for part, read in (("address_lines", list), ("fax", fax_numbers)):
            if part in judged:
                name = f"addressees.{part}"
                _score_set(total, name, read(one.get(part) or []), read(judged[part] or []))


def _called(addressee: Document) -> tuple[str, ...]:
    name = addressee.get("name")
    return person_key(name) if name else tuple(words(_named(addressee)))


def _named(addressee: Document) -> str:
    return next(
        (str(addressee[key]) for key in ("name", "title", "organisation") if addressee.get(key)), ""
    )


def fax_numbers(value: object) -> list[str]:
    """Fax numbers as `+` and digits. Digits without a country's code stay without, and so differ."""
    entries = value if isinstance(value, list) else [value] if value else []
    texts = [str(entry.get("number") if isinstance(entry, Mapping) else entry) for entry in entries]
    return [("+" if text.strip().startswith("+") else "") + re.sub(r"\D", "", text) for text in texts]


def _score_asks(
    total: Score,
    found: Sequence[str],
    truth: Sequence[str | Document],
    optional: Sequence[str | Document],
) -> None:
    """In order. One out of its place is an error of order, and counts as invented and missed."""
    aligned = _aligned(found, truth)
    invented = [f for i, f in enumerate(found) if i not in aligned]
    missed = [t for j, t in enumerate(truth) if j not in aligned.values()]
    misplaced, _, _ = _match(invented, missed, same_text)
    total.order_errors += len(misplaced)
    invented = [f for f in invented if not any(same_text(f, may) for may in optional)]
    total.count("asks", len(aligned), invented, missed)


def _aligned(found: Sequence[str], truth: Sequence[str | Document]) -> dict[int, int]:
    """The longest way to match both lists without changing the order of either: index → index."""
    best: list[list[dict[int, int]]] = [
        [{} for _ in range(len(truth) + 1)] for _ in range(len(found) + 1)
    ]
    for i, text in enumerate(found):
        for j, wanted in enumerate(truth):
            without = max(best[i][j + 1], best[i + 1][j], key=len)
            together = {**best[i][j], i: j} if same_text(text, wanted) else {}
            best[i + 1][j + 1] = max(without, together, key=len)
    return best[-1][-1]


def same_text(found: str, truth: str | Document) -> bool:
    """Whether the texts are alike by LIKE, in words and their order.

    A truth may say no more than how a text `starts` and `ends` and how many `words` it has: 2 % more or
    fewer pass, and always one.
    """
    has = words(found)
    if not isinstance(truth, str):
        start, end, length = words(truth["starts"]), words(truth["ends"]), int(truth["words"])
        near = abs(len(has) - length) <= max(1, length * 0.02)
        return near and has[: len(start)] == start and has[-len(end) :] == end
    wanted = words(truth)
    matcher = SequenceMatcher(None, has, wanted, autojunk=False)
    return bool(has) and matcher.real_quick_ratio() >= LIKE and matcher.ratio() >= LIKE


def _match(
    found: Sequence[F], truth: Sequence[T], same: Callable[[F, T], bool]
) -> tuple[list[tuple[F, T]], list[F], list[T]]:
    """Each found thing with the first of the truths that is the same; then what is left of both."""
    left = list(truth)
    pairs: list[tuple[F, T]] = []
    invented: list[F] = []
    for one in found:
        other = next((j for j, wanted in enumerate(left) if same(one, wanted)), None)
        if other is None:
            invented.append(one)
        else:
            pairs.append((one, left.pop(other)))
    return pairs, invented, left


def _score_cases(total: Score, found: Sequence[Document], truth: Sequence[Document]) -> None:
    """By any name they share; other names and what is said of them under `cases.…`."""
    pairs, invented, missed = _match(found, truth, lambda a, b: bool(_names(a) & _names(b)))
    total.count("cases", len(pairs), map(_named, invented), map(_named, missed))
    for one, other in pairs:
        if "also_known_as" in other:
            _score_set(
                total, "cases.also_known_as", one.get("also_known_as") or [], other["also_known_as"]
            )
        if "text" in other:
            right = _tells(str(one.get("text") or ""), other["text"])
            wrong = [] if right else [f"{_named(other)}: {one.get('text')}"]
            total.count("cases.text", int(right), wrong, [other["text"]] if wrong else [])


def _names(case: Document) -> set[tuple[str, ...]]:
    return {person_key(name) for name in (case.get("name"), *(case.get("also_known_as") or [])) if name}


def _tells(found: str, truth: str | Document) -> bool:
    """Whether the text says of the person what the truth says: the same, or one sentence more or less."""
    if not isinstance(truth, str) or same_text(found, truth):
        return same_text(found, truth)
    has, wanted = words(found), words(truth)
    shorter = min(len(has), len(wanted))
    blocks = SequenceMatcher(None, has, wanted, autojunk=False).get_matching_blocks()
    return 2 * shorter >= len(wanted) and sum(block.size for block in blocks) >= LIKE * shorter


def _score_signatories(total: Score, found: Sequence[Document], truth: Sequence[Document]) -> None:
    """All three of organisation, person and title; where only some agree, it is counted apart."""
    pairs, invented, missed = _match(found, truth, lambda a, b: _signs(a) == _signs(b))
    partial, _, _ = _match(
        invented,
        missed,
        lambda a, b: any(x and x == y for x, y in zip(_signs(a), _signs(b), strict=True)),
    )
    total.count("signatories", len(pairs), invented, missed)
    total.partial_signatories += len(partial)


def _signs(signatory: Document) -> tuple[tuple[str, ...], ...]:
    organisation, person, title = (
        str(signatory.get(key) or "") for key in ("organisation", "person", "title")
    )
    return organisation_key(organisation), person_key(person), tuple(words(title))


def organisation_key(name: str) -> tuple[str, ...]:
    """An organisation's name without the article that a sentence sets before it."""
    key = tuple(words(name))
    return key[1:] if key[:1] == ("the",) else key


def _score_quotations(total: Score, found: Sequence[Any], truth: Sequence[Document]) -> None:
    """By their text; the speaker under `quotations.speaker`."""
    quoted = [one if isinstance(one, Mapping) else {"text": one} for one in found]
    pairs, invented, missed = _match(
        quoted, truth, lambda a, b: same_text(str(a.get("text") or ""), b["text"])
    )
    total.count("quotations", len(pairs), invented, missed)
    for one, other in pairs:
        if "speaker" in other:
            right = other["speaker"] is None or _within(other["speaker"], str(one.get("speaker") or ""))
            wrong = [] if right else [one.get("speaker")]
            total.count("quotations.speaker", int(right), wrong, [other["speaker"]] if wrong else [])


def _within(part: str, whole: str) -> bool:
    return f" {' '.join(words(part))} " in f" {' '.join(words(whole))} "


_HAN_KANA = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD = re.compile(rf"[{_HAN_KANA}]|[^\W_{_HAN_KANA}]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_WITHIN_WORD = re.compile(r"(?<=\w)['’ʼ‘`](?=\w)")
_SPOILT = "‘’“”–—…•«»\u00a0éèêëàâäáíóúñöüßçÉÖÜ"
_HONORIFICS = re.compile(
    r"""(the\ )? (rt\ )? hon | (the\ )? (right\ )? honou?rable | h\ e | (her|his)\ excellency
    | dr | dra | prof | professor | mr | mrs | ms | miss | mx | sir | dame | lord | lady | baroness
    | rev | reverend | father | sister | judge | justice | m | mme | monsieur | madame | herr | frau
    | sr | sra | lic | señor | señora | don | doña | fray | père | maître | msgr | pastor | imam | rabbi
    | adv | ambassador | senator | (the\ )?venerable | tan\ sri""",
    re.VERBOSE,
)
_AFTER_NAMES = frozenset(
    ("mp", "mep", "md", "phd", "obe", "mbe", "cbe", "kcmg", "cmg", "kc", "qc", "esq")
)


def words(text: str) -> list[str]:
    """A text's words for comparison: compatibility forms and case folded, without punctuation.

    Invisible marks and the apostrophes within words are dropped. A Chinese character or kana is a word.
    """
    for broken, right in _MOJIBAKE:
        text = text.replace(broken, right)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    return _WORD.findall(_WITHIN_WORD.sub("", text))


def _as_windows_1252(mark: str) -> str:
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in mark.encode("utf-8")
    )


# What UTF-8 looks like when it has been read as Windows-1252, and what it was.
_MOJIBAKE = tuple((_as_windows_1252(mark), mark) for mark in _SPOILT)


def person_key(name: str) -> tuple[str, ...]:
    """A person's name without honorific before and letters after it."""
    key = words(name)
    while length := _honorific_length(key):
        key = key[length:]
    while len(key) > 1 and key[-1] in _AFTER_NAMES:
        key = key[:-1]
    return tuple(key)


def _honorific_length(key: Sequence[str]) -> int:
    """How many words at the start are an honorific; never the whole name."""
    lengths = range(min(3, len(key) - 1), 0, -1)
    return next((n for n in lengths if _HONORIFICS.fullmatch(" ".join(key[:n]))), 0)


def _texts_of(value: object) -> Iterator[str]:
    """Every string in a value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_of(inner)


def _appears(line: str, result: Sequence[Document]) -> bool:
    """Whether a line of chrome got into a field: a short one as a whole line, a longer one anywhere."""
    wanted = words(line)
    for document in result:
        for text in _texts_of([document.get(name) for name in (*SCALARS, *LISTS)]):
            if any(words(part) == wanted for part in (text, *text.splitlines())):
                return True
            if len(wanted) > 2 and _within(line, text):
                return True
    return False


def _hallucinated(result: Sequence[Document], source: str) -> set[str]:
    """Values of which a word stands nowhere in the source, and fax numbers whose digits don't."""
    known = {*words(source), *words(_joined(source))}
    digits = re.sub(r"\D", "", source)
    texts = [name for name in (*SCALARS, *LISTS) if name not in ("kind", "date", "language")]
    bad = set()
    for document in result:
        values = {name: document.get(name) for name in texts}
        addressees = document.get("addressees") or []
        values["addressees"] = [{**one, "fax": None} for one in addressees]
        bad |= {text for text in _texts_of(list(values.values())) if not known.issuperset(words(text))}
        numbers = [number for one in addressees for number in fax_numbers(one.get("fax"))]
        bad |= {number for number in numbers if number.strip("+")[-7:] not in digits}
    return bad


def _joined(source: str) -> str:
    """The source with words that were divided at the end of a line put together."""
    return re.sub(r"(?<=\w)[-\u00ad\u2010][ \t]*\r?\n[ \t]*(?=\w)", "", source)


def _lost(result: Sequence[Document], source: str) -> list[str]:
    """Words of the source that are in no string of the result, nor on a line that a block comes from."""
    placed = {word for text in _texts_of(list(result)) for word in words(text)}
    covered = {
        line for document in result for block in document.get("blocks") or [] for line in _lines(block)
    }
    lost = []
    for number, line in enumerate(source.splitlines(), start=1):
        if number not in covered:
            lost += [f"line {number}: {word}" for word in words(line) if word not in placed]
    return lost


def _lines(block: Document) -> Iterator[int]:
    """The lines of a block's origin, written as [first, last] or as "first-last"."""
    origin = block.get("origin") or {}
    lines = origin.get("lines") if isinstance(origin, Mapping) else origin
    numbers = [int(n) for n in re.findall(r"\d+", json.dumps(lines))]
    for first, last in zip(numbers[::2], numbers[1::2] or numbers, strict=False):
        yield from range(first, last + 1)


def source_text(path: Path) -> str:
    """A letter's file as a reader sees it: decoded, without HTML's tags or an e-mail's coding."""
    data = path.read_bytes()
    if path.suffix == ".eml":
        message = email.message_from_bytes(data, policy=email.policy.default)
        part = message.get_body(("plain", "html")) if isinstance(message, EmailMessage) else None
        heads = "\n".join(f"{key}: {value}" for key, value in message.items())
        return f"{heads}\n\n{part.get_content() if part else ''}"
    text = decoded(data)
    if path.suffix in (".html", ".htm"):
        page = _Words()
        page.feed(text)
        return "".join(page.texts)
    return text


def decoded(data: bytes) -> str:
    """Text from bytes: UTF-16 by its mark, UTF-8, or else Windows-1252."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


class _Words(HTMLParser):
    """A page's text, with every block on lines of its own."""

    _HIDDEN = ("script", "style")
    _INLINE = ("a", "abbr", "b", "em", "i", "span", "strong", "sup", "time", "u", "wbr")

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._hidden += tag in self._HIDDEN
        if tag not in self._INLINE:
            self.texts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in self._HIDDEN
        if tag not in self._INLINE:
            self.texts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.texts.append(data)


def load_truth(path: Path) -> dict[str, Any]:
    """A truth file; dates come out as ISO text.

    Raises ValueError if it is not a mapping.
    """
    truth = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(truth, dict):
        raise ValueError(f"{path} is no truth file")
    for document in truth.get("documents") or [truth]:
        if document.get("date") is not None:
            document["date"] = str(document["date"])
    return truth


def report(scores: Mapping[str, Score]) -> str:
    """Each letter's score, then all together."""
    total = Score()
    lines = []
    for name, one in scores.items():
        lines += [f"== {name}", *_table(one), *(f"   {text}" for text in one.errors), *_remarks(one), ""]
        total.add(one, name)
    if len(scores) > 1:
        lines += [f"== all {len(scores)}", *_table(total), *_remarks(total)]
    return "\n".join(lines).rstrip()


def _table(one: Score) -> list[str]:
    order = [
        name for top in (*SCALARS, *LISTS) for name in sorted(one.fields) if name.split(".")[0] == top
    ]
    rows = [*((name, one.fields[name]) for name in order), ("overall", one.overall)]
    head = f"   {'':26}  right  not there  missed  precision  recall     F1"
    return [head] + [
        f"   {name:26} {t.found:6} {t.invented:10} {t.missed:7} "
        f"{t.precision:10.3f} {t.recall:7.3f} {t.f1:6.3f}"
        for name, t in rows
    ]


def _remarks(one: Score) -> list[str]:
    counted = (
        ("asks out of order", one.order_errors),
        ("signatories right in part", one.partial_signatories),
    )
    listed = (
        ("chrome in a field", one.leaked),
        ("not in the source", one.hallucinated),
        ("words lost", one.lost),
    )
    lines = [f"   {what}: {number}" for what, number in counted if number]
    for what, texts in listed:
        if texts:
            lines += [f"   {what}: {len(texts)}", *(f"      {_short(text)}" for text in texts[:10])]
    return lines


def main(arguments: Sequence[str] | None = None) -> int:
    """Scores one result or a folder of them; returns 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description="Score an import against a truth file.")
    parser.add_argument("result", type=Path, help="the JSON of an import, or a folder of them")
    parser.add_argument("truth", type=Path, help="the truth file, or a folder of them")
    parser.add_argument("--letters", type=Path, help="where the letters are, if not beside the truths")
    options = parser.parse_args(arguments)
    scores = {}
    for result, truth in _files(options.result, options.truth):
        read = load_truth(truth)
        letter = (options.letters or truth.parent) / str(read.get("letter"))
        source = source_text(letter) if letter.is_file() else None
        documents = json.loads(result.read_text(encoding="utf-8"))
        scores[truth.stem] = score(documents, read, source)
    print(report(scores))
    return int(any(one.errors or one.leaked or one.hallucinated for one in scores.values()))


def _files(result: Path, truth: Path) -> list[tuple[Path, Path]]:
    """The results and their truths: in folders, files that have the same name before the suffix."""
    if not truth.is_dir():
        return [(result, truth)]
    truths = sorted(truth.glob("*.yaml"))
    return [
        (result / f"{file.stem}.json", file) for file in truths if (result / f"{file.stem}.json").exists()
    ]


if __name__ == "__main__":
    sys.exit(main())
