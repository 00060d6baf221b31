"""A letter without a dialogue: an urgent appeal, a statement. It says itself what it is written for.

Its passages are those of the library that were named for it; what nobody has written yet lies as a
skeleton among the campaign's own blocks, because such words rarely serve twice.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from letterkit.blocks import schemas
from letterkit.blocks.kinds import MAIN_DOCUMENT
from letterkit.blocks.models import Address
from letterkit.blocks.validation import validate
from letterkit.blocks.values import is_name
from letterkit.blocks.yaml import parse
from letterkit.campaign.answers import Answers, Question, is_open, with_likely, wrong_answers
from letterkit.campaign.passages import Counterpart, Reader
from letterkit.campaign.skeleton import OPENING_OF_LETTER, Skeleton, as_yaml
from letterkit.campaign.sketch import Sketch, language_of, letter_questions
from letterkit.checks.countries import countries_in
from letterkit.diagnostics import LetterkitError
from letterkit.files.plan import Plan
from letterkit.library.index import Library
from letterkit.library.strays import OWN_BLOCKS
from letterkit.library.workspace import CAMPAIGNS, Workspace


def questions(library: Library, answers: Answers, today: str) -> list[Question]:
    """What is still to be asked, in order; some depends on what is answered first."""
    return [question for question in _all(library, answers, today) if is_open(answers, question)]


def _all(library: Library, answers: Answers, today: str) -> Iterator[Question]:
    what = 'what is it about, as it prints behind "Re:", such as The trial of Jane Doe'
    yield Question("--name", "Occasion", what)
    yield Question("--date", "Date of the letter", "such as 2027-06-07", today)
    if answers.name:
        named = ", ".join(sorted(countries_in(answers.name, answers.language or "en")))
        what = "which countries it is about, such as VN; none: not said"
        yield Question("--country", "Countries", what, named or None, optional=True)
    if answers.countries is not None and answers.date:
        reader = _reader(library, answers)
        # What else the library asks of the country has nothing to do with what has happened now.
        yield from letter_questions(library, reader, None, None)


def completed(library: Library, name: str, answers: Answers, today: str) -> Answers:
    """The answers with what is likely. Raises LetterkitError where others are missing."""
    while missing := questions(library, answers, today):
        answers = with_likely(f"{name} is a new letter", missing, answers)
    return answers


def _reader(library: Library, answers: Answers) -> Reader:
    offices = (b for b in library.readable(Address)[0] if b.name in (answers.addresses or ()))
    officials = frozenset(block.model.country for block in offices if block.model.country)
    parties = officials.union(answers.countries or ())
    return Reader(library, language_of(answers, None), Counterpart(parties, None, officials))


def new_letter(workspace: Workspace, name: str, answers: Answers) -> Plan:
    """Plan the campaign of a letter without a dialogue, with the passages that are still to be written.

    `answers` are complete. Raises LetterkitError, naming every answer that does not fit, and where there
    is such a campaign.
    """
    path = require_free(workspace, name)
    library = Library(workspace)
    if problems := wrong_answers(library, answers):
        raise LetterkitError("\n  ".join(["an answer does not fit", *problems]), status=2)
    date = answers.date or ""
    skeleton = Skeleton(library, path.parent / OWN_BLOCKS, None, date)
    reader = _reader(library, answers)
    title = answers.name or name
    sketch = Sketch(library, answers, reader, skeleton, OPENING_OF_LETTER, title)
    text = _text(name, answers, sketch.recipe(date))
    _require_right(text)
    return Plan(workspace.root, {path: text, **skeleton.files})


def require_free(workspace: Workspace, name: str) -> Path:
    """The file of a new letter. Raises LetterkitError where it cannot be named so, or there is one."""
    if not is_name(name):
        hint = "use small letters, digits and single hyphens, such as 2027-appeal"
        raise LetterkitError(f"'{name}' cannot name a campaign", hint, status=2)
    path = workspace.root / CAMPAIGNS / name / MAIN_DOCUMENT.file
    if os.path.lexists(path):
        hint = f"render it: letterkit render {name}; or give another name"
        raise LetterkitError(f"{workspace.shown(path)} exists; nothing was changed", hint, status=1)
    return path


def _text(name: str, answers: Answers, recipe: dict[str, Any]) -> str:
    """The letter's file."""
    occasion: dict[str, object] = {"name": answers.name}
    occasion |= {"from": answers.first_day, "to": answers.last_day}
    occasion |= {"countries": list(answers.countries or ())}
    kept = {key: value for key, value in occasion.items() if value}
    return (
        f"# yaml-language-server: $schema=../../{schemas.FOLDER}/{schemas.file_name(MAIN_DOCUMENT)}\n"
        f"# A letter without a dialogue. To reword a block for it alone, copy it to\n"
        f"# {CAMPAIGNS}/{name}/{OWN_BLOCKS}/, in the folder of its kind.\n\n"
        f"{as_yaml({'occasion': kept, **recipe})}"
    )


def _require_right(text: str) -> None:
    document, problems = parse(text, MAIN_DOCUMENT.file)
    if document is not None:
        _, problems = validate(MAIN_DOCUMENT.model, document)
    if problems:
        reasons = "\n  ".join(problem.message for problem in problems)
        raise LetterkitError(f"the letter cannot be written:\n  {reasons}", status=2)
