"""What is said of a file that was imported: its blocks, its words, its tracked changes and comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from letterkit.cli.options import Session
from letterkit.cli.terminal import print_line, print_paths, print_table

if TYPE_CHECKING:
    from letterkit.importer.parts import SourceMark
    from letterkit.proposals.intake import Taken
    from letterkit.proposals.propose import Proposal

_CHANGES = {"inserted": "insertion", "deleted": "deletion", "moved": "move"}


def print_taken(
    session: Session, taken: Taken, folders: Iterable[Path], *, with_tables: bool, is_first: bool
) -> None:
    """What was found in one file, the folders it gave, and how its words add up."""
    for proposal in taken.proposals if with_tables else ():
        # Two tables are kept apart wherever they go; the first one only from what is said before.
        separate = session.say if is_first and proposal is taken.proposals[0] else print_line
        separate("")
        print_line(proposal.name)
        columns = ("block", "name", "lines", "sure", "in the library")
        print_table(columns, _rows(proposal), whole=("lines", "sure"))
        say_doubts(session, proposal)
    print_paths(folders)
    say_counts(session, taken.name, taken.proposals)
    _say_marks(session, taken)


def say_counts(session: Session, name: str, proposals: Sequence[Proposal]) -> None:
    """How the words of a file add up."""
    words = sum(len(proposal.reading.words) for proposal in proposals)
    listed = sum(proposal.listed for proposal in proposals)
    session.say(f"{name}: {words} words: {words - listed} print, {listed} are listed in not-printed.txt")


def _say_marks(session: Session, taken: Taken) -> None:
    """What became of a Word file's tracked changes and comments."""
    from letterkit.proposals.marks import MARKS_FILE

    marks = [mark for text in taken.read for mark in text.source.marks]
    for line in told_of_marks(marks):
        session.say(line)
    if marks:
        session.say(f"  they are listed in {MARKS_FILE}, which is no part of the letter")


def say_doubts(session: Session, proposal: Proposal) -> None:
    """How many lines of the reading somebody should look at."""
    from letterkit.importer.reading import Sure

    rows = (*proposal.reading.rows, *proposal.reading.people)
    doubtful = sum(row.sure is Sure.LOOK for row in rows)
    session.say(f"please look at {doubtful} of the {len(rows)} lines of its reading: those with a ?")


def _rows(proposal: Proposal) -> Iterator[tuple[str, ...]]:
    for block in (block for blocks in proposal.blocks for block in blocks):
        # A proposal's name begins many of its blocks' names, and says nothing there.
        name = block.name.replace(f"{proposal.name}-", "…-", 1)
        yield block.kind, name, block.at.lines, str(block.at.sure), block.remark


def told_of_marks(marks: Sequence[SourceMark]) -> Iterator[str]:
    """What was done with them, with counts, in the words of people."""
    from letterkit.language.lists import list_text

    counts = Counter[str](mark.kind for mark in marks)
    changes = [_counted(counts[kind], word) for kind, word in _CHANGES.items() if counts[kind]]
    comments = counts["comment"]
    if changes:
        were = _were(len(marks) - comments)
        yield f"  {list_text(changes, 'en')} {were} taken as accepted: the letter has the newest text"
    if comments:
        names = dict.fromkeys(mark.author or "somebody" for mark in marks if mark.kind == "comment")
        who = list_text([*names], "en")
        yield f"  {_counted(comments, 'comment')} by {who} {_were(comments)} left out"


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
