"""Consent, for one document: what its gate is, and what is said of it.

The gate itself is the room `letterkit.consent`. Here it is told whom the document may not name, who is in
it, and what its outputs carry beside the tree: the templates of the workspace's own.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Collection, Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import cast

from msgspec import Struct

from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.blocks.base import BlockModel
from letterkit.blocks.campaign_files import CONSENT_FILE
from letterkit.blocks.documents import DocumentFile
from letterkit.blocks.kinds import DOCUMENTS, DocumentKind, document_kind
from letterkit.blocks.models import Consent, Person
from letterkit.consent import (
    AlikeParts,
    Carried,
    PersonNames,
    Register,
    Released,
    named_beside,
    named_in,
    release,
    screened,
    withhold,
)
from letterkit.diagnostics import Diagnostic, Location, has_errors
from letterkit.files.listing import files_below
from letterkit.files.reading import ASSET, read_text
from letterkit.library.consent import Consents, is_person
from letterkit.library.index import Block, Library
from letterkit.library.workspace import TEMPLATES, Workspace

PUBLIC: tuple[Consent, ...] = ("public",)
"""Who reads a copy to publish, in the words of a person's `consent`."""
AUDIENCES: tuple[Consent, ...] = ("letter", "public")
"""Everybody who reads anything."""
# What a template says to its author alone.
# A character of a style sheet by its number, or behind a backslash (CSS Syntax 3, 4.3.7).
_CSS_ESCAPE = re.compile(r"\\(?:(?P<code>[0-9A-Fa-f]{1,6})[ \t\n\f]?|[^\n])")
_REMARK = re.compile(r"\{#.*?#\}", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


class Gate(Struct, frozen=True, dict=True):
    """What stands between a document and its writers: whom it may not name, and what its outputs carry
    `beside` the tree. It is made of these blocks. Of a mailing's copy `alike` are the letter's own parts.
    """

    consents: Consents
    document: DocumentFile
    used: tuple[Block[BlockModel], ...]
    tree: lt.Document | None
    beside: tuple[Carried, ...] = ()
    alike: AlikeParts | None = None

    @classmethod
    def of(
        cls,
        consents: Consents,
        block: Block[DocumentFile],
        used: Iterable[Block[BlockModel]],
        tree: lt.Document | None,
    ) -> Gate:
        """The gate of a document."""
        kind = document_kind(block.model)
        beside = tuple(templates_beside(consents.workspace, block.name, kind))
        return cls(consents, block.model, tuple(used), tree, beside)

    @cached_property
    def register(self) -> Register:
        """Whom the document may not name."""
        return register_of(self.consents, self.document, self.used, self.tree)

    @cached_property
    def _alike(self) -> AlikeParts | None:
        """The letter's parts, where the copy may name whom that may."""
        alike = self.alike
        return alike if alike is not None and alike.barred == self.register.barred else None

    @cached_property
    def of_public(self) -> Register:
        """Whom a copy of it to be published may not name."""
        return register_of(self.consents, self.document, self.used, self.tree, PUBLIC)

    def release(
        self, tree: lt.Document, *, public: bool
    ) -> tuple[Released[lt.Document] | None, list[Diagnostic]]:
        """The document to be written; None, and why, where it names anybody whom it may not name, or
        nobody can tell whom that is.
        """
        register = self.of_public if public else self.register
        alike = None if public else self._alike
        released, found = release(tree, register, self.beside, alike)
        errors = [each for each in (*self.consents.problems, *found) if has_errors([each])]
        return (None if errors else released), errors

    def withhold(self, tree: lt.Document) -> tuple[Released[lt.Document] | None, list[Diagnostic]]:
        """The document for a review draft, without those names; the errors where that cannot be done."""
        released, _ = withhold(tree, self.register, self.beside)
        return released, [each for each in self._beside_named() if has_errors([each])]

    def findings(self, tree: lt.Document | None) -> list[Diagnostic]:
        """LK447 to LK449 for the document as it is."""
        named = named_in(tree, self.register, self._alike) if tree is not None else []
        return [*self.consents.problems, *named, *self._beside_named()]

    def screened(self, found: Iterable[Diagnostic]) -> list[Diagnostic]:
        """Findings without the names of those whom the document may not name."""
        return [screened(each, self.register) for each in found]

    def _beside_named(self) -> list[Diagnostic]:
        return named_beside(self.beside, self.register)


def register_of(
    consents: Consents,
    document: DocumentFile,
    used: Iterable[Block[BlockModel]],
    tree: lt.Document | None,
    audiences: Collection[Consent] | None = None,
) -> Register:
    """Whom a document may not name, where it goes to these audiences; else to those of its kind.

    A document that was published before letterkit knew it names whom it named, but not to the public
    once more.
    """
    wanted = audiences or document_kind(document).audiences
    barred = consents.barred(wanted)
    if not barred:
        return Register()
    people = list(filter(is_person, used))
    listed = tuple(_named(each.model) for each in people if consents.allows(each, wanted))
    known = tuple(_officials(tree)) if tree is not None else ()
    register = Register(barred, listed, known, consents.words)
    if document.published is None or audiences is not None or tree is None:
        return register
    return register.without_those_in([*(n for each in people for n in each.model.names), *_said(tree)])


def _said(tree: lt.Document) -> Iterator[str]:
    """The words of a document's body."""
    nodes = (node for section in tree.body for node in lt.walk(section))
    return (lt.plain_text(node) for node in nodes if isinstance(node, lt.WithWords))


def _named(person: Person) -> PersonNames:
    """A person by the name alone: what else one is called may be another's name."""
    return PersonNames(tuple(filter(None, (person.name, person.native_name))), person.native_name)


def _officials(tree: lt.Document) -> Iterator[str]:
    """What those who are written to, who sign and who are quoted are known by."""
    for node in lt.walk(tree):
        match node:
            case lt.Addressee():
                yield from (node.name, node.full_name, node.salutation)
            case lt.Signatory(person=str(person)):
                yield person
            case lt.Quote():
                yield node.speaker


def templates_beside(workspace: Workspace, campaign: str, kind: DocumentKind) -> Iterator[Carried]:
    """What a document's outputs carry beside the tree: the templates that are not letterkit's own, and
    what lies beside them, by their names and their texts.
    """
    others = {f"{other.name}.html.jinja" for other in DOCUMENTS if other is not kind}
    for folder in (workspace.root / TEMPLATES, workspace.campaign_folder(campaign) / TEMPLATES):
        for path in files_below(folder, workspace.root):
            if path.name not in others:
                yield from _carried(workspace, path, path.relative_to(folder).as_posix())


def _carried(workspace: Workspace, path: Path, name: str) -> Iterator[Carried]:
    shown = workspace.shown(path)
    yield Carried(name, shown, 1, 1)
    try:
        text = read_text(path, workspace.root, ASSET)
    except OSError:  # an image, or what whoever renders it refuses
        return
    text = _REMARK.sub(_lines_of, text)
    if name.endswith(".css"):
        text = _CSS_ESCAPE.sub(_escaped, text)
    # Once with what its tags say, such as an image's alternative text, and once as it prints.
    yield Carried(text, shown, 1, 1)
    yield Carried(_TAG.sub(_lines_of, text), shown, 1, 1)


def _escaped(match: re.Match[str]) -> str:
    """The character that an escape stands for, or the one behind the backslash."""
    code = int(match["code"], 16) if match["code"] else ord(match[0][1])
    return chr(code) if code <= sys.maxunicode else " "


def _lines_of(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")


def withdrawn(workspace: Workspace, campaign: str) -> list[Diagnostic]:
    """LK495, an error, for each place where a finalized campaign's documents name a person who may not be
    named there any more. Nothing of a campaign that was not finalized.
    """
    if not workspace.is_final(campaign):
        return []
    library = Library(workspace, campaign)
    consents, found = Consents(library), dict[Diagnostic, None]()
    for kind in workspace.document_kinds(campaign):
        document, _ = library.document(kind, campaign)
        if document is not None:
            for place in _withdrawn_from(library, consents, kind, document):
                found[_no_longer(place, workspace, campaign)] = None
    return list(found)


def _withdrawn_from(
    library: Library, consents: Consents, kind: DocumentKind, document: Block[DocumentFile]
) -> Iterator[Location]:
    used, _ = library.used_by(document)
    if document.model.published is None:
        allowed = {b.name for b in filter(is_person, used) if consents.allows(b, kind.audiences)}
        for block in (cast("Block[BlockModel]", document), *used):
            for reference in block.references():
                if reference.model is Person and reference.name not in allowed:
                    yield block.location(*reference.path)
    tree, _ = assemble_document(library, document.name, kind.name)
    if tree is not None:
        register = register_of(consents, document.model, used, tree)
        yield from (each.location for each in named_in(tree, register) if each.code == "LK447")


def _no_longer(place: Location, workspace: Workspace, campaign: str) -> Diagnostic:
    file = workspace.shown(workspace.campaign_folder(campaign) / CONSENT_FILE)
    message = f"the final {campaign} names a person here who may not be named in it any more"
    hint = f"nothing is made of it; where there is a reason to, record it in {file}"
    return Diagnostic("LK495", message, place, hint)
