"""A dialogue that nobody has entered yet: what must be known of it, and the recipe of its letter.

The recipe is that of the newest earlier letter to the same counterpart, with the newest edition of each
topic on or before the new letter's date. What speaks of others is left out unless somebody says so, and
words that were given for the earlier occasion (`with:`) always are; the blocks' own stand in. Where there
is no such letter the recipe is a skeleton.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from typing import Any

from msgspec import Struct

from letterkit.blocks import schemas
from letterkit.blocks.documents import Dialogue
from letterkit.blocks.models import Address
from letterkit.blocks.validation import validate
from letterkit.blocks.values import is_name
from letterkit.blocks.yaml import parse
from letterkit.campaign.answers import OPTIONS, Answers, Question, is_open, with_likely, wrong_answers
from letterkit.campaign.begin import DIALOGUES, dialogues_named, load_dialogue
from letterkit.campaign.passages import Counterpart, Reader
from letterkit.campaign.skeleton import OPENING_OF_DIALOGUE, Skeleton, as_yaml
from letterkit.campaign.sketch import LeftOut, Sketch, language_of, letter_questions, objections
from letterkit.checks.countries import countries_in, parties_of
from letterkit.diagnostics import LetterkitError, did_you_mean
from letterkit.files.plan import Plan
from letterkit.language.names import slug
from letterkit.library.index import Block, Library
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.values import replace

Base = Block[Dialogue] | None
_YEAR = re.compile(r"(?:^|-)((?:19|20)\d\d)(?=-|$)")
# So long a name is still read at a glance; it names files and folders.
_WORDS, _LONGEST = 4, 30
_READ = "Read every passage: it was written for another year."


class EnteredDialogue(Struct, frozen=True):
    """A new dialogue: its name, its files, and what of the earlier letter was left out."""

    name: str
    plan: Plan
    left_out: tuple[LeftOut, ...]


def is_new(library: Library, wanted: str) -> bool:
    """Whether `wanted` can name a dialogue, and is neither the name of one that there is nor mistyped."""
    if not is_name(wanted) or dialogues_named(library, wanted):
        return False
    years, rest = _YEAR.findall(wanted), kind_of(wanted)
    alike = (name for name in library.names(DIALOGUES) if _YEAR.findall(name) == years)
    return did_you_mean(rest, map(kind_of, alike)) is None


def require_nothing_new(library: Library, wanted: str, answers: Answers) -> None:
    """Raises LetterkitError where something is said of a dialogue that is entered already."""
    said = [option for option, key in OPTIONS.items() if getattr(answers, key)]
    if said and len(found := dialogues_named(library, wanted)) == 1:
        message = f"{found[0]} is entered already: {', '.join(said)} would change nothing"
        hint = f"edit {SEEDS}/{DIALOGUES.folder}/{found[0]}.yaml; or give a new dialogue another name"
        raise LetterkitError(message, hint, status=2)


def kind_of(name: str) -> str:
    """What such dialogues are called: the name of one without its year."""
    return _YEAR.sub("", name).strip("-")


def base_for(library: Library, based_on: str | None, answers: Answers) -> Base:
    """The dialogue to begin from: the one named, else the newest earlier one with the same counterpart.

    None where there is none such, or nothing is known of the new one yet. Raises LetterkitError where
    the one named is none or several, or has no recipe for a letter.
    """
    if based_on is None:
        return _newest_before(library, answers)
    found = dialogues_named(library, based_on)
    if len(found) != 1:
        known = ", ".join(found or library.names(DIALOGUES)) or "none yet"
        message = f"nothing to begin from: '{based_on}' fits {len(found)} dialogues"
        raise LetterkitError(message, f"--based-on one of: {known}", status=1)
    base = load_dialogue(library, found[0])
    if base.model.letter is None:
        message = f"nothing to begin from: {base.name} has no recipe for a letter"
        raise LetterkitError(message, "name another with --based-on", status=1)
    return base


def _newest_before(library: Library, answers: Answers) -> Base:
    if answers.countries is None or not answers.first_day:
        return None
    earlier: dict[str, Block[Dialogue]] = {}
    for block in library.readable(Dialogue)[0]:
        began = str(block.model.from_ or next(iter(_YEAR.findall(block.name)), ""))
        if block.model.letter and "" < began < answers.first_day and _is_alike(library, block, answers):
            earlier[began] = block
    return earlier[max(earlier)] if earlier else None


def _is_alike(library: Library, dialogue: Block[Dialogue], answers: Answers) -> bool:
    """Whether it has the name, or the counterpart, of the new one."""
    if dialogue.model.name == answers.name:
        return True
    parties = frozenset(answers.countries or ())
    return bool(parties) and counterpart(library, dialogue).parties == parties


def counterpart(library: Library, dialogue: Block[Dialogue]) -> Counterpart:
    """Between whom a dialogue of the library is, and of what kind."""
    model = dialogue.model
    letter = model.letter or model.press_release
    offices = _countries_of(library, letter.to if letter else ())
    parties = parties_of(model, letter.language if letter else "en", offices)
    return Counterpart(parties, model.kind or kind_of(dialogue.name))


def _countries_of(library: Library, offices: Collection[str]) -> list[str]:
    blocks = (block for block in library.readable(Address)[0] if block.name in offices)
    return [block.model.country for block in blocks if block.model.country]


def questions(library: Library, wanted: str, base: Base, answers: Answers) -> list[Question]:
    """What is still to be asked, in order; some depends on what is answered first."""
    return [question for question in _all(library, wanted, base, answers) if is_open(answers, question)]


def _all(library: Library, wanted: str, base: Base, answers: Answers) -> Iterator[Question]:
    known = _namesake(library, wanted)
    default = known.model.name if known else None
    yield Question("--name", "Name of the dialogue", "as it prints", default, said=True)
    if answers.name is not None:
        same = known.model.short_name if known and known.model.name == answers.name else None
        what = "what the letter calls it later, such as the Dialogue; it may have none"
        yield Question("--short-name", "Short name", what, same, optional=True)
    yield Question("--city", "Host city", "where it takes place")
    yield Question("--from", "First day", "such as 2027-06-07")
    yield Question("--to", "Last day", "such as 2027-06-09")
    if answers.name:
        what = "between which countries, such as US, CN; EU for the European Union"
        yield Question("--country", "Countries", what, _likely_countries(library, known, answers))
    if answers.countries is not None and answers.first_day:
        letter = base.model.letter if base else None
        reader = _reader(library, wanted, base, answers)
        yield from letter_questions(library, reader, letter, answers.first_day[:7])


def _namesake(library: Library, wanted: str) -> Base:
    """The newest dialogue that the new one may be another round of."""
    kind = kind_of(wanted)
    alike = [each for each in library.readable(Dialogue)[0] if not kind or kind_of(each.name) == kind]
    return alike[-1] if alike else None


def _likely_countries(library: Library, known: Base, answers: Answers) -> str | None:
    if known and known.model.name == answers.name:
        return ", ".join(sorted(counterpart(library, known).parties)) or None
    named = countries_in(answers.name or "", answers.language or "en")
    return ", ".join(sorted(named)) if len(named) > 1 else None


def completed(
    library: Library, wanted: str, based_on: str | None, answers: Answers
) -> tuple[Base, Answers]:
    """The answers with what is likely, and what they make the base. Raises LetterkitError where others
    are missing.
    """
    base = base_for(library, based_on, answers)
    while missing := questions(library, wanted, base, answers):
        answers = with_likely(f"'{wanted}' is a new dialogue", missing, answers)
        base = base_for(library, based_on, answers)
    return base, answers


def doubtful(library: Library, wanted: str, base: Base, answers: Answers) -> list[LeftOut]:
    """The passages of the base that are not taken over unasked."""
    if base is None or base.model.letter is None:
        return []
    reader = _reader(library, wanted, base, answers)
    return objections(library, base.model.letter, reader, (answers.first_day or "")[:7])


def _reader(library: Library, wanted: str, base: Base, answers: Answers) -> Reader:
    language = language_of(answers, base.model.letter if base else None)
    officials = frozenset(_countries_of(library, answers.addresses or ()))
    new = Counterpart(frozenset(answers.countries or ()), kind_of(wanted) or None, officials)
    before = counterpart(library, base) if base else None
    if base and before and base.model.name == answers.name:  # another round of the same
        return Reader(library, language, replace(new, kind=before.kind), before)
    return Reader(library, language, new, before)


def new_dialogue(
    workspace: Workspace, wanted: str, base: Base, answers: Answers, taken: Collection[str] = ()
) -> EnteredDialogue:
    """Plan the files of a new dialogue: its own, and the blocks that are still to be written.

    `answers` are complete; `taken` are the passages of the base that somebody wants though they speak of
    others. Raises LetterkitError, naming every answer that does not fit.
    """
    library = Library(workspace)
    if problems := wrong_answers(library, answers):
        raise LetterkitError("\n  ".join(["an answer does not fit", *problems]), status=2)
    name = _name(wanted, base, answers)
    seeds = workspace.root / SEEDS
    path = seeds / DIALOGUES.folder / f"{name}.yaml"
    if os.path.lexists(path):
        raise LetterkitError(f"{workspace.shown(path)} exists; nothing was changed", status=1)
    month = (answers.first_day or "")[:7]
    skeleton = Skeleton(library, seeds, name, month)
    letter = base.model.letter if base else None
    reader = _reader(library, wanted, base, answers)
    sketch = Sketch(
        library, answers, reader, skeleton, OPENING_OF_DIALOGUE, answers.name or name, letter, taken
    )
    text = _text(base, answers, sketch.recipe(answers.date or month))
    _require_right(text, workspace.shown(path))
    left_out = [each for each in doubtful(library, wanted, base, answers) if each.reference not in taken]
    return EnteredDialogue(name, Plan(workspace.root, {path: text, **skeleton.files}), tuple(left_out))


def _name(wanted: str, base: Base, answers: Answers) -> str:
    """The dialogue's name in the library: its own, never another dialogue's."""
    if not _YEAR.fullmatch(wanted):
        return wanted
    if base and base.model.name == answers.name and kind_of(base.name):
        return f"{wanted}-{kind_of(base.name)}"
    from anyascii import anyascii

    title = slug(anyascii(answers.name or ""), _WORDS, _LONGEST)
    return f"{wanted}-{title or 'dialogue'}"


def _text(base: Base, answers: Answers, recipe: dict[str, Any]) -> str:
    """The dialogue's file."""
    same = base.model if base and base.model.name == answers.name else None
    head: dict[str, Any] = {
        "name": answers.name,
        "short_name": answers.short_name,
        "kind": same.kind if same else None,
        "host_city": answers.city,
        "from": answers.first_day,
        "to": answers.last_day,
        "between": list(answers.countries or ()),
        "lead": answers.lead or (same.lead if same else None),
        "letter": recipe,
        "note": f"Begun from {base.reference}. {_READ}" if base else None,
    }
    kept = {key: value for key, value in head.items() if value}
    return f"# yaml-language-server: $schema=../../{schemas.FOLDER}/dialogue.json\n{as_yaml(kept)}"


def _require_right(text: str, shown: str) -> None:
    document, problems = parse(text, shown)
    if document is not None:
        _, problems = validate(Dialogue, document)
    if problems:
        reasons = "\n  ".join(problem.message for problem in problems)
        raise LetterkitError(f"the dialogue cannot be written:\n  {reasons}", status=2)
