"""Why two letters differ in one place: the library, the campaign, a fact, or a template.

Told from both sides' files: where the text in a file differs, the file is the cause; where the text is
the same and yet prints otherwise, what it was given is. A fact is what blocks tell of the world: who
holds an office and where, what happened to a person, a date. What the campaign chose, which block, in
which order, with which values, is the campaign's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import TypeVar, cast

from letterkit import letter as lt
from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import Composition, DocumentFile
from letterkit.blocks.models import (
    Prose,
    Signatures,
)
from letterkit.changes import Cause
from letterkit.files.reading import BLOCK
from letterkit.library.index import Block, Library
from letterkit.redline import Aspect, Difference, Redline
from letterkit.values import replace

Tree = TypeVar("Tree", bound=lt.Document)

# In the order in which they are told.
_ORDER: tuple[Cause, ...] = ("library", "campaign", "fact", "template")
# Whose change it is where words of a file differ, by whose the file is.
_OWNERS: Mapping[lt.Owner, Cause] = {
    lt.Owner.LIBRARY: "library",
    lt.Owner.CAMPAIGN: "campaign",
    lt.Owner.IMPORTED: "campaign",
    lt.Owner.TEMPLATE: "template",
}
# The keys of a campaign's or press release's file that print one line each.
_LINES = {"reference": "subject", "salutation": "salutation", "close": "close"}
_LINES |= {"headline": "headline", "place": "place", "enclosures": "enclosures", "cc": "cc"}
# Whether a document has them and where they stand is the campaign's choice.
_COMPOSED = lt.Ask | lt.Asks | lt.Passage | lt.Quote | lt.Addressee | lt.Line | lt.Reading


class DocumentSource:
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
                workspace = self.library.workspace
                text = workspace.text(workspace.root / file, BLOCK)
            except OSError:
                text = ""
            self._files[file] = text.splitlines()
        return self._files[file]

    def text(self, file: str) -> str:
        """A file's words, in one line."""
        return " ".join(" ".join(self.lines(file)).split())

    def written(self, node: lt.Node) -> str:
        """What stands in the file where the node was made, in one line."""
        places = [n.origin for n in lt.walk(node) if n.origin.file == node.origin.file]
        first, last = min(o.line for o in places), max(o.line for o in places)
        return " ".join(" ".join(self.lines(node.origin.file)[first - 1 : last]).split())

    def named(self, reference: str | None) -> Block[BlockModel] | None:
        """The block of that full name."""
        found = self.library.find(reference)[0] if reference and "/" in reference else []
        return next(iter(found), None)

    def prose(self, reference: str | None) -> Block[Prose] | None:
        """The block of prose of that full name."""
        block = self.named(reference)
        is_prose = block is not None and isinstance(block.model, Prose)
        return cast("Block[Prose]", block) if is_prose else None

    def files_of(self, node: lt.Node) -> set[str]:
        """The files of the person's block, or the organisation's, that an entry of a list names."""
        names = node.blocks if isinstance(node, lt.Case) else (getattr(node, "block", None),)
        return {block.document.file for block in map(self.named, names) if block is not None}

    def is_own(self, origin: lt.Origin) -> bool:
        """Whether it is a place in the document's own file."""
        return origin.file == self.block.document.file

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
        block = self.named(reference)
        return block.model.sign_as if block and isinstance(block.model, Signatures) else None

    def line(self, part: str) -> object:
        """What the document's file says of a part of one line."""
        return getattr(self.composition, _LINES[part], None)


def explained(made: Redline[Tree], old: DocumentSource, new: DocumentSource) -> Tree:
    """The redline with the causes of each listed change, told from what both sides were made from."""
    comparison = made.tree.comparison
    if comparison is None:
        return made.tree
    causes = Causes(old, new)
    found: dict[int, set[Cause]] = {}
    for difference in made.differences:
        found.setdefault(difference.number, set()).update(causes.of(difference))
    listed = tuple(
        replace(change, causes=in_order(found.get(change.number, ()))) for change in comparison.changes
    )
    return replace(made.tree, comparison=replace(comparison, changes=listed))


class Causes:
    """The causes of what differs between two documents."""

    def __init__(self, old: DocumentSource, new: DocumentSource) -> None:
        self.old = old
        self.new = new

    def of(self, difference: Difference) -> set[Cause]:
        """The causes of one difference, at least one."""
        match difference.aspect:
            case Aspect.WORDS:
                return self._of_words(difference)
            case Aspect.PLACE:
                return {self._of_place(difference)}
            case Aspect.VALUES:
                return {self._of_values(difference)}

    # Words

    def _of_words(self, difference: Difference) -> set[Cause]:
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
            return {self._of_fields(difference, now)}
        found: set[Cause] = {_whose(old.origin, new.origin)}
        if "{" in now and not all(word in now for word in re.findall(r"\w{3,}", difference.come)):
            found.add(self._of_fields(difference, now))
        return found

    def _of_fields(self, difference: Difference, written: str) -> Cause:
        """What the same text was given otherwise."""
        if "{" not in written:
            return "template"
        reference = difference.blocks[1]
        if _differ(self.old.given(reference), self.new.given(reference), written):
            return "campaign"
        one, two = self.old.prose(reference), self.new.prose(reference)
        if one is None or two is None:
            return "fact"
        # A value that the block has no more is none that its text prints.
        before = {key: value for key, value in one.model.with_.items() if key in two.model.with_}
        if _differ(before, two.model.with_, written):
            return _whose(*(node.origin for node in difference.within))
        return "fact"

    def _of_case(self, old: lt.Node, new: lt.Node) -> set[Cause]:
        """A person's file tells facts; the list's own text is wording."""
        old_people, old_lists = _parted(old, self.old.files_of(old))
        new_people, new_lists = _parted(new, self.new.files_of(new))
        found: set[Cause] = set()
        if _texts(self.old, old_people) != _texts(self.new, new_people):
            found.add("fact")
        elif _texts(self.old, old_lists) != _texts(self.new, new_lists):
            found.add(_whose(*old_lists, *new_lists))
        return found or {"fact"}

    def _of_line(self, part: str) -> Cause:
        if part not in _LINES or self.old.line(part) != self.new.line(part):
            return "campaign"
        return "fact"

    # Places: what was added, removed or moved

    def _of_place(self, difference: Difference) -> Cause:
        node, (old, new) = difference.node, difference.within
        match node:
            case lt.DateLine() | lt.FaxNumber():
                return "fact"
            case lt.Case() | lt.Signatory() | lt.SignatureGroup():
                is_other_list = getattr(old, "block", None) != getattr(new, "block", None)
                return "campaign" if is_other_list else self._of_list(difference)
            case lt.CaseList() if isinstance(new, lt.Ask) and isinstance(old, lt.Ask):
                return self._of_case_list(difference)
            case _ if isinstance(node, lt.CaseList | _COMPOSED):
                return "campaign"
        return self._of_prose(difference)

    def _of_list(self, difference: Difference) -> Cause:
        """A list's entry: the list's file, unless it says the same in both."""
        node = difference.node
        told = self.old.files_of(node) | self.new.files_of(node)
        places = [each.origin for each in (*difference.within, node) if each.origin.file not in told]
        if all(self.old.text(place.file) == self.new.text(place.file) for place in places):
            return "fact"
        return _whose(*places)

    def _of_case_list(self, difference: Difference) -> Cause:
        """The list of an ask: its issue's, unless that names the same in both."""
        old, new = difference.within
        issues = (self.old.prose(difference.blocks[0]), self.new.prose(difference.blocks[1]))
        named = {getattr(block.model, "cases", None) for block in issues if block}
        return _whose(old.origin, new.origin) if len(named) > 1 else "campaign"

    def _of_prose(self, difference: Difference) -> Cause:
        """A paragraph more or less: the block's text, or what its conditions looked at."""
        if difference.blocks[0] != difference.blocks[1]:
            return "campaign"
        one, two = self.old.prose(difference.blocks[0]), self.new.prose(difference.blocks[1])
        if one and two and one.model.text.split() == two.model.text.split():
            return self._of_fields(difference, two.model.text)
        return _whose(*_origins(difference))

    # Values

    def _of_values(self, difference: Difference) -> Cause:
        match difference.new:
            case lt.Addressee():
                return self._of_addressee(difference)
            case lt.PostalAddress() | lt.FaxNumber() | lt.DateLine():
                return "fact"
            case lt.Line():
                return self._of_line(difference.part)
            case lt.Signatory() | lt.Letterhead():
                return self._of_signing(difference)
            case lt.Letter() | lt.PressRelease() | lt.Asks() | lt.Reading():
                return "campaign"
        is_other = difference.blocks[0] != difference.blocks[1]
        return "campaign" if is_other else _whose(*_origins(difference))

    def _of_addressee(self, difference: Difference) -> Cause:
        """The office and its holder are facts, unless the document's own file names the holder."""
        if "delivery" in difference.fields:
            return "template"
        sides = ((self.old, difference.old), (self.new, difference.new))
        is_named = any(node is not None and source.is_own(node.origin) for source, node in sides)
        return "campaign" if "name" in difference.fields and is_named else "fact"

    def _of_signing(self, difference: Difference) -> Cause:
        """Who signs, and how: the signature block where that is another, else what is known of them."""
        if isinstance(difference.new, lt.Signatory) and not difference.new.block:  # the list says it
            return _whose(*_origins(difference))
        names = [source.composition.signatures for source in (self.old, self.new)]
        if names[0] != names[1]:
            return "campaign"
        old, new = (
            source.signs_as(f"signatures/{name}")
            for source, name in zip((self.old, self.new), names, strict=True)
        )
        if old != new or isinstance(difference.new, lt.Letterhead):
            return _whose(*_origins(difference))
        return "fact"


def in_order(causes: Collection[Cause]) -> tuple[Cause, ...]:
    """Causes in the order in which they are told."""
    return tuple(cause for cause in _ORDER if cause in causes)


def _whose(*origins: lt.Origin) -> Cause:
    """Whose words a file's are: the campaign's own where one of the files is its own."""
    causes = {_OWNERS[origin.owner] for origin in origins}
    return "campaign" if "campaign" in causes else min(causes, key=_ORDER.index, default="library")


def _origins(difference: Difference) -> list[lt.Origin]:
    return [node.origin for node in (difference.old, difference.new) if node]


def _parted(node: lt.Node, files: Collection[str]) -> tuple[list[lt.Origin], list[lt.Origin]]:
    """Where a node's words come from: one place in each of these files, and one in each other file."""
    places = {each.origin.file: each.origin for each in lt.walk(node)}
    return (
        [place for file, place in places.items() if file in files],
        [place for file, place in places.items() if file not in files],
    )


def _texts(source: DocumentSource, places: Iterable[lt.Origin]) -> set[str]:
    return {source.text(place.file) for place in places}


def _differ(before: Mapping[str, object], after: Mapping[str, object], written: str) -> bool:
    """Whether a value differs whose key stands in the text."""
    return any(before.get(key) != after.get(key) and key in written for key in {*before, *after})
