"""An old letter is imported and printed again: the same words in the same order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import pytest

from letterkit.campaign.render import Order, render
from letterkit.importer.parts import Imported
from letterkit.importer.reading import Role
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.proposals.intake import Input, Taken, take_in, write
from letterkit.values import replace

LETTERS = Path(__file__).parent / "letters"
SHARED = Path(__file__).parents[3] / "shared" / "seeds"
READ = (
    sorted(f for f in LETTERS.glob("*") if f.suffix not in (".yaml", ".py")) if LETTERS.is_dir() else []
)
SEED_LETTERS = sorted(SHARED.glob("*.txt")) if SHARED.is_dir() else []
# Marks of lists, which letterkit sets in its own way.
_MARK = re.compile(r"[•–—*·▪◦‣●○■-]|\(?\d{1,3}[.)]|[•–-]")
# Chinese characters and their marks: CJK symbols, ideographs, full-width forms.
_WIDE = "[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with an empty library."""
    for name in ("seeds", "campaigns"):
        (tmp_path / name).mkdir()
    return Workspace(tmp_path)


def imported(workspace: Workspace, file: Path) -> Taken:
    """What came of a file, written into the workspace."""
    (taken,) = take_in([Input(file.name, file)], workspace, workspace.root / SEEDS)
    problems = taken.problems
    assert [str(problem) for problem in problems if problem.severity == "error"] == []
    write(taken, workspace, workspace.root / SEEDS)
    return taken


def words(text: str) -> list[str]:
    """The words of a text without the marks of lists."""
    return [word for word in text.split() if not _MARK.fullmatch(word)]


def unfilled(text: str) -> str:
    """A printed text with its Chinese paragraphs whole: their lines end where no space is."""
    return re.sub(f"(?<={_WIDE})\n *(?=\\S)|(?<=\\S)\n *(?={_WIDE})", "", text)


def body_of(document: Imported) -> list[str]:
    """The words of a document's body."""
    return words(" ".join(" ".join(part.whole.split()) for part in document.body))


def is_within(inner: list[str], outer: list[str]) -> bool:
    """Whether the words stand in the other words without a gap."""
    return f" {' '.join(inner)} " in f" {' '.join(outer)} "


@pytest.mark.parametrize("file", [*READ, *SEED_LETTERS], ids=lambda file: file.name)
def test_the_body_prints_word_for_word(workspace: Workspace, file: Path) -> None:
    taken = imported(workspace, file)
    assert sum(len(one.reading.words) for one in taken.proposals) == sum(
        len(text.reading.words) for text in taken.read
    )
    for proposal in taken.proposals:
        done = render(Order(workspace, proposal.name, formats=("txt",)))
        assert [str(problem) for problem in done.problems if problem.severity == "error"] == []
        printed = {path.stem: words(unfilled(path.read_text(encoding="utf-8"))) for path in done.written}
        assert {document.kind for document in proposal.documents if body_of(document)} == set(printed)
        for document in proposal.documents:
            if body_of(document):
                assert is_within(body_of(document), printed[document.kind])


@pytest.mark.parametrize("file", [*READ, *SEED_LETTERS], ids=lambda file: file.name)
def test_the_other_parts_print_too(workspace: Workspace, file: Path) -> None:
    """Addresses, salutation, close and signatories, as far as they were found."""
    for proposal in imported(workspace, file).proposals:
        done = (
            render(Order(workspace, proposal.name, ("letter",), ("txt",)))
            if is_letter(proposal)
            else None
        )
        for document in proposal.documents if done else ():
            if document.kind == "letter" and done is not None and done.written:
                printed = words(done.written[0].read_text(encoding="utf-8"))
                for text in expected(document):
                    assert is_within(words(text), printed)


def is_letter(proposal: object) -> bool:
    """Whether there is a letter to print."""
    return "campaign.yaml" in proposal.files  # type: ignore[attr-defined]


def expected(document: Imported) -> list[str]:
    """Texts that the printed letter should have."""
    texts = [document.salutation, document.closing, document.subject, *document.cc, *document.enclosures]
    for addressee in document.addressees:
        texts += [addressee.name, addressee.title, addressee.organisation, *addressee.address_lines]
    for signatory in document.signatories:
        texts += [signatory.organisation, signatory.person, signatory.title]
    return [text for text in texts if text]


UNDATED = """\
Dear Minister Lovelace,

We ask you to speak of those who are in prison.

Sincerely,

Max Muster
Director
Rights Now
"""


def test_a_letter_without_a_date_or_an_address_prints_in_every_format(workspace: Workspace) -> None:
    (taken,) = take_in([Input("note.txt", UNDATED.encode())], workspace, workspace.root / SEEDS)
    write(taken, workspace, workspace.root / SEEDS)
    name = taken.proposals[0].name
    order = Order(workspace, name, formats=("txt", "html", "pdf", "json"), clean=True)
    first = render(order)
    assert first.problems == []
    contents = [path.read_bytes() for path in first.written]
    assert len(contents) == 4
    assert contents[0].decode().split() == UNDATED.split()
    again = render(replace(order, force=True, folder=workspace.root / "again"))
    assert [path.read_bytes() for path in again.written] == contents


@pytest.mark.parametrize("form", ["txt", "html", "docx", "pdf"])
def test_who_stands_in_a_letter_that_was_printed_is_read_out_of_it(
    workspace: Workspace, form: Literal["txt", "html", "docx", "pdf"]
) -> None:
    """Of a PDF the draft, with the numbers of its lines and what stands in its margins."""
    (taken,) = take_in([Input("old.txt", TWO_WRITTEN_TO.encode())], workspace, workspace.root / SEEDS)
    write(taken, workspace, workspace.root / SEEDS)
    done = render(Order(workspace, taken.proposals[0].name, formats=(form,)))
    (again,) = take_in([Input(f"new.{form}", done.written[0])], workspace, workspace.root / SEEDS)
    assert who(again) == who(taken)
    assert len(who(taken)) == 4


def who(taken: Taken) -> list[str]:
    """The rows of those to whom a letter goes, and who sign it."""
    rows = (row for proposal in taken.proposals for row in proposal.reading.rows)
    return [row.text for row in rows if row.role in (Role.TO, Role.SIGNS)]


TWO_WRITTEN_TO = """\
October 12, 2017

The Honorable Miriam Castellane
Secretary of State
U.S. Department of State
2201 C Street NW
Washington, DC 20520

The Honorable Orla Penhallow
Secretary of the Treasury
U.S. Department of the Treasury
1500 Pennsylvania Avenue NW
Washington, DC 20220

Dear Secretary Castellane and Secretary Penhallow:

We write to you on behalf of two organizations before the dialogue with Kintara opens in November.
Since the last round the government of Kintara has closed nine newspapers.

We urge you to call publicly for the release of everyone who is in prison for a calendar.

Sincerely,

Zoe Winterbourne
Executive Director
Kintara Watch

Paul Okonjo-Reyes
President
Committee for Open Prisons
"""
