"""The few words that letterkit itself puts into a letter, by language.

Everything else is the author's. A language that is not here gets the English words; only a salutation
is never guessed, because its form depends on rank and gender.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language. Those with braces take their values by `str.format`."""

    dear: str | None
    reference: str
    via_fax: str
    enclosures: str
    copies: str
    page: str
    also_known_as: str
    letter_to: str
    to_be_confirmed: str
    signer: str
    embargo: str
    learn_more: str
    about: str


_PHRASES = {
    "en": Phrases(
        dear="Dear {names},",
        reference="Re:",
        via_fax="Via Fax:",
        enclosures="Enclosures:",
        copies="cc:",
        page="Page {page} of {pages}",
        also_known_as="also known as",
        letter_to="Joint letter to {names}, {date}",
        to_be_confirmed="[{what}: to be confirmed]",
        signer="signer",
        embargo="Embargoed until {date}",
        learn_more="To learn more",
        about="About {name}",
    ),
    "de": Phrases(
        dear=None,
        reference="Betreff:",
        via_fax="Per Fax:",
        enclosures="Anlagen:",
        copies="Kopie an:",
        page="Seite {page} von {pages}",
        also_known_as="auch bekannt als",
        letter_to="Gemeinsamer Brief an {names}, {date}",
        to_be_confirmed="[{what}: noch zu bestätigen]",
        signer="Name",
        embargo="Sperrfrist bis {date}",
        learn_more="Weitere Informationen",
        about="Über {name}",
    ),
    "es": Phrases(
        dear=None,
        reference="Asunto:",
        via_fax="Por fax:",
        enclosures="Anexos:",
        copies="c. c.:",
        page="Página {page} de {pages}",
        also_known_as="alias",
        letter_to="Carta conjunta a {names}, {date}",
        to_be_confirmed="[{what}: por confirmar]",
        signer="firmante",
        embargo="Embargado hasta el {date}",
        learn_more="Más información",
        about="Sobre {name}",
    ),
    "fr": Phrases(
        dear=None,
        reference="Objet\u00a0:",
        via_fax="Par télécopie\u00a0:",
        enclosures="P. J.\u00a0:",
        copies="Copie\u00a0:",
        page="Page {page} sur {pages}",
        also_known_as="alias",
        letter_to="Lettre commune à {names}, {date}",
        to_be_confirmed="[{what}\u00a0: à confirmer]",
        signer="signataire",
        embargo="Sous embargo jusqu’au {date}",
        learn_more="Pour en savoir plus",
        about="À propos\u00a0: {name}",
    ),
}


def phrases(language: str) -> Phrases:
    """The words for a language tag such as `en-US`."""
    return _PHRASES.get(language.partition("-")[0], _PHRASES["en"])
