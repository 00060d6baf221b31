"""The persons whom imported documents name: each one's block, the library's or a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.blocks.models import Person
from letterkit.blocks.styles import LiteralText
from letterkit.blocks.yaml import Value
from letterkit.importer.parts import FoundCase, Imported, ReadPart
from letterkit.language.names import plain, slug
from letterkit.proposals.block_text import line_of_markup
from letterkit.proposals.files import ProposalFiles

_CONSENT = (
    "The letter named this person; whether a new one may, nobody has said. Write `letter` or\n"
    "`public` at consent once the person or the family has agreed."
)


def add_person(files: ProposalFiles, case: FoundCase, document: Imported) -> None:
    """Enter the person whom a case is about: the library's block, or a new one."""
    names = [plain(name) for name in (case.name, *case.also_known_as)]
    block = next((files.people[name] for name in names if name in files.people), None)
    if block is None:
        ours = next((files.known.people[name] for name in names if name in files.known.people), None)
        block = files.refer(ours, case.at) if ours else _new(files, case, document)
    files.people.update(dict.fromkeys(names, block))


def _new(files: ProposalFiles, case: FoundCase, document: Imported) -> str:
    names = (case.name, *case.also_known_as)
    keys: dict[str, Value] = {"name": case.name, "also_known_as": [*case.also_known_as]}
    account = _account(case) if document.date else ""
    if account:
        text = LiteralText(line_of_markup(account))
        keys["accounts"] = [{"as_of": document.date, "text": text}]
    said = () if account else (f"The letter said: {case.text}",)
    wanted = next((found for name in names if (found := slug(name))), case.name)
    return files.add(Person, wanted, case.at, {**keys, "consent": "none"}, *said, _CONSENT)


def named_in(files: ProposalFiles, parts: Sequence[ReadPart], document: Imported) -> list[str]:
    """The people whom a text names: those of the letter's cases, and of the library."""
    text = f" {plain(' '.join(part.text for part in parts))} "
    everybody = {name: block.name for name, block in files.known.people.items()} | files.people
    by_name = [block for name, block in everybody.items() if _is_named(name, text)]
    first, last = parts[0].at.first, parts[-1].at.last
    about = [c for c in document.cases if c.confirmed and first <= c.at.first and c.at.last <= last]
    return list(dict.fromkeys((*by_name, *(files.people[plain(case.name)] for case in about))))


def _account(case: FoundCase) -> str:
    """What is said of the person, in words that can follow the name; empty where they cannot."""
    line = " ".join(case.text.split())
    match = re.match(rf"{re.escape(case.name)}(?: \([^)]*\))?,? (?P<rest>[a-z].*)", line)
    return match["rest"] if match else ""


def _is_named(name: str, text: str) -> bool:
    """Whether a name stands in a text, whose script may set no spaces between words."""
    return f" {name} " in text or (
        len(name) > 1 and not name.isascii() and " " not in name and name in text
    )
