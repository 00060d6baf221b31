"""Why two letters differ in one place: the library, the campaign, a fact, or a template.

Told from both sides' files: where the text in a file differs, the file is the cause; where the text is
the same and yet prints otherwise, what it was given is. A fact is what blocks tell of the world: who
holds an office and where, what happened to a person, a date. What the campaign chose, which block, in
which order, with which values, is the campaign's.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from letterkit import letter as lt
from letterkit.blocks.documents import Composition, DocumentFile
from letterkit.blocks.models import Prose, Signatures
from letterkit.diagnostics import Location
from letterkit.library.index import Block, Library

_ORDER: tuple[lt.Cause, ...] = ("library", "campaign", "fact", "template")
# The keys of a campaign's or press release's file that print one line each.
_LINES = {"reference": "subject", "salutation": "salutation", "close": "close"}
_LINES |= {"headline": "headline", "place": "place", "enclosures": "enclosures", "cc": "cc"}
# Whether a document has them and where they stand is the campaign's choice.
_COMPOSED = lt.Ask | lt.Asks | lt.Passage | lt.Quote | lt.Addressee | lt.Line | lt.Reading


# What differs: the words of a node, its place in the letter, or values of its own.
Kind = Literal["words", "place", "values"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that differs.

    `old` or `new` is None where only one letter has the node; `within` are the nodes that hold it, and
    `blocks` the full names of the blocks. `part` is the letter's part, `fields` are the values' names,
    and `come` are the words that are new.
    """

    kind: Kind
    old: lt.Node | None
    new: lt.Node | None
    within: tuple[lt.Node, lt.Node]
    blocks: tuple[str | None, str | None]
    part: str
    fields: tuple[str, ...] = ()
    come: str = ""

    @property
    def node(self) -> lt.Node:
        """The node as it is now, or as it was."""
        return self.new or self.old or self.within[1]


class Source:
    """What one side's document was made from: its library and its own file."""

    def __init__(self, library: Library, block: Block[DocumentFile]) -> None:
        self.library = library
        self.block = block
        self._files: dict[str, list[str]] = {}

    @cached_property
    def composition(self) -> Composition:
        """What the document's file says."""
        return self.block.model

    def lines(self, file: str) -> list[str]:
        """A file's lines; none where it cannot be read."""
        if file not in self._files:
            try:
                text = (self.library.workspace.root / file).read_text(encoding="utf-8")
            except (OSError, ValueError):
                text = ""
            self._files[file] = text.splitlines()
        return self._files[file]

    def written(self, node: lt.Node) -> str:
        """What stands in the file where the node was made, in one line."""
        places = [n.origin for n in lt.walk(node) if n.origin.file == node.origin.file]
        first, last = min(o.line for o in places), max(o.line for o in places)
        return " ".join(" ".join(self.lines(node.origin.file)[first - 1 : last]).split())

    def part(self, reference: str | None) -> Block[Prose] | None:
        """The block of prose of that full name."""
        folder, _, name = (reference or "").partition("/")
        found = self.library.find(reference)[0] if reference and name else []
        block = next((block for block in found if block.kind.folder == folder), None)
        return block if block is not None and isinstance(block.model, Prose) else None  # type: ignore[return-value]

    def given(self, reference: str | None) -> dict[str, object]:
        """The values that the document gives a block for its text."""
        name = (reference or "").partition("/")[2]
        for entry in self.composition.body:
            if name in (entry.framing, entry.quotation):
                return dict(entry.with_)
            for ask in entry.asks:
                if ask.issue == name:
                    return dict(ask.with_)
        return {}

    def signs_as(self, reference: str) -> str | None:
        """Who signs by a signature block: persons or organisations."""
        name = reference.partition("/")[2]
        block = self.library.get(Signatures, name, Location("", 1, 1))[0] if name else None
        return block.model.sign_as if block else None

    def line(self, part: str) -> object:
        """What the document's file says of a part of one line."""
        return getattr(self.composition, _LINES[part], None)


class Causes:
    """The causes of what differs between two documents."""

    def __init__(self, old: Source, new: Source) -> None:
        self.old = old
        self.new = new

    def of(self, difference: Difference) -> set[lt.Cause]:
        """The causes of one difference, at least one."""
        match difference.kind:
            case "words":
                return self._of_words(difference)
            case "place":
                return {self._of_place(difference)}
            case "values":
                return {self._of_values(difference)}

    # Words

    def _of_words(self, difference: Difference) -> set[lt.Cause]:
        old, new = difference.old, difference.new
        if old is None or new is None:
            return {self._of_place(difference)}
        if isinstance(new, lt.Line):
            return {self._of_line(difference.part)}
        if isinstance(new, lt.Case):
            return self._of_case(old, new)
        if difference.blocks[0] != difference.blocks[1]:
            return {"campaign"}
        was, now = self.old.written(old), self.new.written(new)
        if was == now:
            return {self._of_fields(difference.blocks[1], now)}
        found: set[lt.Cause] = {_whose(old.origin.file, new.origin.file)}
        if "{" in now and not all(word in now for word in re.findall(r"\w{3,}", difference.come)):
            found.add(self._of_fields(difference.blocks[1], now))
        return found

    def _of_fields(self, reference: str | None, written: str) -> lt.Cause:
        """What the same text was given otherwise."""
        if "{" not in written:
            return "template"
        before, after = self.old.given(reference), self.new.given(reference)
        if any(before.get(key) != after.get(key) and key in written for key in {*before, *after}):
            return "campaign"
        one, two = self.old.part(reference), self.new.part(reference)
        used = [key for key in (two.model.with_ if two else ()) if key in written]
        if one and two and any(one.model.with_.get(key) != two.model.with_[key] for key in used):
            return _whose(one.document.file, two.document.file)
        return "fact"

    def _of_case(self, old: lt.Node, new: lt.Node) -> set[lt.Cause]:
        """A person's file tells facts; the list's own text is wording."""
        found: set[lt.Cause] = set()
        lists = [_files(node, "/case-lists/") for node in (old, new)]
        texts = [
            {self._text(source, file) for file in files}
            for source, files in zip((self.old, self.new), lists, strict=True)
        ]
        people = [
            {self._text(source, file) for file in _files(node, "/people/")}
            for source, node in zip((self.old, self.new), (old, new), strict=True)
        ]
        if texts[0] != texts[1] and people[0] == people[1]:
            found.add(_whose(*lists[0], *lists[1]))
        if people[0] != people[1] or not found:
            found.add("fact")
        return found

    def _text(self, source: Source, file: str) -> str:
        return " ".join(" ".join(source.lines(file)).split())

    def _of_line(self, part: str) -> lt.Cause:
        if part not in _LINES or self.old.line(part) != self.new.line(part):
            return "campaign"
        return "fact"

    # Places: what was added, removed or moved

    def _of_place(self, difference: Difference) -> lt.Cause:
        node, (old, new) = difference.node, difference.within
        match node:
            case lt.DateLine() | lt.FaxNumber():
                return "fact"
            case lt.Case() | lt.Signatory():
                if getattr(old, "block", None) != getattr(new, "block", None):
                    return "campaign"
                return self._of_list(difference)
            case lt.CaseList() if isinstance(new, lt.Ask) and isinstance(old, lt.Ask):
                issues = [s.part(b) for s, b in zip((self.old, self.new), difference.blocks, strict=True)]
                named = {getattr(block.model, "cases", None) for block in issues if block}
                return _whose(old.origin.file, new.origin.file) if len(named) > 1 else "campaign"
            case _ if isinstance(node, lt.CaseList | _COMPOSED):
                return "campaign"
        return self._of_prose(difference)

    def _of_list(self, difference: Difference) -> lt.Cause:
        """A list's entry: the list's file, unless it says the same in both."""
        old, new = difference.within
        files = {old.origin.file, new.origin.file, difference.node.origin.file}
        lists = [file for file in files if "/people/" not in file and "/organisations/" not in file]
        if all(self._text(self.old, file) == self._text(self.new, file) for file in lists):
            return "fact"
        return _whose(*lists)

    def _of_prose(self, difference: Difference) -> lt.Cause:
        """A paragraph more or less: the block's text, or what its conditions looked at."""
        if difference.blocks[0] != difference.blocks[1]:
            return "campaign"
        one, two = (s.part(b) for s, b in zip((self.old, self.new), difference.blocks, strict=True))
        if one and two and one.model.text.split() == two.model.text.split():
            return self._of_fields(difference.blocks[1], two.model.text)
        return _whose(*(node.origin.file for node in (difference.old, difference.new) if node))

    # Values

    def _of_values(self, difference: Difference) -> lt.Cause:
        old, new = difference.old, difference.new
        files = [node.origin.file for node in (old, new) if node]
        match new:
            case lt.Addressee() if "delivery" in difference.fields:
                return "template"
            case lt.Addressee() if "name" in difference.fields:
                return "campaign" if any(file.endswith("campaign.yaml") for file in files) else "fact"
            case lt.Addressee() | lt.PostalAddress() | lt.FaxNumber() | lt.DateLine():
                return "fact"
            case lt.Line():
                return self._of_line(difference.part)
            case lt.Signatory() | lt.Letterhead():
                return self._of_signing(difference)
            case lt.Letter() | lt.PressRelease() | lt.Asks() | lt.Reading():
                return "campaign"
        return "campaign" if difference.blocks[0] != difference.blocks[1] else _whose(*files)

    def _of_signing(self, difference: Difference) -> lt.Cause:
        """Who signs, and how: the signature block where that is another, else what is known of them."""
        names = [source.composition.signatures for source in (self.old, self.new)]
        if names[0] != names[1]:
            return "campaign"
        old, new = (
            source.signs_as(f"signatures/{name}")
            for source, name in zip((self.old, self.new), names, strict=True)
        )
        if old != new or isinstance(difference.new, lt.Letterhead):
            return _whose(*(node.origin.file for node in (difference.old, difference.new) if node))
        return "fact"


def in_order(causes: Collection[lt.Cause]) -> tuple[lt.Cause, ...]:
    """Causes in the order in which they are told."""
    return tuple(cause for cause in _ORDER if cause in causes)


def _whose(*files: str) -> lt.Cause:
    """Whose words a file's are: the campaign's own where one of the files is its own."""
    return "campaign" if any(file.startswith("campaigns/") for file in files) else "library"


def _files(node: lt.Node, folder: str) -> list[str]:
    """The files of a folder that a node's words come from."""
    files = dict.fromkeys(each.origin.file for each in lt.walk(node))
    return [file for file in files if folder in file]
