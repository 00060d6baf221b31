"""Whether a few words are a person, an organisation, a title or a postal line.

Nothing is looked up in a list of real names: it is the shape of the words, and the common nouns that
organisations and offices are called by. Each question is answered with a score from 0 to 1; who asks
decides with what stands around the words.
"""

from __future__ import annotations

import re

from letterkit.importer import words

_MOST_WORDS = 18  # in the name of an organisation
_LONGEST = 160  # characters; what is longer is no name and no title
_AFTER_NAME = re.compile(
    r",?\s+(?:Ph\.?\s?D\.?|M\.?D\.?|J\.?D\.?|LL\.?\s?[BDM]\.?|Esq(?:uire|\.)?|Jr\.?|Sr\.?|II|III|IV|"
    r"MEPs?|M\.E\.P\.|MPs?|M\.P\.|P\.C\.|PC|C\.M\.|AC|AO|AM|OBE|MBE|CBE|KBE|QC|KC|SC|"
    r"S\.?J\.?|O\.?P\.?|OSB|OFM|RN|MPH|MA|MSc|PhD|USA\s+\(Ret\.?\))\.?$"
)
PARTICLES_WORDS = """
de da do dos das del della di du des la le van von der den ter ten el al bin ibn bint ben abu ould
dit y e af av zu zur st san santa mac mc ap ua ul ur dal dello degli lo os as
"""
PARTICLES = frozenset(PARTICLES_WORDS.split())
NAME_WORD = re.compile(
    r"(?:[A-ZÀ-ÖØ-ÞĀ-ŽƏİȘȚĐƠƯ][\w'’ʼʻ`´.-]*|(?:al|el|ad|as|an|ar|at|ash|ez|es)[-–'’][A-ZÀ-Ž][\w'’ʼ-]*|"
    r"[A-ZÀ-Ž]\.|[dDlLO]['’][A-ZÀ-Ž][\w-]*)$"
)
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[·•][\u4e00-\u9fff]{1,6})?$")
_INITIAL = re.compile(r"[A-ZÀ-Ž]\.")
_PEERS = ("Baroness", "Baron", "Lord", "Lady")  # who may be "of" a place
_OTHER_SCRIPT = re.compile(r"[^\W\d_A-Za-z\u4e00-\u9fff\u00c0-\u024f\u1e00-\u1eff]")
_ACRONYM = re.compile(r"[A-Z][A-Z&-][A-Z&.-]{0,8}s?$")
_SMALL_WORDS = """
of for and the in to on against without with at by from as pour des et du contre sans por para los
las y en für und gegen ohne e
"""
_SMALL = frozenset(_SMALL_WORDS.split())
# Words that stand in the names of groups and never in a person's.
_PLAIN_WORDS_WORDS = """
now risk open free civil human first world worldwide national american democratic public private
digital internet internationalist global equal equality justice democracy dignity survival hope
line doors fair trials never again enough stop end save big every all new our no not together
frontline front independent social environmental refugee refugees child children family families
parents mothers people peoples law legal political prisoners prisoner victims torture execution
abolition migration migrants health medical physicians doctors nurses science technology cyber
electronic frontier privacy transparency accountability religious religion faith interfaith
islamic muslim buddhist catholic presbyterian methodist lutheran evangelical baptist episcopal
jesuit sisters brothers quaker unitarian black latino indigenous minority minorities language
culture cultural art arts film book reader reading books times post daily herald tribune review
magazine journal today voice survivors veterans business economic policy security strategy
strategic studies peacebuilding development progress progressive future next generation
"""
_PLAIN_WORDS = frozenset(_PLAIN_WORDS_WORDS.split())
_ACRONYM_AT_END = re.compile(r"\([A-Z][A-Za-z&-]{1,12}\)$")
_TITLE_START = re.compile(
    r"(?:(?:the|le|la|el|der|die)\s+)?(?:(?:acting|interim|former|senior|founding|honorary|national|"
    r"international|regional|first|"
    r"second|permanent|under|assistant|associate|deputy|vice|chief|managing|executive|general|global|"
    r"lead|principal|prime|high|special|federal|"
    r"foreign|attorney|solicitor|legal|advocacy|policy|program|programme|communications|campaigns?|"
    r"research|country|u\.?s\.?|uk|eu|un|asia|africa|china|"
    r"europe|americas|middle|east|&|and|media|public|affairs|government|human|rights)[\s-]+)*",
    re.IGNORECASE,
)
_OFFICES = ("secretary", "director", "vice", "attorney", "directeur", "secrétaire")  # before a hyphen
_DEPARTMENT = re.compile(
    r"\b(?:Department|Ministry|Ministries|Office|Embassy|Mission|Government|Parliament|Senate|Congress|"
    r"Cabinet|Secretariat|"
    r"Court|Commission|Council|White\s+House|House\s+of|National\s+Assembly|Palace|Kremlin|Chancellery|"
    r"Bureau|Directorate|"
    r"Delegation|Administration|Presidency|Consulate|Committee|Duma|Knesset|Majlis|Bundestag|"
    r"Minist[èe]re|Ministerio|Ministerium|Amt|Kanzleramt|Palais|"
    r"Assemblée|Sénat|Gobierno|Presidencia|Congreso|Senado|Parlament\w*|Union|Nations|"
    r"Service|Agency|Authority|Ambassade|Embajada|Botschaft|State\s+Department|Number\s+10|"
    r"10\s+Downing)\b",
    re.IGNORECASE,
)

_HOUSE_NUMBER = re.compile(r"\d{1,5}[A-Za-z]?,?\s+\S")
_NUMBER_AT_END = re.compile(r"\b(?:No|Nr|N°|nº)\.?\s?\d|\d+(?:[/-]\d+)?[a-z]?$")
_BOX = re.compile(r"\b(?:P\.?\s?O\.?\s?Box|Postfach|Apartado|cedex)\b", re.IGNORECASE)
_CITY_AND_STATE = re.compile(r"[A-Z][\w.' -]{2,30},\s*[A-Z]\.?[A-Z]\.?")


def pieces(text: str) -> list[str]:
    """A text divided at its commas, those in brackets left alone."""
    found, begin, depth = [], 0, 0
    for i, character in enumerate(text):
        depth += (character in "([") - (character in ")]")
        if character == "," and depth <= 0:
            found.append(text[begin:i].strip())
            begin = i + 1
    return [piece for piece in (*found, text[begin:].strip()) if piece]


def split_honorific(text: str) -> tuple[str, str]:
    """'The Honorable', 'John F. Kerry'; an empty string where there is none. Several may follow."""
    end = 0
    while match := words.HONORIFIC_AND_SPACE.match(text, end):
        if match.end() == end:
            break
        end = match.end()
    return text[:end].strip(" ,"), text[end:].strip()


def bare_name(text: str) -> str:
    """A name without degrees and the like after it."""
    shorter = _AFTER_NAME.sub("", text.strip().rstrip(",;"))
    while shorter != text:
        text, shorter = shorter, _AFTER_NAME.sub("", shorter)
    return text.strip()


def person(text: str) -> float:
    """How likely a few words are a person's name."""
    if len(text) > _LONGEST:
        return 0.0
    honoured, name = _name_proper(text)
    if _HAN_NAME.match(name):
        return 0.0 if _has_cjk_organisation(name) else 0.7
    tokens = [token.strip('"“”,') for token in name.split()]
    if not all(tokens) or not 1 <= len(tokens) <= 6 or (len(tokens) == 1 and not honoured):
        return 0.0
    return _foreign(tokens) if _OTHER_SCRIPT.match(tokens[0]) else _latin(tokens, honoured)


def _name_proper(text: str) -> tuple[bool, str]:
    """Whether a form of honour stands before a name, and the name without what stands around it."""
    honorific, rest = split_honorific(text)
    name = bare_name(re.sub(r"\s*\([^()]{1,60}\)$", "", rest))
    if honorific.split(" ")[-1] in _PEERS:
        name = re.sub(r"\s+of\s+[A-Z].*$", "", name)
    return bool(honorific), name


def _has_cjk_organisation(text: str) -> bool:
    return any(word in text for word in words.CJK_ORGANISATIONS)


def _foreign(tokens: list[str]) -> float:
    return 0.6 if 2 <= len(tokens) <= 4 and all(token[0].isalpha() for token in tokens) else 0.0


def _has_form_of_name(tokens: list[str], honoured: bool) -> bool:
    """Whether words in Latin letters are capitals and particles, as many as a name has."""
    if (
        not all(NAME_WORD.match(t) or t.lower() in PARTICLES for t in tokens)
        or tokens[0].lower() == "the"
    ):
        return False
    capitals = sum(not token[0].islower() for token in tokens)
    return capitals >= 2 - honoured and (honoured or not tokens[0][0].islower())


def _latin(tokens: list[str], honoured: bool) -> float:
    """How likely words in Latin letters are a name: by their form, then by what the words mean."""
    if not _has_form_of_name(tokens, honoured):
        return 0.0
    lower = [token.lower().rstrip(".") for token in tokens]
    grouped = any(map(_is_group_word, lower))
    titled = not words.TITLE_WORDS.isdisjoint(lower)
    if grouped or titled or " ".join(lower) in words.places():
        return 0.35 if honoured and not grouped else 0.0
    if honoured:
        return 0.95
    return 0.25 if any(map(_is_national, lower)) else _unhonoured(tokens)


def _unhonoured(tokens: list[str]) -> float:
    """The same of words that mean nothing, without a form of honour."""
    if any(map(_ACRONYM.match, tokens)) and not all(map(str.isupper, tokens)):
        return 0.15
    return 0.9 if any(map(_INITIAL.fullmatch, tokens)) else 0.75


def _is_group_word(word: str) -> bool:
    return word in words.ORGANISATION_WORDS or word in _PLAIN_WORDS


def _is_national(word: str) -> bool:
    return word in words.countries() or word in words.peoples()


def organisation(text: str) -> float:
    """How likely a few words are an organisation's name."""
    text = text.strip().rstrip(".,;")
    if not text or len(text) > _LONGEST:
        return 0.0
    if _has_cjk_organisation(text):
        return 0.9
    parted = re.split(r"[\s/()\[\],-]+", text.lower().replace("’s", "").replace("'s", ""))
    lower = [word for word in parted if word]
    if len(lower) > _MOST_WORDS:
        return 0.0
    if any(word.strip('.&"“”') in words.ORGANISATION_WORDS for word in lower):
        return 0.95 if not _starts_as_title(text) else 0.4
    return _organisation_by_form(text, lower)


def _organisation_by_form(text: str, lower: list[str]) -> float:
    """The same of words among which none says that it is a group."""
    if _ACRONYM_AT_END.search(text) or _ACRONYM.match(text) or re.search(r"\d", text):
        return 0.8
    if any(word in _SMALL for word in lower[1:]) and text[0].isupper():
        return 0.7 if not _starts_as_title(text) else 0.3
    if any(map(_is_national, lower)) or not _PLAIN_WORDS.isdisjoint(lower):
        return 0.7
    return max(0.0, 0.5 - person(text) / 2)


def title(text: str) -> float:
    """How likely a few words are somebody's title: 'Executive Director', 'Minister of Justice'."""
    if len(text) > _LONGEST:
        return 0.0
    text = text.strip().rstrip(".,;")
    if not text:
        return 0.0
    if len(text) <= 16 and any(word in text for word in words.CJK_TITLES):
        return 0.8
    return 0.95 if _starts_as_title(text) else _title_within(text)


def _title_within(text: str) -> float:
    """The same of words whose first is no title."""
    plain = [word.strip(".,()&").lower() for word in re.split(r"[\s/]+", text)]
    if plain and plain[-1] in words.TITLE_WORDS and len(plain) <= 8:
        return 0.9
    return 0.3 if any(word in words.TITLE_WORDS for word in plain) else 0.0


def _starts_as_title(text: str) -> bool:
    match = _TITLE_START.match(text)
    rest = text[match.end() :] if match else text
    first = _first_word(rest) if rest else ""
    if first in words.TITLE_WORDS or first.split("-")[0] in _OFFICES:
        return True
    whole = _first_word(text)
    return whole in words.TITLE_WORDS and whole not in words.ORGANISATION_WORDS


def _first_word(text: str) -> str:
    return re.split(r"[\s,/]+", text, maxsplit=1)[0].strip(".,()&").lower()


def public_body(text: str) -> bool:
    """Whether a line names a ministry, an embassy, a parliament: what an addressee belongs to."""
    return _DEPARTMENT.search(text) is not None


def postal(text: str) -> float:
    """How likely a line is a postal one: a street, a box, a city with its code, a country."""
    plain = text.strip().rstrip(".,;")
    if not plain or len(plain) > 110:
        return 0.0
    if plain.lower() in words.places():
        return 0.9
    if len(plain.split()) > 8 and not words.POSTCODE.search(plain):
        return 0.0
    if any(c.isdigit() for c in plain) and (sure := _numbered(plain)):
        return sure
    return _postal_by_words(plain)


def _numbered(line: str) -> float:
    """The same of a line with figures, if they are those of a house or of a postcode."""
    if any(p.search(line) for p in (words.STREET, words.STREET_COMPOUND, words.POSTCODE)):
        return 0.95
    return 0.8 if _HOUSE_NUMBER.match(line) or _NUMBER_AT_END.search(line) else 0.0


def _postal_by_words(line: str) -> float:
    """The same of a line whose figures, if it has any, say nothing."""
    if _BOX.search(line):
        return 0.9
    if sure := _ends_in_place(line):
        return sure
    if _CITY_AND_STATE.fullmatch(line):
        return 0.85
    short = len(line.split()) <= 5
    return 0.5 if words.STREET_COMPOUND.search(line) or (short and words.STREET.search(line)) else 0.0


def _ends_in_place(line: str) -> float:
    """The same of a line that lists places: 'Geneva, Switzerland'."""
    places = [piece.strip().lower() for piece in re.split(r"[,\-–]", line) if piece.strip()]
    if len(places) < 2 or places[-1].rstrip(".") not in words.places():
        return 0.0
    return 0.8 if all(len(piece.split()) <= 3 for piece in places) else 0.4
