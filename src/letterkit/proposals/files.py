"""The files of a proposal in the making, each under a name that is free, with where its words came from;
and the words of an old letter as YAML and Markdown, from which they come out again as they went in.

Every guess says how sure it is in a comment: a comment goes when somebody has checked it, a key would
stay and be false.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct, field

from letterkit.blocks import schemas
from letterkit.blocks.base import BlockModel as Model
from letterkit.blocks.kinds import KIND_BY_MODEL, DocumentKind, Kind
from letterkit.blocks.styles import LiteralText, entry
from letterkit.blocks.values import is_name
from letterkit.blocks.yaml import Value
from letterkit.importer.parts import FoundSignatory, Proposed, ReadPart
from letterkit.importer.reading import FoundAt, Role, Sure, folded
from letterkit.letter import words_digest
from letterkit.library.index import Block
from letterkit.proposals.likeness import KnownBlocks
from letterkit.text.escaping import escape_lines
from letterkit.values import replace

Keys = Mapping[str, Value]
"""What a file says: a key with None is left open, one with an empty value is left out."""

_CLOSING = re.compile(r"(?<=\s)#+$")  # of a heading, which Markdown would not print
_ITEM = re.compile(r"[-*•·▪◦‣●○■–—+]|\d{1,9}[.)]")


def found_at(parts: Sequence[ReadPart | FoundSignatory]) -> FoundAt:
    """All their lines, as sure as the least sure of them; there must be one."""
    places = [part.at for part in parts]
    least = max((at.sure for at in places), key=list(Sure).index)
    return FoundAt(min(at.first for at in places), max(at.last for at in places), least)


class ProposalFiles(Struct):
    """A proposal's files so far.

    `files` are the texts by their names within the proposal's folder, `proposed` the blocks, a list for
    each document. `people` and `organisations` are the blocks of those named so far, by their `plain`
    names; `signatures` is the signature block of the document before.
    """

    source: str
    name: str
    known: KnownBlocks
    files: dict[str, str] = field(default_factory=dict)
    proposed: list[list[Proposed]] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)
    signatures: str = ""

    def add(
        self,
        model: type[Model],
        wanted: str,
        at: FoundAt,
        keys: Keys,
        *comments: str,
        remark: str = "",
        ours: Block[Any] | None = None,
    ) -> str:
        """Enter a block's file under a name that is free; returns the name.

        `comments` and the `remark`, what the library has of it, stand above its keys. A block of the
        library that is the same is `ours`: with a remark the file comes in its place, else there is none.
        """
        kind = KIND_BY_MODEL[model]
        name = ours.name if ours else self.free(model, wanted)
        if ours and not remark:
            remark = ours.reference
        else:
            said = (f"{self._imported(at)}; {at.sure}.", remark, *comments)
            origin: Keys = {"verified": None, "origin": [{"seed": self.source, "lines": at.lines}]}
            self._enter(kind, _file(kind, name), said, {**keys, **origin})
        self.proposed[-1].append(Proposed(kind.name, name, at, remark))
        return name

    def add_document(self, kind: DocumentKind, at: FoundAt, keys: Keys, *comments: str) -> None:
        """Enter the file of a document."""
        self._enter(kind, kind.file, (f"{self._imported(at)}.", *comments), keys)
        called = kind.file.removesuffix(".yaml").replace("-", " ")
        self.proposed[-1].append(Proposed(called, self.name, at))

    def free(self, model: type[Model], wanted: str) -> str:
        """A name that neither the library nor the proposal has."""
        kind = KIND_BY_MODEL[model]
        otherwise = f"{kind.name.replace(' ', '-')}-{words_digest([wanted])[:8]}"
        base = wanted if is_name(wanted) else otherwise
        library = set(self.known.library.names(kind))
        names = (base if n == 1 else f"{base}-{n}" for n in range(1, 10_000))
        return next(n for n in names if n not in library and _file(kind, n) not in self.files)

    def _enter(self, kind: Kind | DocumentKind, file: str, comments: Iterable[str], keys: Keys) -> None:
        """Enter a file: its schema for an editor, what is said about it, its keys."""
        up = "../" * (file.count("/") + 3)  # to the workspace
        lines = [f"# yaml-language-server: $schema={up}{schemas.FOLDER}/{schemas.file_name(kind)}"]
        lines += [f"# {' '.join(s.split())}" for c in comments if c for s in c.split("\n")]
        lines += [line for key, value in _said(keys).items() for line in entry(f"{key}:", value)]
        self.files[file] = "".join(f"{line}\n" for line in lines)

    def _imported(self, at: FoundAt) -> str:
        return f"Imported from {self.source}, {'lines' if at.last > at.first else 'line'} {at.lines}"


def _file(kind: Kind, name: str) -> str:
    return f"blocks/{kind.folder}/{name}.yaml"


def _said(keys: Keys) -> dict[str, Value]:
    """The keys without those that are left out, at each level."""
    inner = ((key, _said(v) if isinstance(v, dict) else v) for key, v in keys.items())
    return {key: value for key, value in inner if value or value is None}


# The words of a letter as Markdown


def text_of(parts: Iterable[ReadPart]) -> str:
    """The words, without the marks of lists."""
    return " ".join(part.text for part in parts)


def line_of_markup(text: str) -> str:
    """A text of one line as Markdown: a subject, a salutation."""
    return escape_lines(" ".join(text.split()))


def list_mark(part: ReadPart) -> str:
    """What Markdown has before the item of a list; empty for what is none."""
    if _ITEM.fullmatch(part.marker) is None:
        return ""
    return f"{part.marker[:-1]}. " if part.marker[0].isdigit() else "- "


def unmarked(part: ReadPart) -> ReadPart:
    """The part without a mark that Markdown has; another one stands in the text."""
    return replace(part, marker="") if list_mark(part) else part


def markup(parts: Iterable[ReadPart]) -> LiteralText:
    """Paragraphs, headings and items of lists as Markdown."""
    runs = groupby(parts, lambda part: list_mark(part)[-2:])  # items of one kind
    return LiteralText("\n\n".join(("\n" if kind else "\n\n").join(map(_one, run)) for kind, run in runs))


def _one(part: ReadPart) -> str:
    if part.role is Role.HEADING:
        return "### " + _CLOSING.sub(r"\\\g<0>", line_of_markup(part.text))
    lines, mark = escape_lines("\n".join(folded(unmarked(part).whole))), list_mark(part)
    return mark + lines.replace("\n", "\n" + " " * len(mark))
