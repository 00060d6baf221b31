"""The documents' files: a campaign's letter, its press release, and the dialogue with their recipes."""

from collections.abc import Iterator
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from letterkit.authored import AskStyle
from letterkit.blocks.base import BlockModel, exactly_one
from letterkit.blocks.delivering import Deliver
from letterkit.blocks.looks import DocumentStyle, Facsimile
from letterkit.blocks.models import (
    Ignore,
    Translated,
)
from letterkit.blocks.values import (
    Date,
    DayOrHour,
    DocumentDate,
    FieldName,
    Language,
    Name,
    Party,
    Shorthand,
    TextByLanguage,
    TextDigest,
    Url,
    WithValue,
    Words,
    problem,
)
from letterkit.blocks.yaml import Steps
from letterkit.language.dates import PartialDate
from letterkit.language.names import name_words

Links = Literal["footnotes", "words"]
"""How a link prints: its words, with or without its address in a footnote."""


class IssueEntry(BlockModel, defer_build=False):
    """An issue in a letter, with the case list and values that this letter gives it."""

    issue: Name
    cases: Name | None = None
    with_: dict[FieldName, WithValue] = Field(default={}, alias="with")


class BodyEntry(BlockModel, defer_build=False):
    """One entry of a document's body: a framing, asks, a case list of its own, or a quotation.

    Without a style the asks of a letter are numbered, and those of a press release are short. Of the
    copies of a mailing those alone have it whose recipients `only` means: a filter, as of `--where`.
    """

    framing: Name | None = None
    asks: tuple[Annotated[IssueEntry, Shorthand("issue")], ...] = ()
    cases: Name | None = None
    quotation: Name | None = None
    style: AskStyle | None = None
    only: Words | None = None
    with_: dict[FieldName, WithValue] = Field(default={}, alias="with")

    @model_validator(mode="after")
    def _one_of(self) -> Self:
        exactly_one(self, ("framing", "asks", "cases", "quotation"))
        if self.with_ and not (self.framing or self.quotation):
            raise problem("LK203", "'with' here belongs to a framing; give it to each issue")
        return self


class NamedHolder(BlockModel, defer_build=False):
    """The holder of an office as a campaign names it, in place of the one the office's file gives."""

    name: Words
    honorific: TextByLanguage | None = None
    salutation: TextByLanguage = Field(default={})


class NamedSigner(BlockModel, defer_build=False):
    """Who signs for an organisation as a campaign says it, in place of its file."""

    name: Words
    title: TextByLanguage | None = None
    native_name: str | None = None
    signature: Facsimile | None = None


class Composition(BlockModel):
    """What every document is made of: a letter or a press release, as a recipe or as a campaign."""

    date: DocumentDate
    language: Language = "en-US"
    paper: Literal["letter", "a4"] | None = None
    style: DocumentStyle = DocumentStyle.model_construct()
    to: tuple[Name, ...] = ()
    holders: dict[Name, Annotated[NamedHolder, Shorthand("name")]] = Field(default={})
    body: tuple[BodyEntry, ...] = Field(min_length=1)
    signatures: Name
    signers: dict[Name, Annotated[NamedSigner, Shorthand("name")]] = Field(default={})
    links: Links | None = None
    ignore: tuple[Ignore, ...] = ()

    @property
    def on_paper(self) -> Literal["letter", "a4"]:
        """The paper that it prints on."""
        return self.style.paper or self.paper or "letter"

    @model_validator(mode="after")
    def _on_one_paper(self) -> Self:
        if self.paper and self.style.paper and self.paper != self.style.paper:
            message = f"the paper is said twice: {self.paper}, and {self.style.paper} in 'style'"
            raise problem("LK203", message, "keep the one in 'style'")
        return self


class LetterComposition(Composition):
    """What a letter is made of besides."""

    addresses: Literal["side-by-side", "stacked"] = "side-by-side"
    subject: Words | None = None
    delivery_notation: bool = True
    salutation: Words | None = None
    close: Words | None = None
    enclosures: tuple[Words, ...] = ()
    cc: tuple[Words, ...] = ()

    def printed_lines(self) -> Iterator[tuple[Steps, str]]:
        """The letter's own lines, from its subject to its copy notation."""
        yield ("subject",), self.subject or ""
        yield ("salutation",), self.salutation or ""
        yield ("close",), self.close or ""
        yield from ((("enclosures", i), line) for i, line in enumerate(self.enclosures))
        yield from ((("cc", i), line) for i, line in enumerate(self.cc))


class LearnMore(BlockModel):
    """Something to read, at the end of a press release."""

    title: Words
    url: Url | None = None


class ReleaseComposition(Composition):
    """What a press release is made of besides: the member that issues it, its headline and place."""

    issuer: Name | None = None
    headline: Words
    place: Words | None = None
    embargo: DayOrHour | None = None
    learn_more: tuple[Annotated[LearnMore, Shorthand("title")], ...] = ()

    def printed_lines(self) -> Iterator[tuple[Steps, str]]:
        """The release's own lines: headline, place, and what there is to read."""
        yield ("headline",), self.headline
        yield ("place",), self.place or ""
        for i, reading in enumerate(self.learn_more):
            yield ("learn_more", i, "title"), reading.title


class DialogueWords(BlockModel):
    """What a dialogue is called in another language."""

    name: Words
    short_name: Words | None = None
    host_city: Words | None = None
    host_country: str | None = None


class Occasion(BlockModel):
    """What a document is written for: its name, and where they are known its days.

    Everything that a document asks of its occasion is asked here, whatever the occasion is.
    """

    name: Words
    from_: Date | None = Field(default=None, alias="from")
    to: Date | None = None

    def addressed_on(self, written: PartialDate) -> PartialDate:
        """When whoever is written to holds the office, of a document that was `written` then."""
        return written

    @property
    def last_chance(self) -> PartialDate | None:
        """The last day on which a letter still comes in time; None where there is none."""
        return None

    @property
    def parties(self) -> tuple[str, ...]:
        """The countries that it is between, as the file has them."""
        return ()

    @property
    def host(self) -> str | None:
        """The country that it takes place in, as the file names it."""
        return None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.from_ and self.to and self.to.last_day < self.from_.first_day:
            raise problem("LK203", f"it ends ({self.to}) before it begins ({self.from_})")
        return self


class OwnOccasion(Occasion):
    """What a document without a dialogue is written for: an arrest, a trial, a bill.

    `countries` are those that it is about. Its days may be past: its letter goes to whoever holds the
    office on the letter's own date.
    """

    countries: tuple[Party, ...] = ()

    @property
    def parties(self) -> tuple[str, ...]:
        """The countries that it is about."""
        return self.countries


def repeats(short_name: str, name: str) -> bool:
    """Whether a short name is the name once more: the same words, whatever stands between them."""
    return (name_words(short_name) or [short_name]) == (name_words(name) or [name])


class Dialogue(Occasion, Translated):
    """What is coming: its name, its host, its days, and the recipes of its documents.

    Its host and days may be unknown, where all that is known of it is an old letter. `kind` is what such
    dialogues are called in the `about:` of blocks: a summit, a visit.
    """

    short_name: Words | None = None
    kind: Name | None = None
    host_city: Words | None = None
    host_country: str | None = None
    lead: Name | None = None
    between: tuple[Party, ...] = ()
    letter: LetterComposition | None = None
    press_release: ReleaseComposition | None = None
    translations: dict[Language, DialogueWords] = Field(default={})

    @property
    def recipes(self) -> dict[str, Composition]:
        """The recipes it has, by their keys: those of `DocumentKind.recipe`."""
        values = ((key, getattr(self, key)) for key in type(self).model_fields)
        return {key: value for key, value in values if isinstance(value, Composition)}

    def addressed_on(self, written: PartialDate) -> PartialDate:
        """Its first day, where that is known: who sits at the table then is written to."""
        return self.from_ or written

    @property
    def last_chance(self) -> PartialDate | None:
        """Its last day."""
        return self.to

    @property
    def parties(self) -> tuple[str, ...]:
        """Between whom it is."""
        return self.between

    @property
    def host(self) -> str | None:
        """The country that it takes place in."""
        return self.host_country

    @model_validator(mode="after")
    def _can_be_used(self) -> Self:
        if self.short_name and repeats(self.short_name, self.name):
            message = "the short name is the name, and would print twice"
            raise problem("LK203", message, "shorten it, or delete 'short_name'")
        if not self.recipes:
            raise problem("LK202", "a dialogue needs the recipe of a 'letter' or a 'press_release'")
        return self


class DocumentFile(Composition):
    """What the file of every document has: what it is written for, beside its composition.

    That is a dialogue, which has a file of its own, or an occasion that stands here. `published` is the
    digest of the body of a document that went out before letterkit knew it.
    """

    dialogue: Name | None = None
    occasion: Annotated[OwnOccasion, Shorthand("name")] | None = None
    published: TextDigest | None = None

    @model_validator(mode="after")
    def _for_one_occasion(self) -> Self:
        if self.dialogue and self.occasion:
            message = "it is written for a dialogue, and for an occasion besides"
            raise problem("LK203", message, "keep one of 'dialogue' and 'occasion'")
        if not (self.dialogue or self.occasion):
            hint = "name the 'dialogue', or write what happened: `occasion: The trial of …`"
            raise problem("LK202", "it does not say what it is written for", hint)
        return self


class LetterFile(LetterComposition, DocumentFile):
    """One letter, and the ways that it and its release go."""

    deliver: Deliver = Deliver.model_construct()


class ReleaseFile(ReleaseComposition, DocumentFile):
    """One press release."""
