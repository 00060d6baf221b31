"""The importer, held to what people read in our own letters and in the five that letterkit grew from.

The truth files are tested too: each of their values stands in its letter, word for word.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import phonenumbers
import pytest

from importer.score import (
    LISTS,
    SCALARS,
    Score,
    load_truth,
    report,
    same_text,
    score,
    source_text,
    words,
)
from letterkit.diagnostics import has_errors
from letterkit.importer.results import lines_of, to_json
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.proposals.intake import Input, take_in

HERE = Path(__file__).parent
REPOSITORY = HERE.parent.parent
WORKSPACE = Workspace(REPOSITORY)
FIVE = REPOSITORY.parent / "shared" / "seeds"
OURS = sorted((HERE / "letters").glob("*.yaml"))
GROWN_FROM = sorted((HERE / "seeds").glob("*.yaml"))
FLOORS = {"addressees": 0.95, "asks": 0.95, "signatories": 0.95, "cases": 0.75, "kind": 1, "date": 1}
# What must be found in the five, all of it and nothing else.
EXACT = (
    "kind",
    "date",
    "addressees",
    "addressees.address_lines",
    "addressees.fax",
    "asks",
    "cases",
    "signatories",
)

has_seeds = pytest.mark.skipif(not FIVE.is_dir(), reason="the five letters are not here")


def letter_of(truth: Path) -> Path:
    """The letter that a truth file is about."""
    folder = FIVE if truth.parent.name == "seeds" else truth.parent
    return folder / str(load_truth(truth)["letter"])


def imported(letter: Path) -> list[dict[str, Any]]:
    """What `letterkit import --dry-run --format json` finds in a letter, without its process."""
    (taken,) = take_in([Input(str(letter), letter)], WORKSPACE, WORKSPACE.root / SEEDS)
    problems = taken.problems
    assert not has_errors(problems), f"{letter.name}: {[str(problem) for problem in problems]}"
    found = [
        (document, blocks, lines_of(text.source, text.reading, number))
        for text, proposal in zip(taken.read, taken.proposals, strict=True)
        for number, (document, blocks) in enumerate(zip(proposal.documents, proposal.blocks, strict=True))
    ]
    documents: list[dict[str, Any]] = json.loads(to_json(found))
    return documents


def scored(truths: list[Path]) -> dict[str, Score]:
    """The score of each letter."""
    letters = {truth: letter_of(truth) for truth in truths}
    return {
        truth.stem: score(imported(letter), load_truth(truth), source_text(letter))
        for truth, letter in letters.items()
    }


@pytest.fixture(scope="session")
def ours() -> dict[str, Score]:
    """The scores of our own letters."""
    return scored(OURS)


@pytest.fixture(scope="session")
def grown_from() -> dict[str, Score]:
    """The scores of the five letters."""
    return scored(GROWN_FROM)


@pytest.mark.parametrize("field", FLOORS)
def test_our_letters(ours: dict[str, Score], field: str) -> None:
    total = Score()
    for name, one in ours.items():
        total.add(one, name)
    assert total.fields[field].f1 >= FLOORS[field], report(ours)


def test_no_chrome_and_no_invention_in_our_letters(ours: dict[str, Score]) -> None:
    bad = {name: (one.leaked, one.hallucinated) for name, one in ours.items()}
    assert {name: both for name, both in bad.items() if any(both)} == {}


@has_seeds
@pytest.mark.parametrize("field", EXACT)
def test_the_five_letters(grown_from: dict[str, Score], field: str) -> None:
    assert all(one.fields[field].f1 == 1 for one in grown_from.values() if field in one.fields), report(
        grown_from
    )


@has_seeds
def test_no_chrome_and_no_invention_in_the_five(grown_from: dict[str, Score]) -> None:
    bad = {name: (one.leaked, one.hallucinated) for name, one in grown_from.items()}
    assert {name: both for name, both in bad.items() if any(both)} == {}


def test_there_are_enough_letters() -> None:
    truths = [load_truth(truth) for truth in OURS]
    hard = [truth for truth in truths if truth["difficulties"][0].startswith("HARD")]
    assert len(truths) >= 30
    assert len(hard) >= 6
    assert {truth["letter"] for truth in truths} == {
        file.name for file in (HERE / "letters").iterdir() if file.suffix not in (".yaml", ".md")
    } | {"21-markdown-letter.md"}


@pytest.mark.parametrize("truth", [*OURS, *GROWN_FROM], ids=lambda path: path.stem[:12])
def test_a_truth_is_whole(truth: Path) -> None:
    read = load_truth(truth)
    assert set(read) <= {"letter", "difficulties", "chrome_must_not_appear", "documents"}
    required = {*SCALARS, *LISTS} - {"quotations"}
    for document in read["documents"]:
        assert required <= set(document) <= required | {"quotations", "asks_optional"}
        assert document["kind"] in ("letter", "press-release")
        for fax in (number for one in document["addressees"] for number in one["fax"]):
            parsed = phonenumbers.parse(fax, None)
            assert phonenumbers.is_valid_number(parsed), fax
            assert phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164) == fax


@pytest.mark.parametrize("truth", OURS, ids=lambda path: path.stem[:12])
def test_a_truth_stands_in_our_letter(truth: Path) -> None:
    stands(truth)


@pytest.mark.parametrize("truth", OURS, ids=lambda path: path.stem[:12])
def test_a_truth_is_right_by_itself(truth: Path) -> None:
    """No chrome in its fields, no word that its letter hasn't, nothing twice."""
    read = load_truth(truth)
    one = score(read["documents"], read, source_text(letter_of(truth)))
    assert (one.overall.f1, one.errors, one.leaked, one.hallucinated) == (1, [], [], [])


@has_seeds
@pytest.mark.parametrize("truth", GROWN_FROM, ids=lambda path: path.stem[:3])
def test_a_truth_stands_in_one_of_the_five(truth: Path) -> None:
    stands(truth)


def stands(truth: Path) -> None:
    """Fails unless every text of a truth stands in its letter, its words in a row."""
    read = load_truth(truth)
    chrome = read.get("chrome_must_not_appear", [])
    source = source_text(letter_of(truth))
    everything, without_chrome = forms(source), forms(without(source, chrome))
    missing = [line for line in chrome if not _in(line, everything)]
    for document in read["documents"]:
        missing += [text for text in quoted(document) if not _in(text, without_chrome)]
        missing += [text["starts"] for text in shortened(document) if not _has_text(source, text)]
        names = [
            name for one in document["cases"] for name in (one["name"], *one.get("also_known_as", []))
        ]
        missing += [name for name in names if not set(words(name)) <= set(words(source))]
        faxes = [fax for one in document["addressees"] for fax in one["fax"]]
        missing += [fax for fax in faxes if fax[-7:] not in "".join(c for c in source if c.isdigit())]
    assert missing == []


def quoted(document: dict[str, Any]) -> list[str]:
    """The texts of a document that stand in its letter as they are."""
    texts = [document[key] for key in ("headline", "subject", "salutation", "closing")]
    for one in document["addressees"]:
        texts += [one[key] for key in ("name", "honorific", "title", "organisation")] + one[
            "address_lines"
        ]
    texts += [*document["asks"], *document.get("asks_optional", []), *document["cc"]]
    texts += [one.get("text") for one in document["cases"]]
    texts += [value for one in document["signatories"] for value in one.values()]
    texts += [one["speaker"] for one in document.get("quotations", [])]
    paragraphs = [text.split("\n\n") for text in texts if isinstance(text, str)]
    return [paragraph for text in paragraphs for paragraph in text]


def shortened(document: dict[str, Any]) -> list[dict[str, Any]]:
    """The texts of which a document gives the ends and the length."""
    texts = [*document["asks"], *document.get("asks_optional", [])]
    return [text for text in texts if isinstance(text, dict)]


def without(source: str, chrome: list[str]) -> str:
    """The source without the lines that are chrome."""
    left_out = [words(line) for line in chrome]
    return "\n".join(line for line in source.splitlines() if words(line) not in left_out)


def forms(source: str) -> list[str]:
    """The words of the source, and again with words divided at the ends of lines put together."""
    texts = (source, source.replace("-\n", ""))
    return [f" {' '.join(words(text))} " for text in texts]


def _in(text: str, source: list[str]) -> bool:
    wanted = f" {' '.join(words(text))} "
    return any(wanted in form for form in source)


def _has_text(source: str, text: dict[str, Any]) -> bool:
    """Whether a run of the source's words starts and ends so and has that length."""
    has, start = words(source), words(text["starts"])
    places = [i for i in range(len(has)) if has[i : i + len(start)] == start]
    return any(same_text(" ".join(has[i : i + text["words"]]), text) for i in places)
