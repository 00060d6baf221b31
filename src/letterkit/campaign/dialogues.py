"""A dialogue that nobody has entered yet: what must be known of it, and its recipe from an earlier one.

The recipe is the earlier letter's, with the newest edition of each topic on or before the new letter's
date. Words that were given for the earlier occasion (`with:`) are left out; the blocks' own stand in.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import yaml

from letterkit.blocks import schemas
from letterkit.blocks.documents import BodyEntry, Dialogue, LetterComposition
from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.models import Address, Issue, Organisation
from letterkit.blocks.validation import validate
from letterkit.blocks.values import is_name
from letterkit.blocks.yaml import parse
from letterkit.campaign.begin import DIALOGUES, dialogues_named, load_dialogue
from letterkit.diagnostics import LetterkitError, did_you_mean
from letterkit.files.plan import Plan
from letterkit.language.dates import PartialDate
from letterkit.library.editions import newest_editions
from letterkit.library.index import Block, Library
from letterkit.library.workspace import SEEDS, Workspace


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of a new dialogue; None or empty where it is not known yet."""

    name: str | None = None
    city: str | None = None
    first_day: str | None = None
    last_day: str | None = None
    addresses: tuple[str, ...] = ()
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """Something that must be known: its option, what is asked, what it means, and what is likely."""

    option: str
    text: str
    help: str
    default: str | None


def is_new(library: Library, wanted: str) -> bool:
    """Whether `wanted` begins with a year, and is neither a dialogue's name nor one mistyped."""
    if not re.fullmatch(r"\d{4}(-[a-z0-9-]+)?", wanted) or dialogues_named(library, wanted):
        return False
    year, _, rest = wanted.partition("-")
    same_year = (name.partition("-")[2] for name in dialogues_named(library, year))
    return did_you_mean(rest, same_year) is None


def base_for(library: Library, wanted: str, based_on: str | None) -> Block[Dialogue]:
    """The dialogue to begin from: the one named, else the newest before the wanted year.

    Raises LetterkitError where there is none, or several fit the name.
    """
    if based_on is not None:
        found = dialogues_named(library, based_on)
    else:
        found = _newest_before(library, wanted[:4])
    if len(found) != 1:
        what = f"'{based_on}' fits {len(found)} dialogues" if based_on else "no dialogue is earlier"
        hint = f"--based-on one of: {', '.join(found or library.names(DIALOGUES)) or 'none yet'}"
        raise LetterkitError(f"nothing to begin from: {what}", hint, status=1)
    base = load_dialogue(library, found[0])
    _letter(base.model)
    return base


def _newest_before(library: Library, year: str) -> list[str]:
    """The newest dialogue of an earlier year that has a recipe for a letter; nothing where none has."""
    earlier = [name for name in library.names(DIALOGUES) if name[:4].isdigit() and name[:4] < year]
    return [name for name in earlier if load_dialogue(library, name).model.letter][-1:]


def _letter(base: Dialogue) -> LetterComposition:
    """The recipe of its letter. Raises LetterkitError where it has that of a press release alone."""
    if base.letter is None:
        message = f"nothing to begin from: {base.name} has no recipe for a letter"
        raise LetterkitError(message, "name another with --based-on", status=1)
    return base.letter


def questions(library: Library, base: Block[Dialogue], answers: Answers) -> list[Question]:
    """What is still to be asked, in order."""
    model = base.model
    offices = ", ".join(_letter(model).to)
    known = ", ".join(library.names(KIND_BY_MODEL[Address]))
    lead = model.lead or next(iter(library.names(KIND_BY_MODEL[Organisation])), None)
    asked = [
        (answers.name, Question("--name", "Name of the dialogue", "as it prints", model.name)),
        (answers.city, Question("--city", "Host city", "where it takes place", None)),
        (answers.first_day, Question("--from", "First day", "such as 2027-06-07", None)),
        (answers.last_day, Question("--to", "Last day", "such as 2027-06-09", None)),
        (
            answers.addresses,
            Question("--address", "Offices to write to", f"names of addresses: {known}", offices),
        ),
        (
            answers.lead,
            Question("--lead", "Organisation that leads", "its name in seeds/organisations", lead),
        ),
    ]
    return [question for answer, question in asked if not answer]


def answered(answers: Answers, option: str, text: str) -> Answers:
    """The answers with one more."""
    match option:
        case "--name":
            return replace(answers, name=text)
        case "--city":
            return replace(answers, city=text)
        case "--from":
            return replace(answers, first_day=text)
        case "--to":
            return replace(answers, last_day=text)
        case "--address":
            names = tuple(name.strip() for name in text.split(",") if name.strip())
            return replace(answers, addresses=names)
        case _:
            return replace(answers, lead=text)


def new_dialogue(
    workspace: Workspace, wanted: str, base: Block[Dialogue], answers: Answers
) -> tuple[str, Plan]:
    """Plan the file of a new dialogue. Returns its name too.

    What is not answered is taken from the base where something is likely, but for the dialogue's name.
    Raises LetterkitError, naming every answer that is missing or does not fit.
    """
    name = wanted if "-" in wanted else f"{wanted}-{base.name.partition('-')[2] or 'dialogue'}"
    if not is_name(name):
        raise LetterkitError(f"'{name}' cannot name a dialogue", status=2)
    library = Library(workspace)
    answers = _completed(library, wanted, base, answers)
    _look_up(library, answers)
    path = workspace.root / SEEDS / DIALOGUES.folder / f"{name}.yaml"
    text = _text(library, base, answers)
    document, problems = parse(text, workspace.shown(path))
    if document is not None:
        _, problems = validate(Dialogue, document)
    if problems:
        reasons = "\n  ".join(problem.message for problem in problems)
        raise LetterkitError(f"the dialogue cannot be written:\n  {reasons}", status=2)
    if os.path.lexists(path):
        raise LetterkitError(f"{workspace.shown(path)} exists; nothing was changed", status=1)
    return name, Plan(path.parent, {path: text}, inside=workspace.root)


def _completed(library: Library, wanted: str, base: Block[Dialogue], answers: Answers) -> Answers:
    """The answers with what is likely. Raises LetterkitError where others are missing."""
    for question in questions(library, base, answers):
        if question.default and question.option != "--name":
            answers = answered(answers, question.option, question.default)
    if missing := questions(library, base, answers):
        options = ", ".join(question.option for question in missing)
        hint = "\n  ".join(f"{q.option}: {q.text.lower()}, {q.help}" for q in missing)
        raise LetterkitError(f"'{wanted}' is a new dialogue; missing: {options}", hint, status=2)
    return answers


def _look_up(library: Library, answers: Answers) -> None:
    """Raises LetterkitError where an office or the leading organisation is unknown."""
    unknown = [n for n in answers.addresses if n not in library.names(KIND_BY_MODEL[Address])]
    if answers.lead and answers.lead not in library.names(KIND_BY_MODEL[Organisation]):
        unknown.append(answers.lead)
    if unknown:
        hint = "see letterkit list addresses and letterkit list organisations"
        raise LetterkitError(f"unknown: {', '.join(unknown)}", hint, status=2)


def _text(library: Library, base: Block[Dialogue], answers: Answers) -> str:
    """The dialogue's file."""
    model = base.model
    same_name = answers.name == model.name
    head: dict[str, Any] = {
        "name": answers.name,
        "short_name": model.short_name if same_name else None,
        "host_city": answers.city,
        "from": answers.first_day,
        "to": answers.last_day,
        "lead": answers.lead,
        "letter": _recipe(library, model, answers),
        "note": f"Begun from {base.reference}. Read every passage: it was written for another year.",
    }
    kept = {key: value for key, value in head.items() if value is not None}
    written = yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=100)
    return f"# yaml-language-server: $schema=../../{schemas.FOLDER}/dialogue.json\n{written}"


def _recipe(library: Library, base: Dialogue, answers: Answers) -> dict[str, Any]:
    letter = _letter(base)
    date = (answers.first_day or "")[:7]
    editions = _editions(library, date)
    style = letter.style.model_dump(exclude_none=True)
    return {
        "date": date,
        "language": letter.language,
        **({} if "paper" in style else {"paper": letter.on_paper}),
        **({"style": style} if style else {}),
        "to": list(answers.addresses),
        "addresses": letter.addresses,
        "body": [_entry(library, entry, editions) for entry in letter.body],
        **({"close": letter.close} if letter.close else {}),
        "signatures": letter.signatures,
    }


def _entry(library: Library, entry: BodyEntry, editions: Mapping[str, str]) -> dict[str, Any]:
    """An entry of the body without the occasion's own words."""
    if not entry.asks:
        return entry.model_dump(include={"framing", "cases", "quotation"}, exclude_none=True)
    asks = [editions.get(_topic(library, ask.issue), ask.issue) for ask in entry.asks]
    style = {"style": entry.style} if entry.style else {}
    return {**style, "asks": asks}


def _topic(library: Library, name: str) -> str:
    block = library.load(KIND_BY_MODEL[Issue], name)[0] if name in _issues(library) else None
    return block.model.topic if block and isinstance(block.model, Issue) else ""


def _issues(library: Library) -> Sequence[str]:
    return library.names(KIND_BY_MODEL[Issue])


def _editions(library: Library, date: str) -> dict[str, str]:
    """Topic → the newest issue on it that is not later than the date."""
    try:
        latest = PartialDate.parse(date).last_day
    except ValueError:
        return {}
    return newest_editions(library.readable(Issue)[0], latest)
