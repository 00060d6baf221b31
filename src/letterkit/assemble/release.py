"""A campaign's press release: headline, dateline, what is said and asked, and about whom."""

from __future__ import annotations

from letterkit import letter as lt
from letterkit.assemble.parts import Parts
from letterkit.blocks.documents import ReleaseFile
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.blocks.models import Organisation
from letterkit.diagnostics import Diagnostic
from letterkit.language.dates import UNDATED, PartialDate, date_text
from letterkit.language.typography import NBSP
from letterkit.library.index import Block, Library
from letterkit.text.fields import IssuerField


def assemble_release(
    library: Library, block: Block[ReleaseFile]
) -> tuple[lt.PressRelease | None, list[Diagnostic]]:
    """Make the press release, as far as it can be made."""
    making = ReleaseInTheMaking(library, block)
    return making.release(), making.problems


class ReleaseInTheMaking(Parts):
    """A press release: read by everybody, its asks in one line each."""

    def __init__(self, library: Library, release: Block[ReleaseFile]) -> None:
        super().__init__(library, release)
        self.recipe = release.model
        about = DOCUMENT_KINDS.get(self.kind.about or "")
        self.about_letter = library.document(about, release.name) if about else None

    def release(self) -> lt.PressRelease | None:
        recipe = self.recipe
        self.organisation = self.issued_by()
        ground = self.ground(recipe.dialogue)
        dialogue, signatures = ground.dialogue, ground.signatures
        body = self.as_published(tuple(self.body()))
        headline = self.line("headline", recipe.headline)
        organisation = self.organisation
        if signatures is None or dialogue is None or (recipe.issuer and organisation is None):
            return None
        issuer = self.set(organisation.model.name) if organisation else ""
        date = self.set(date_text(self.date, self.language)) if self.date != UNDATED else ""
        return lt.PressRelease(
            self.origin(),
            title=headline.text.replace(NBSP, " "),
            author=issuer.replace(NBSP, " "),
            keywords=self.keywords(dialogue.model, body),
            language=self.language,
            paper=recipe.paper,
            dialogue=recipe.dialogue,
            campaign=self.campaign.name,
            issuer=issuer,
            headline=headline,
            place=self.line("place", recipe.place) if recipe.place else None,
            date=lt.DateLine(self.origin("date"), str(self.date) if date else "", date),
            embargo=self.embargo(),
            running_head=issuer,
            body=body,
            signatures=signatures,
            learn_more=self.learn_more(),
            about=self.about(organisation) if organisation and not self.published else (),
        )

    def issued_by(self) -> Block[Organisation] | None:
        """The organisation that issues it; of an old one it may not be known."""
        if self.recipe.issuer:
            return self.library.get(Organisation, self.recipe.issuer, self.campaign.location("issuer"))
        if not self.published:
            message = "no organisation issues it: 'issuer' is missing"
            self.report("LK202", message, self.campaign.document.key_location(("issuer",)))
        return None

    def letter_date(self) -> PartialDate:
        return self.about_letter.model.date if self.about_letter else self.date

    def issuer(self) -> IssuerField:
        if self.organisation is None:
            return IssuerField("", "")
        model = self.organisation.model
        return IssuerField(model.name, model.about or "")

    def embargo(self) -> lt.DateLine | None:
        day = self.recipe.embargo
        if day is None:
            return None
        text = self.words.embargo.format(date=date_text(day, self.language))
        return lt.DateLine(self.origin("embargo"), day.isoformat(), self.set(text))

    def learn_more(self) -> tuple[lt.Reading, ...]:
        return tuple(
            lt.Reading(self.origin("learn_more", i), self.set(entry.title), entry.url)
            for i, entry in enumerate(self.recipe.learn_more)
        )

    def about(self, block: Block[Organisation]) -> tuple[lt.BodyNode, ...]:
        if not block.model.about:
            return ()
        return self.nodes(block.model.about, block.document, ("about",))
