"""The parts of a business letter around its body: letterhead, date, addressees, lines, signatures."""

from __future__ import annotations

from typing import Literal

from letterkit.authored import Origin
from letterkit.letter.prose import ForeignWords, Node
from letterkit.values import replace

RUNNING_HEAD = 50
"""How many characters a running head has room for, in one line beside the date and the page."""


class Image(Node, frozen=True):
    """A picture: its file as the author names it, its kind (RFC 6838) and content (base64, RFC 4648).

    `alt` is what it shows in words; width and height are how large it prints, in points.
    """

    file: str
    media: Literal["image/svg+xml", "image/png"]
    content: str
    alt: str
    width: float
    height: float
    type: Literal["image"] = "image"

    @property
    def url(self) -> str:
        """The picture as an address that holds it whole (RFC 2397)."""
        return f"data:{self.media};base64,{self.content}"


class Contact(Node, frozen=True):
    """Whom to ask, and how, as it prints; `url` is where the website's name leads to."""

    person: str | None
    telephone: str | None
    email: str | None
    website: str | None
    url: str | None
    type: Literal["contact"] = "contact"

    @property
    def parts(self) -> tuple[tuple[str, str | None], ...]:
        """What prints, and where it leads to."""
        mail = f"mailto:{self.email}"
        row = ((self.person, None), (self.telephone, None), (self.email, mail), (self.website, self.url))
        return tuple((text, target) for text, target in row if text)


class Looks(Node, frozen=True):
    """How a document looks where that is not as letterkit has it by itself: lengths in points.

    Margins that are None are letterkit's own.
    """

    typeface: str | None
    size: float | None
    top: float | None
    bottom: float | None
    left: float | None
    right: float | None
    room_to_sign: float | None
    type: Literal["looks"] = "looks"


class Letterhead(Node, frozen=True):
    """Who writes: the coalition's name and address lines where it has them, and its members."""

    name: str | None
    lines: tuple[str, ...]
    members: tuple[str, ...]
    logo: Image | None = None
    contact: Contact | None = None
    type: Literal["letterhead"] = "letterhead"


class DateLine(Node, frozen=True):
    """A date or an hour (ISO 8601): `iso` as precise as it is known, and as printed."""

    iso: str
    text: str
    type: Literal["date-line"] = "date-line"


class FaxNumber(Node, frozen=True):
    """A fax number: in E.164 form (ITU-T E.164) for machines, and as printed."""

    e164: str
    text: str
    type: Literal["fax-number"] = "fax-number"


class PostalAddress(Node, frozen=True):
    """A postal address: the lines as printed, and the same by field (as RFC 6350 names them).

    `places` has the origin of each line that is the author's.
    """

    lines: tuple[str, ...]
    street: str
    locality: str
    region: str
    postal_code: str
    country: str
    country_name: str
    type: Literal["postal-address"] = "postal-address"
    places: tuple[Origin, ...] = ()

    def place_of(self, line: int) -> Node:
        """The node that says where a line came from, counted from 0."""
        return replace(self, origin=self.places[line]) if line < len(self.places) else self


class Addressee(Node, frozen=True):
    """An official: the inside address and the delivery notation."""

    block: str
    name: str
    honorific: str | None
    salutation: str
    office: str
    organisation: str
    address: PostalAddress
    fax: tuple[FaxNumber, ...]
    email: str | None
    delivery: str | None
    type: Literal["addressee"] = "addressee"

    @property
    def full_name(self) -> str:
        """The name with its honorific."""
        # Joined so that a writer's marked-up text stays one.
        return self.honorific + " " + self.name if self.honorific else self.name


class Line(Node, frozen=True):
    """A part of one line: the reference line, the salutation, the close, an enclosure, a copy.

    `agreed` are the words that organisations agree to in its place: see `Text`.
    """

    text: str
    type: Literal["line"] = "line"
    foreign_words: tuple[ForeignWords, ...] = ()
    agreed: str | None = None


class Signatory(Node, frozen=True):
    """Who signs: an organisation, with who signs for it where persons sign, one for each person; or an
    individual, who signs for no organisation.

    `block` is the organisation's, or the individual's where there is one. `affiliation` and `note`, such
    as "for identification only", are an individual's, who has no `organisation`.
    """

    block: str
    organisation: str
    person: str | None
    native_name: str | None
    title: str | None
    image: Image | None = None
    affiliation: str | None = None
    note: str | None = None
    type: Literal["signatory"] = "signatory"

    @property
    def is_individual(self) -> bool:
        """Whether it signs for no organisation."""
        return not self.organisation

    @property
    def lines(self) -> tuple[str, ...]:
        """What prints, one below the other; a picture of the signature stands above."""
        person = self.person
        if person and self.native_name:
            # Joined so that a writer's marked-up text stays one.
            person = person + " " + self.native_name
        said = (person, self.title, self.affiliation, self.organisation, self.note)
        return tuple(line for line in said if line)


class SignatureGroup(Node, frozen=True):
    """Signatories below a heading; where they are not in the `letterhead`, they are not who writes."""

    heading: str
    signatories: tuple[Signatory, ...]
    letterhead: bool = True
    type: Literal["signature-group"] = "signature-group"


class SignatureBlock(Node, frozen=True):
    """The signatories in order, in how many columns they print, and then those below headings."""

    block: str
    columns: int
    signatories: tuple[Signatory, ...]
    groups: tuple[SignatureGroup, ...] = ()
    type: Literal["signature-block"] = "signature-block"

    @property
    def everyone(self) -> tuple[Signatory, ...]:
        """All who sign, below whichever heading."""
        return (*self.signatories, *(each for group in self.groups for each in group.signatories))

    @property
    def organisations(self) -> tuple[str, ...]:
        """The names of the organisations that sign, each once, whoever and how many sign for it."""
        return _organisations(self.everyone)

    @property
    def writers(self) -> tuple[str, ...]:
        """The names of those among the organisations that write, and not only endorse."""
        others = (each for group in self.groups if group.letterhead for each in group.signatories)
        return _organisations((*self.signatories, *others))

    @property
    def individuals(self) -> int:
        """How many sign for themselves."""
        return sum(each.is_individual for each in self.everyone)


def _organisations(signatories: tuple[Signatory, ...]) -> tuple[str, ...]:
    return tuple({s.block: s.organisation for s in signatories if s.organisation}.values())
