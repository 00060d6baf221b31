"""What the file of a language holds. What each key is for, with examples: docs/languages.md.

All of it is facts of the language. What babel knows (months, days, how a list is joined, countries) is
not written down again.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import Annotated

from msgspec import Struct, field


class Form(Enum):
    """How a value stands in the file."""

    WORDS = auto()
    """Single words in one text, spaces between them."""
    LIST = auto()
    """A list of texts, each as it is."""
    PATTERNS = auto()
    """A list of patterns: see `letterkit.language.patterns`."""
    MARKS = auto()
    """Quotation marks: the outer pair and the inner pair, four texts."""
    WORD = auto()
    """A text."""
    GROUPS = auto()
    """A list of texts, each of words that are alike."""
    BY_COUNTRY = auto()
    """Names by a country's two letters (ISO 3166)."""
    PATTERNS_BY_COUNTRY = auto()
    """Patterns by a country's two letters; one that begins small finds a capital there too."""
    BY_PLURAL = auto()
    """Texts with `{number}`, by CLDR's names of plural forms: one, two, few, many, other. A region that
    spells one in its own way has it beside the others: `other-US`.
    """


class Takes(Struct, frozen=True):
    """The values that a text is completed with, each between braces: `Page {page} of {pages}`."""

    values: tuple[str, ...] = ()


Word = Annotated[str, Form.WORD]
Words = Annotated[tuple[str, ...], Form.WORDS]
Lines = Annotated[tuple[str, ...], Form.LIST]
Patterns = Annotated[tuple[str, ...], Form.PATTERNS]
Marks = Annotated[tuple[str, ...], Form.MARKS]
Groups = Annotated[tuple[tuple[str, ...], ...], Form.GROUPS]
ByCountry = Annotated[Mapping[str, tuple[str, ...]], Form.BY_COUNTRY]
PatternsByCountry = Annotated[Mapping[str, tuple[str, ...]], Form.PATTERNS_BY_COUNTRY]
ByPlural = Annotated[Mapping[str, str], Form.BY_PLURAL]


class Phrases(Struct, frozen=True):
    """The words that letterkit itself puts into a letter. Those with braces take values by `str.format`.

    `dear` and `close` are None in a language where the form of a salutation or of a complimentary close
    follows rank and gender: then it is the author's to write.
    """

    dear: Annotated[str | None, Takes(("names",))]
    close: Annotated[str | None, Takes()]
    reference: Annotated[str, Takes()]
    via_fax: Annotated[str, Takes()]
    enclosures: Annotated[str, Takes()]
    copies: Annotated[str, Takes()]
    page: Annotated[str, Takes(("page", "pages"))]
    also_known_as: Annotated[str, Takes()]
    letter_to: Annotated[str, Takes(("names", "date"))]
    to_be_confirmed: Annotated[str, Takes(("what",))]
    signer: Annotated[str, Takes()]
    embargo: Annotated[str, Takes(("date",))]
    learn_more: Annotated[str, Takes()]
    about: Annotated[str, Takes(("name",))]
    signature_of: Annotated[str, Takes(("name",))]


class Unbroken(Struct, frozen=True):
    """Where no line ends.

    After 'No.' before its number and 'Dr.' before a name the text itself has a space that does not break.
    The words of `numbered` stay with their number and a number with its `units` where the document is
    laid out, whose text has ordinary spaces there.
    """

    before_number: Patterns = ()
    before_name: Lines = ()
    numbered: Patterns = ()
    units: Patterns = ()


class SpacesBefore(Struct, frozen=True):
    """The marks that a space stands before which may not break: a thin one, or one of full width."""

    thin: Word = ""
    full: Word = ""


class AddressForms(Struct, frozen=True):
    """The words by which office-holders are addressed.

    A form of `nameless` words alone names nobody ("Your Excellency"). Words of one group of
    `same_but_for_sex` are one form. A holder's whole form is `said` as a salutation; several have
    `between` between them.
    """

    nameless: Words = ()
    same_but_for_sex: Groups = ()
    said: Annotated[str | None, Takes(("names",))] = None
    between: Word = ""


class Delivery(Struct, frozen=True):
    """A delivery notation's words: 'sent', 'via', 'courier'."""

    sent: Words = ()
    by: Patterns = ()
    means: Patterns = ()


class HeadFields(Struct, frozen=True):
    """What the fields are called at the head of a memorandum or of a mail: 'From', 'To', 'Subject'.

    `reference` is another word for the subject, but not in a mail; `mail` are fields of mails alone.
    """

    sender: Words = ()
    recipient: Words = ()
    date: Words = ()
    subject: Words = ()
    reference: Words = ()
    copies: Words = ()
    mail: Words = ()


class PageNumbers(Struct, frozen=True):
    """What stands beside a page's number: 'page', and between it and the number of all pages: 'of'.

    A word of `alone` is one only where nothing else is in the line: 'p.'. Those of `behind` follow it.
    """

    word: Patterns = ()
    alone: Patterns = ()
    of: Patterns = ()
    behind: Patterns = ()


class ReadingWords(Struct, frozen=True):
    """The words by which the importer knows the parts of a letter in this language.

    Nothing in it is needed: what is missing is not recognised.
    """

    small_words: Words = ()
    and_words: Lines = ()
    and_between_names: Lines = ()
    or_words: Lines = ()
    prefixes: Words = ()
    item_words: Patterns = ()
    page_numbers: PageNumbers = field(default_factory=PageNumbers)
    # Who: people, offices, organisations
    honorifics: Patterns = ()
    titles_before_names: Patterns = ()
    honorifics_after_names: Lines = ()
    after_names: Patterns = ()
    titles: Words = ()
    titles_called_on: Patterns = ()
    organisation_words: Words = ()
    joining_words: Words = ()
    # Where
    countries: ByCountry = field(default_factory=dict)
    other_countries: Lines = ()
    cities: ByCountry = field(default_factory=dict)
    other_cities: Lines = ()
    streets: Patterns = ()
    street_endings: Patterns = ()
    # The parts of a letter
    addressed_to: Patterns = ()
    head_fields: HeadFields = field(default_factory=HeadFields)
    dear: Patterns = ()
    salutations: Patterns = ()
    salutations_alone: Patterns = ()
    closings: Patterns = ()
    closing_sentences: Patterns = ()
    signatories_headings: Patterns = ()
    individuals_headings: Patterns = ()
    organisations_headings: Patterns = ()
    group_headings: Patterns = ()
    column_names: Words = ()
    references: Patterns = ()
    copies: Patterns = ()
    copies_without_colon: Patterns = ()
    enclosures: Patterns = ()
    delivery: Delivery = field(default_factory=Delivery)
    fax: Patterns = ()
    telephone: Patterns = ()
    telephone_numbers: Patterns = ()
    telephone_in_contacts: Patterns = ()
    telephone_beside_fax: Patterns = ()
    # What a letter asks, and of whom it tells
    we: Patterns = ()
    you: Patterns = ()
    asks: Patterns = ()
    asks_told: Patterns = ()
    duties: Patterns = ()
    demands: Patterns = ()
    ask_headings: Patterns = ()
    said: Patterns = ()
    harmed: Patterns = ()
    persons: Words = ()
    opening_words: Words = ()
    places_called: Words = ()
    name_particles: Words = ()
    name_particles_on_lines: Words = ()
    other_names: Patterns = ()
    determiners: Words = ()
    introducing: Words = ()
    describing: Words = ()
    telling: Words = ()
    place_words: Words = ()
    officials: Words = ()
    title_links: Patterns = ()
    on_behalf: Patterns = ()
    open_letters: Patterns = ()
    release_labels: Patterns = ()
    ends: Patterns = ()
    ends_go_on: Patterns = ()
    cites: Patterns = ()
    furniture: Patterns = ()
    page_links: Patterns = ()
    signed_by: Patterns = ()

    @property
    def is_complete(self) -> bool:
        """Whether the parts of a letter can be told apart in this language."""
        begins = self.dear or self.salutations
        return bool(begins and self.closings and self.signatories_headings and self.titles)


class LanguageFile(Struct, frozen=True):
    """All that is known of a language. Of what a file lacks, the English is used, or nothing."""

    phrases: Phrases | None = None
    ordinals: ByPlural = field(default_factory=dict)
    others: ByPlural = field(default_factory=dict)
    listed_below: ByPlural = field(default_factory=dict)
    first_of_month: Word = ""
    comma: Word = ", "
    full_stop: Word = ". "
    numbers: Words = ()
    quotes: Marks = ()
    spaces_before: SpacesBefore = field(default_factory=SpacesBefore)
    articles: Words = ()
    country_names: ByCountry = field(default_factory=dict)
    name_endings: Words = ()
    demonyms: PatternsByCountry = field(default_factory=dict)
    leaders: PatternsByCountry = field(default_factory=dict)
    no_countries: Patterns = ()
    unbroken: Unbroken = field(default_factory=Unbroken)
    abbreviations: Words = ()
    address_forms: AddressForms = field(default_factory=AddressForms)
    reading: ReadingWords = field(default_factory=ReadingWords)
