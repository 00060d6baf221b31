"""The persons whom imported documents name: each one's block, the library's or a new one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from letterkit.blocks.models import Person
from letterkit.importer.parts import FoundCase, Imported, ReadPart
from letterkit.importer.reading import Role, Sure
from letterkit.language.names import plain, slug
from letterkit.proposals.block_text import comment, literal, markup, scalar
from letterkit.proposals.files import FoundAt, ProposalFiles, found_at


class NamedPeople:
    """The blocks of the persons named so far, by each of their names as printed."""

    def __init__(self, files: ProposalFiles) -> None:
        self.files = files
        self.blocks: dict[str, str] = {}

    def add(self, case: FoundCase, document: Imported) -> str:
        """The block of the person whom a case is about: the library's, or a new one."""
        names = [plain(name) for name in (case.name, *case.also_known_as)]
        block = next((self.blocks[name] for name in names if name in self.blocks), None)
        if block is None:
            at = found_at([case])
            found = (self.files.known.people.get(name) for name in names)
            ours = next((b for b in found if b is not None), None)
            block = self.files.refer(ours, at) if ours else self._new(case, document, at)
        self.blocks.update(dict.fromkeys(names, block))
        return block

    def _new(self, case: FoundCase, document: Imported, at: FoundAt) -> str:
        others = [scalar(name) for name in case.also_known_as]
        account = _account(case)
        lines = [f"name: {scalar(case.name)}"]
        if others:
            lines.append(f"also_known_as: [{', '.join(others)}]")
        if account and document.date:
            lines += ["accounts:", f"  - as_of: {document.date}"]
            lines += literal("text", markup([ReadPart(Role.CASE, account, *at)]), "    ")
        else:
            lines += comment(f"The letter said:\n{case.text}")
        lines += comment(
            "The letter named this person; whether a new one may, nobody has said. Write `letter` or\n"
            "`public` here once the person or the family has agreed."
        )
        lines.append("consent: none")
        names = (case.name, *case.also_known_as)
        wanted = next((found for name in names if (found := slug(name))), case.name)
        return self.files.add(Person, wanted, lines, at)

    def named_in(self, parts: Sequence[ReadPart], document: Imported) -> list[str]:
        """The people whom a text names: those of the letter's cases, and of the library."""
        text = f" {plain(' '.join(part.text for part in parts))} "
        everybody = {name: block.name for name, block in self.files.known.people.items()} | self.blocks
        by_name = (block for name, block in everybody.items() if _is_named(name, text))
        first, last = parts[0].first, parts[-1].last
        about = (c for c in document.cases if first <= c.first and c.last <= last)
        by_line = (self.blocks[plain(case.name)] for case in about if case.sure is Sure.SURE)
        return list(dict.fromkeys((*by_name, *by_line)))


def people_key(names: Sequence[str]) -> list[str]:
    """The key of a block that says whom its text names."""
    return [f"people: [{', '.join(names)}]"] if names else []


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
