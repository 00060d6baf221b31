"""What any letter may have, put into another made of one: so that each is learned in several languages.

Headings among those who sign, their list's marks, notes that cite, what a web page has above and below.
All of it is made up here; none is taken from a letter that is learned from.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from letterkit.importer.parts import SourceParagraph
from letterkit.importer.reading import FoundKind
from letterkit.values import replace

HEADINGS = """
International|National|Regional|Global|Africa|Asia|Europe|North America|Latin America and the Caribbean
Middle East and North Africa|Organisations|Organizations:|Individuals|Trade unions
Organisations internationales
Organisations nationales :|Organizaciones|Organizaciones internacionales:|Organisationen|Einzelpersonen:
Organizações|Name ¦ Organisation ¦ Country|Name Title Organization|Organization ¦ Country
Nombre ¦ Organización ¦ País|Nom ¦ Organisation|Kenya|Brazil|Germany|Philippines|South Africa
Canada|France
México|Individual signatories|Supported by|Together with|Local groups|U.S. organizations
"""
LANDS = "Belgium|Peru|Kenia|Norway|Groupe de Lyon|Bayern|Quito"
BESIDE = "Kenya|Chile|Local"
NOTES = "Notes:|Notes|Note:|Notas:|Anmerkungen:|Références :|References:|Notes to editors:|Fuentes:"
CITED = """
United Nations General Assembly resolution 60/251 of 15 March 2006.
See the report of the Special Rapporteur, A/HRC/20/14, paragraph 33.
Human Rights Committee, General Comment No. 31 (2004), paragraph 8.
Ministry of the Interior, Annual Report 2015, p. 41, https://www.example.org/report
The Penal Code was amended in 2009; see article 79.
As of 3 May, 214 people were held, according to the prison service (www.example.org).
World Bank, Doing Better: A Review, Washington 2011, pp. 12-15.
Universal Declaration of Human Rights, article 19.
BBC News, 4 June 2013, http://www.example.com/news/1
Comité contre la torture, Observations finales, CAT/C/FRA/CO/4, 2010.
Code de procédure pénale, article 706-88.
Corte Interamericana de Derechos Humanos, sentencia del 5 de julio de 2006.
Ley N° 20.357, publicada en 2009.
Bundestags-Drucksache 17/1234, S. 7.
Vgl. den Bericht der Kommission vom 3. Mai 2012.
This figure counts only cases that were reported; the true number is likely to be higher.
The group was founded in 1998 and has members in forty countries.
"""
FURNITURE = """
Recent Posts|Share this:|No comments yet|Leave a reply|Download PDF|Download the statement|Read more
Related articles|View original|Previous article|Next article|Home > News > Statements
News ¦ About ¦ Contact
Posted on 3 May 2012|Published: June 2014|Tags: rights, torture|Source: Press office|12 comments|Log in
Subscribe to our newsletter|Click to print (Opens in new window)|Accueil > Actualités
Partager sur Facebook
Télécharger le communiqué (pdf)|Dans la même rubrique|Articles récents|Publié le 4 mars 2010
Inicio ¦ Noticias ¦ Campañas|Compartir en Twitter|Descargar la carta|Publicado el 2 de abril de 2013
Comentarios
Entradas recientes|Startseite > Presse|Brief herunterladen|Teilen auf Facebook|Newsletter bestellen
Início ¦ Notícias|Compartilhe|Leia também|Publicado em 5 de maio de 2011|About the author
All rights reserved 2012|Statements|Latest news|Take action|Follow our work|Our campaigns
"""


def _given(texts: str) -> list[str]:
    return [text.replace("¦", "|") for text in texts.strip().replace("\n", "|").split("|")]


class Part(NamedTuple):
    """A paragraph, its true role, the kind of the document in which it stands."""

    entry: SourceParagraph
    role: str
    kind: FoundKind

    def saying(self, text: str, role: str, marker: str = "", blank: int = 1) -> Part:
        """Another paragraph that stands as this one does."""
        entry = replace(self.entry, text=text, marker=marker, heading=0, blank_before=blank)
        return self._replace(entry=entry, role=role)


def with_common_parts(parts: Sequence[Part], chance: random.Random) -> list[Part]:
    """The parts of a letter, with others that any letter may have."""
    made = _listed(parts, chance)
    signs = [i for i, part in enumerate(made) if part.role == "signs"]
    if len(signs) > 3 and chance.random() < 0.4:
        for i in sorted(chance.sample(signs, chance.choice([1, 1, 2])), reverse=True):
            made.insert(
                i,
                made[i].saying(chance.choice(_given(HEADINGS)), "group", blank=chance.choice([0, 1, 1])),
            )
    if signs and len(made) > 6 and chance.random() < 0.25:
        _cite(made, chance)
    for at, often in ((len(made), 0.35), (0, 0.2)):
        if made and chance.random() < often:
            near = made[min(at, len(made) - 1)]
            texts = chance.sample(_given(FURNITURE), chance.choice([1, 2, 3]))
            made[at:at] = [near.saying(text, "skip", blank=chance.choice([0, 1, 1])) for text in texts]
    return made


def _listed(parts: Sequence[Part], chance: random.Random) -> list[Part]:
    """Those who sign as a list of some kind, or as they were."""
    way = chance.choice(["", "", "", "", "", "-", "1.", "•", ";", "land", "bars"])
    signs = [part for part in parts if part.role == "signs"]
    if not way or len(signs) < 3:
        return list(parts)
    numbers = iter(range(1, len(parts) + 1))
    return [_item(part, way, next(numbers), chance) if part.role == "signs" else part for part in parts]


def _item(part: Part, way: str, number: int, chance: random.Random) -> Part:
    text = part.entry.text.rstrip(" ,;")
    text = {
        ";": f"{text};",
        "land": f"{chance.choice(_given(LANDS))}: {text}",
        "bars": f"{number} | {text} | {chance.choice(_given(BESIDE))}",
    }.get(way, text)
    marker = f"{number}." if way == "1." else way if way in "-•" else ""
    return part.saying(text, "signs", marker, part.entry.blank_before)


def _cite(made: list[Part], chance: random.Random) -> None:
    """Put notes above those who sign, or below all."""
    signed = next(i for i, part in enumerate(made) if part.role == "signs")
    at = chance.choice([signed, len(made)])
    near = made[min(at, len(made) - 1)]
    while 0 < at < len(made) and made[at - 1].role in ("close", "group"):
        at -= 1
    mark = chance.choice(["1.", "[1]", "(1)", "1", ""])
    notes = [near.saying(chance.choice(_given(NOTES)), "note")] if chance.random() < 0.6 else []
    cited = chance.sample(CITED.strip().splitlines(), chance.choice([1, 2, 3, 4]))
    for number, text in enumerate(cited, 1):
        own = mark.replace("1", str(number))
        apart = chance.choice([0, 0, 1])
        if own.isdigit():
            notes.append(near.saying(f"{own} {text}", "note", blank=apart))
        else:
            notes.append(near.saying(text, "note", own, apart))
    made[at:at] = notes
