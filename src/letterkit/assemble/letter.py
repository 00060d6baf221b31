"""A campaign's letter: the parts in the order of a business letter."""

from __future__ import annotations

from letterkit import letter as lt
from letterkit.assemble.parts import Parts, origin_of
from letterkit.blocks.documents import LetterFile
from letterkit.blocks.models import Signatures
from letterkit.diagnostics import Diagnostic
from letterkit.language.dates import UNDATED, date_text
from letterkit.language.lists import list_text
from letterkit.language.typography import NBSP
from letterkit.library.index import Block, Library

DEFAULT_SUBJECT = "{{ dialogue.name }}, {{ dialogue.host_city }}, {{ dialogue | days }}"


def assemble_letter(
    library: Library, block: Block[LetterFile]
) -> tuple[lt.Letter | None, list[Diagnostic]]:
    """Make the letter, as far as it can be made."""
    making = LetterInTheMaking(library, block)
    return making.letter(), making.problems


class LetterInTheMaking(Parts):
    """A letter: everything that `Parts` has, and what only a letter has."""

    def __init__(self, library: Library, campaign: Block[LetterFile]) -> None:
        super().__init__(library, campaign)
        self.recipe = campaign.model
        self.delivery_notation = campaign.model.delivery_notation

    def letter(self) -> lt.Letter | None:
        recipe = self.recipe
        ground = self.ground(recipe.dialogue)
        dialogue, addressees = ground.dialogue, ground.addressees
        signature_block, signatures = ground.signature_block, ground.signatures
        body = self.as_published(tuple(self.body()))
        reference = self.reference()
        salutation = self.salutation(addressees)
        went_out_without = self.published and "close" not in recipe.model_fields_set
        close = lt.Line(self.origin(), "") if went_out_without else self.line("close", recipe.close)
        enclosures = tuple(self.lines("enclosures", recipe.enclosures))
        copies = tuple(self.lines("cc", recipe.cc))
        if signature_block is None or signatures is None or dialogue is None:
            return None
        letterhead = self.letterhead(signature_block, signatures)
        names = list_text([addressee.salutation for addressee in addressees], self.language)
        date = date_text(self.date, self.language) if self.date != UNDATED else ""
        return lt.Letter(
            self.origin(),
            title=self.words.letter_to.format(names=names, date=date).replace(NBSP, " ").rstrip(", "),
            author=(letterhead.name or "; ".join(s.organisation for s in signatures.signatories)).replace(
                NBSP, " "
            ),
            keywords=self.keywords(dialogue.model, body),
            language=self.language,
            paper=recipe.paper,
            addresses=recipe.addresses,
            dialogue=recipe.dialogue,
            campaign=self.campaign.name,
            letterhead=letterhead,
            date=lt.DateLine(self.origin("date"), str(self.date) if date else "", self.set(date)),
            addressees=addressees,
            running_head=self.set(names),
            reference=reference,
            salutation=salutation,
            body=body,
            close=close,
            signatures=signatures,
            enclosures=enclosures,
            cc=copies,
        )

    def reference(self) -> lt.Line:
        """The reference line; a letter that went out without one has none."""
        if self.recipe.subject is None and self.published:
            return lt.Line(self.origin(), "")
        return self.line("subject", self.recipe.subject or DEFAULT_SUBJECT)

    def salutation(self, addressees: tuple[lt.Addressee, ...]) -> lt.Line:
        if self.recipe.salutation:
            return self.line("salutation", self.recipe.salutation)
        if self.published:
            return lt.Line(self.origin(), "")
        if self.words.dear is None:
            message = f"no salutation: letterkit writes none in '{self.language}'"
            location = self.campaign.location("language")
            self.report("LK403", message, location, "add a line such as `salutation: …`")
            return lt.Line(self.origin(), "")
        names = list_text([addressee.salutation for addressee in addressees], self.language)
        return lt.Line(self.origin("to"), self.set(self.words.dear.format(names=names)))

    def letterhead(self, block: Block[Signatures], signatures: lt.SignatureBlock) -> lt.Letterhead:
        coalition = block.model.coalition
        members = () if self.published else signatures.signatories
        return lt.Letterhead(
            origin_of(block.location("coalition")),
            name=self.set(coalition.name) if coalition else None,
            lines=tuple(self.set(line) for line in coalition.lines) if coalition else (),
            members=tuple(signatory.organisation for signatory in members),
        )
