"""What can be said of a workspace before a letter goes out: one file for each family of checks.

A check of the library looks at every block, whether or not a letter uses it. A check of a document gets
a `Subject`: the document's file, its tree, the blocks it is made of, and the day by which facts are
judged. Both give diagnostics. A block's or a document's `ignore:` keeps a finding of that code in that
file from being said again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from functools import partial

from msgspec import Struct

from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.assemble.assembly import Alike
from letterkit.blocks.base import BlockModel
from letterkit.blocks.kinds import DOCUMENT_KINDS, document_kind
from letterkit.checks import (
    cases,
    countries,
    dates,
    facts,
    languages,
    letter,
    merge_fields,
    offices,
    press_release,
    references,
    retired,
    signatories,
    text,
    time_words,
    topics,
    unwritten,
)
from letterkit.checks.consent import AUDIENCES, Gate, withdrawn
from letterkit.checks.letter import too_long
from letterkit.checks.subject import Subject
from letterkit.consent import Register, Released, screened
from letterkit.diagnostics import Diagnostic, Location, has_errors, ordered
from letterkit.library import others
from letterkit.library.consent import Consents, is_person
from letterkit.library.finals import changes_since_final
from letterkit.library.index import Block, Library
from letterkit.library.workspace import SEEDS, Workspace
from letterkit.limits import TooMuchWorkError, limited_work

_SECONDS = 4.0  # of the processor's, to check a document
_EACH_BLOCK = 0.02  # the same for each block of a library; one takes a twentieth of that

LIBRARY_CHECKS: tuple[Callable[[Library, Sequence[Block[BlockModel]]], Iterable[Diagnostic]], ...] = (
    merge_fields.check,
)
DOCUMENT_CHECKS: tuple[Callable[[Subject], Iterable[Diagnostic]], ...] = (
    offices.check,
    facts.check,
    cases.check,
    signatories.check,
    retired.check,
    letter.check,
    press_release.check,
    topics.check,
    countries.check,
    dates.check,
    time_words.check,
    text.check,
    languages.check,
)
# What no `ignore:` keeps.
_ALWAYS_TOLD: tuple[Callable[[Subject], Iterable[Diagnostic]], ...] = (unwritten.check,)


class Checked(Struct, frozen=True):
    """A document, the problems met in making it, and what the checks found.

    There is no tree where a problem is an error. The tree is for looking at: writers take what `release`
    or `withhold` gives.
    """

    name: str
    tree: lt.Document | None
    problems: tuple[Diagnostic, ...]
    findings: tuple[Diagnostic, ...] = ()
    subject: Subject | None = None
    gate: Gate | None = None

    def against_publishing(self, copy: lt.Document, left_out: Iterable[str]) -> list[Diagnostic]:
        """What contact data the texts of this copy of the document have (LK475), the lines among it that
        were `left_out`.
        """
        from letterkit.checks import publication  # for copies to publish alone

        if self.subject is None:
            return []
        found = publication.contact_data(self.subject, copy, left_out)
        told = _one_each(_without_ignored(found, self.subject.files()))
        return [screened(each, self.gate.of_public) for each in told] if self.gate else told

    def release(
        self, copy: lt.Document | None = None, *, public: bool = False
    ) -> tuple[Released[lt.Document] | None, list[Diagnostic]]:
        """The document for whatever leaves the house, or that copy of it, which may be to be published;
        None, and why, where it names anybody whom it may not name.
        """
        if self.tree is None or self.gate is None:
            return None, []
        return self.gate.release(copy or self.tree, public=public)

    def withhold(self) -> tuple[Released[lt.Document] | None, list[Diagnostic]]:
        """The document for a review draft, without the names of those whom it may not name."""
        if self.tree is None or self.gate is None:
            return None, []
        return self.gate.withhold(self.tree)

    def named_blocks(self) -> list[Block[BlockModel]]:
        """The document's own file and its blocks, without those of people whom it may not name."""
        if self.subject is None:
            return []
        block, consents = self.subject.block, self.subject.consents
        audiences = document_kind(block.model).audiences
        return [
            each
            for each in self.subject.files()
            if not is_person(each) or block.model.published or consents.allows(each, audiences)
        ]

    def findings_on(self, pages: int) -> list[Diagnostic]:
        """The findings, with what shows only when the document is laid out: how long it is."""
        if self.subject is None:
            return list(self.findings)
        long = _without_ignored(too_long(self.subject.block, pages), self.subject.files())
        return ordered([*self.findings, *long])


def check(workspace: Workspace, *campaigns: str, on: dt.date | None = None) -> list[Diagnostic]:
    """Everything wrong with the library, and with the documents of the campaigns that are named."""
    library = Library(workspace)
    blocks, found = library.load_all()
    found += [*library.misnamed(), *others.in_workspace(workspace, library.files)]
    found += _check_blocks(library, blocks)
    of_documents: list[Diagnostic] = []
    for campaign in campaigns:
        seen = Library(workspace, campaign, like=library)
        own, _ = seen.own()  # one that cannot be read is told by the document that uses it
        found += [*seen.misnamed(), *_check_blocks(seen, own), *changes_since_final(workspace, campaign)]
        found += [*withdrawn(workspace, campaign), *Consents(seen).differing()]
        for name in workspace.documents(campaign):
            checked = check_document(seen, campaign, name, on)
            of_documents += [*checked.problems, *checked.findings]
        found = seen.titled(found)
    # Whoever may be named nowhere is named by no title of a block either.
    register = Register(Consents(library).barred(AUDIENCES))
    told = (screened(each, register) for each in library.titled(found))
    # What is told of a document says more: it is told instead.
    return ordered({each: each for each in (*told, *of_documents)}.values())


def _check_blocks(library: Library, blocks: Sequence[Block[BlockModel]]) -> list[Diagnostic]:
    """What the checks of the library say of these blocks. No `ignore:` stands in for a missing block."""
    found = _found(
        (partial(rule, library, blocks) for rule in LIBRARY_CHECKS),
        _SECONDS + _EACH_BLOCK * len(blocks),
        Location(SEEDS, 1, 1),
    )
    return [*references.check(library, blocks), *_without_ignored(found, blocks)]


def check_document(
    library: Library, campaign: str, name: str, on: dt.date | None = None, alike: Alike | None = None
) -> Checked:
    """Make a document of a campaign and look at it. Without `on` facts are judged by its own date;
    `alike` is what copies of a mailing share, of which this is the first: see `checks.copies`.
    """
    tree, problems = assemble_document(library, campaign, name, alike)
    kind = DOCUMENT_KINDS[name]
    block, _ = library.document(kind, campaign)
    if block is None:
        return Checked(name, tree, tuple(library.titled(problems)))
    is_about = kind.about in library.workspace.documents(campaign)
    about = assemble_document(library, campaign, str(kind.about))[0] if is_about else None
    used, unreadable = library.used_by(block)
    # The keys of `holders:` and `signers:` are names too, which making the document does not look up.
    missing = [problem for problem in unreadable if problem.location.file == block.document.file]
    marks = others.in_campaign(library.workspace, campaign)
    problems = list(dict.fromkeys([*problems, *missing, *marks]))
    tree = None if has_errors(missing) else tree
    subject = Subject(
        library=library,
        block=block,
        tree=tree,
        about=about,
        used=tuple(each.in_letter(block.model.language, block.model.date) for each in used),
        on=on or block.model.date.last_day,
        consents=Consents(library),
    )
    gate = Gate.of(subject.consents, block, used, tree)
    found = _found((partial(rule, subject) for rule in DOCUMENT_CHECKS), _SECONDS, block.location())
    always = _found((partial(rule, subject) for rule in _ALWAYS_TOLD), _SECONDS, block.location())
    findings = [*_without_ignored(found, subject.files()), *always, *gate.findings(tree)]
    return Checked(
        name,
        tree,
        tuple(gate.screened(library.titled(problems))),
        tuple(ordered(gate.screened(library.titled(findings)))),
        subject,
        gate,
    )


def found_by(checks: Iterable[Callable[[], Iterable[Diagnostic]]], place: Location) -> list[Diagnostic]:
    """What checks of a document find; LK219 where they take too long."""
    return _found(checks, _SECONDS, place)


def _found(
    checks: Iterable[Callable[[], Iterable[Diagnostic]]], seconds: float, place: Location
) -> list[Diagnostic]:
    """What checks find, in so many seconds of the processor's; LK219 where that is not enough."""
    found: list[Diagnostic] = []
    try:
        with limited_work(seconds):
            for check_ in checks:
                found += check_()
    except TooMuchWorkError as error:
        message = "its texts take longer to check than those of any letter"
        hint = "look for a text or a value of excessive length"
        found.append(Diagnostic("LK219", message, error.place or place, hint))
    return found


def _one_each(findings: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings in order, each once a line: a word may stand in a node and in the node around it."""
    found = {(f.code, f.message, f.location.file, f.location.line): f for f in findings}
    return ordered(found.values())


def _without_ignored(
    findings: Iterable[Diagnostic], blocks: Iterable[Block[BlockModel]]
) -> list[Diagnostic]:
    """The findings that no `ignore:` of their own file is meant for."""
    ignored = {
        (block.document.file, entry.code)
        for block in blocks
        for entry in getattr(block.model, "ignore", ())
    }
    return [f for f in findings if (f.location.file, f.code) not in ignored]
