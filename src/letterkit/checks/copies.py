"""The copies of a mailing, each looked at for what it has of its own: whom it goes to.

The first is looked at like any letter. Of the others the checks see whom they go to, and the words that
are theirs; what stands in the library's texts is the same in all, and is told once.
"""

from __future__ import annotations

from functools import partial
from typing import cast

from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.assemble.assembly import Alike
from letterkit.blocks.base import BlockModel
from letterkit.blocks.documents import Dialogue
from letterkit.blocks.kinds import document_kind
from letterkit.blocks.offices import Address
from letterkit.checks import Checked, check_document, facts, found_by, letter, offices, retired, text
from letterkit.checks.consent import Gate
from letterkit.checks.subject import Subject
from letterkit.consent import AlikeParts
from letterkit.diagnostics import has_errors, ordered
from letterkit.library.index import Block, Library, MailRecipient
from letterkit.values import replace

_OWN_CHECKS = (offices.check, facts.check, retired.check, letter.check, text.check)
"""What looks at whom a letter goes to, its office and the words of that block."""


class CopyChecks:
    """Makes and checks a letter's copies one after the other; the first one shows what they share."""

    def __init__(self, campaign: str) -> None:
        self.campaign = campaign
        self._alike: Alike = {}
        self._first: Checked | None = None

    @property
    def is_begun(self) -> bool:
        """Whether a first copy could be made, which the others are like."""
        first = self._first
        return first is not None and first.subject is not None and first.tree is not None

    def check(self, library: Library, recipient: MailRecipient) -> Checked:
        """A copy, made and checked; `library` is that of `Library.for_recipient`."""
        first = self._first
        if first is None or first.tree is None or first.subject is None or first.gate is None:
            self._first = _searched(check_document(library, self.campaign, "letter", alike=self._alike))
            return self._first
        tree, problems = assemble_document(library, self.campaign, "letter", self._alike)
        subject = _own(first.subject, library, recipient, tree)
        gate = _gate(first.gate, subject)
        found = found_by((partial(rule, subject) for rule in _OWN_CHECKS), subject.block.location())
        found += gate.findings(tree) if tree is not None else []
        told = set(first.findings)
        return Checked(
            first.name,
            None if has_errors(problems) else tree,
            tuple(gate.screened(library.titled(problems))),
            tuple(ordered(gate.screened(each for each in found if each not in told))),
            subject,
            gate,
        )


def _searched(first: Checked) -> Checked:
    """The first copy, whose parts the gate knows in the others."""
    if first.tree is None or first.gate is None:
        return first
    parts = AlikeParts(first.tree, first.gate.register)
    return replace(first, gate=replace(first.gate, alike=parts))


def _own(like: Subject, library: Library, recipient: MailRecipient, tree: lt.Document | None) -> Subject:
    """What the checks see of a copy: its tree, the letter's own file, and whom it goes to."""
    model = like.block.model
    letter, _ = library.document(document_kind(model), like.block.name)
    office = recipient.block.in_letter(model.language, model.date)
    dialogues = [each for each in like.used if isinstance(each.model, Dialogue)]
    used = (cast("Block[BlockModel]", office), *dialogues)
    return replace(like, library=library, block=letter or like.block, tree=tree, used=used)


def _gate(like: Gate, subject: Subject) -> Gate:
    """The gate of a copy: who is written to is nobody who must not be named, others may be."""
    others = (each for each in like.used if not isinstance(each.model, Address))
    return replace(like, used=(*others, *subject.used[:1]), tree=subject.tree)
