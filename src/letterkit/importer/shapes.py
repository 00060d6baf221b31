"""What a line looks like: prose, a salutation, a close, a person's name, a title, an organisation.

The shape of the words decides, and a few common nouns of each language (`words`). No list has names in
it, and no name is refused for being a language, a country or a common word as well: what a shape leaves
open is `either`, and what stands around it decides.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from letterkit.language import words
from letterkit.language.countries import places

Shape = Literal["person", "title", "organisation", "either", "place"]
"""What a few words name; `either` is a person or an organisation."""

_SENTENCE_END = re.compile(r"[.!?。！？…:：;；]['\"”’»)\]\d]*$")
_HAN = re.compile(r"[\u3040-\u9fff]")
_HAN_STOP = re.compile(r"[。，；：、]")
_HAN_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[·•][\u4e00-\u9fff]{1,6})?")
_OTHER_SCRIPT = re.compile(r"[^\W\d_A-Za-z\u4e00-\u9fff\u00c0-\u024f\u1e00-\u1eff]")
_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮİĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽƏȘȚĐƠƯẠ-ỹ"
_NAME_WORD = re.compile(rf"[‘’']?(?:[{_CAPITAL}][\w'’ʼʻ`´.-]*|[a-z]{{1,3}}[-–'’‘][{_CAPITAL}][\w'’ʼ-]*)$")
_INITIAL = re.compile(r"[A-ZÀ-Ž]\.(?:[A-Z]\.)?")
_ACRONYM = re.compile(r"[A-Z][A-Z&-][A-Z&.-]{0,8}s?$")
_DOMAIN = re.compile(r"\b[\w-]{2,}\.(?:org|com|net|de|example|info|eu|uk|ngo|works|[a-z]{2})\b")
_LONGEST = 200  # characters of a salutation, and a few more
_NUMBER = re.compile(r"(?:[A-Za-z]{1,8}[.:]?\s*)?(?:\+|\(?0)[\d\s().\-/–]{8,24}")  # T +44 20 7946 0123
_ARTICLE = re.compile(rf"^{words.ARTICLES}\s*\b")
_CACHED = 20_000
_BEHIND_TITLES = words.JOINING_WORDS | words.PARTICLES_ON_LINES
_HOUSE = re.compile(r"\d{1,5}(?:[/-]\d+)?[A-Za-z]?,?\s+\S|.*\s\d+(?:-\d+)?[a-z]?$")


def is_sentence(text: str) -> bool:
    """Whether it ends as a sentence does."""
    return _SENTENCE_END.search(text) is not None


def is_prose(text: str) -> bool:
    """Whether it is running text, and not a name, a title or a line of an address."""
    if _HAN.search(text) and len(_HAN.findall(text)) > len(text) / 3:
        return len(text) > 24 and _HAN_STOP.search(text) is not None
    found, (letters, small) = len(text.split()), cases(text)
    if found < 7 or not letters:
        return False
    if small < 0.4 * letters:
        return found > 40 and small > 0.2 * letters
    return len(text) > 110 or is_sentence(text) or text.endswith(",")


def cases(text: str) -> tuple[int, int]:
    """How many words begin with a letter, and how many of these with a small one."""
    letters = [word[0] for word in text.split() if word[0].isalpha()]
    return len(letters), sum(map(str.islower, letters))


# Salutation and close


def is_salutation(text: str) -> bool:
    """Whether a line is a salutation: 'Dear …', or a form of address that ends with a comma or colon."""
    if len(text) > 160 or text.count(".") > 6:
        return False
    ends = text.endswith((",", ":", "，", "："))
    if words.DEAR.match(text):
        return ends or len(text) <= 80
    if words.SALUTATION_ALONE.fullmatch(text.rstrip(",:. ")):
        return True
    if not (ends or text.endswith("!")) or words.HEAD_FIELD.match(text):
        return False
    return words.SALUTATION.match(text) is not None or words.CALLED.match(text) is not None


def inline_salutation(text: str) -> int:
    """Where the first paragraph begins that stands in a salutation's own line; 0 where none does."""
    match = words.INLINE_SALUTATION.match(text, 0, _LONGEST)
    return match.end() if match and len(text) - match.end() > 60 else 0


def is_close(text: str) -> bool:
    """Whether a line is a complimentary close, perhaps in two languages: 'Sincerely / Atentamente'."""
    plain = text.strip().rstrip(",.!:;，。： ")
    if len(plain) > 90 or not plain:
        return False
    if " / " in plain:
        return any(is_close(half) for half in plain.split(" / "))
    return words.CLOSING.fullmatch(plain) is not None


def is_close_sentence(text: str) -> bool:
    """Whether a sentence takes leave, as in French and Spanish."""
    return len(text) < 300 and words.CLOSING_SENTENCE.search(text) is not None


def heads_signatures(text: str) -> bool:
    """Whether a line says that those who sign follow: 'Signatories', 'Signed by:'."""
    plain = text.strip().strip("*#=- ").rstrip(":：., ")
    return len(plain) < 110 and words.SIGNATURES_HEADING.fullmatch(plain) is not None


def ends_text(text: str) -> bool:
    """Whether a line begins what stands below a text: 'Notes to editors', 'Contact:', 'Links'."""
    plain = text.lstrip("*# ")
    match = words.ENDS.match(plain)
    if match is None or len(text) < 60:
        return match is not None
    return words.ENDS_GO_ON.match(plain, match.end()) is not None


# Who


def bare_name(text: str) -> str:
    """A name without what is written behind it: degrees, brackets."""
    text = re.sub(r"\s?\([^()]{1,60}\)$", "", " ".join(text.split()).rstrip(",;"))
    while behind := words.AFTER_NAME.search(text):
        text = text[: behind.start()]
    return text.strip()


def has_name_shape(text: str) -> bool:
    """Whether words can be a person's name: capitals and particles, as many as a name has."""
    honorific, rest = words.split_honorific(text)
    name = bare_name(rest)
    if _HAN_NAME.fullmatch(name):
        return not any(word in name for word in (*words.CJK_ORGANISATIONS, *words.CJK_TITLES))
    tokens = [token.strip('"“”,()') for token in name.split()]
    least = 1 if honorific else 2
    if not all(tokens) or not least <= len(tokens) <= 7:
        return False
    if _OTHER_SCRIPT.match(tokens[0]):
        return len(tokens) <= 4 and all(token[0].isalpha() for token in tokens)
    named = [bool(_NAME_WORD.match(token)) for token in tokens]
    between = {token.lower() for token, is_named in zip(tokens, named, strict=True) if not is_named}
    if honorific and named[0]:
        between -= {"of"}  # Baroness Imre of Tolworth
    fits = between <= words.PARTICLES_ON_LINES and sum(named) >= least
    return fits and tokens[0].lower() != "the"


def has_organisation_word(text: str) -> bool:
    """Whether a word says that it is a group, an office, a firm."""
    if any(word in text for word in words.CJK_ORGANISATIONS):
        return True
    parted = re.split(r"[\s/()\[\],.–—\"“”-]+", text.lower().replace("’s", "").replace("'s", ""))
    return not words.ORGANISATION_WORDS.isdisjoint(parted)


def is_title(text: str) -> bool:
    """Whether a few words are somebody's title: 'Executive Director', 'Minister of Justice'."""
    if len(text) <= 16 and any(word in text for word in words.CJK_TITLES):
        return True
    tokens = list(filter(None, map(_titular, re.split(r"[\s/]+", text))))
    if not tokens or len(text) > 130:
        return False
    known = list(map(is_title_word, tokens))
    if True not in known[:5]:
        return known[-1] and len(tokens) <= 8
    ahead = known.index(True)
    if ahead == 0 or (known[-1] and len(tokens) <= 5):
        return True
    grouped = sum(token in words.ORGANISATION_WORDS for token in tokens[:ahead])
    return grouped <= 2 and tokens[ahead + 1] in _BEHIND_TITLES


def _titular(word: str) -> str:
    """A word as titles are known by it, without what is set before one: 'director' of 'Co-Director,'."""
    word = word.strip(".,;:()").lower()
    before, dash, rest = word.partition("-")
    return rest if dash and before in words.PREFIXES else word


@lru_cache(_CACHED)
def is_title_word(token: str) -> bool:
    """Whether a word is a title, or one ends with it: 'Landesvorsitzende', 'subdirector'."""
    ends = (token[i:] for i in range(min(len(token) - 6, 30)))
    return not words.TITLE_WORDS.isdisjoint((token, token.split("-", maxsplit=1)[0], *ends))


def shape_of(text: str) -> Shape:
    """What a few words without fields name."""
    honorific, rest = words.split_honorific(text)
    named = has_name_shape(text)
    grouped = has_organisation_word(rest)
    if honorific and named and not (grouped and rest[:1].islower()):
        return "either" if grouped else "person"
    if is_title(text) and (not grouped or _is_edged_by_title(text)):
        return "title"
    if grouped or not named or any(c.isdigit() for c in text) or _DOMAIN.search(text):
        return "organisation"
    tokens = text.split()
    if any(map(_INITIAL.fullmatch, tokens)):
        return "person"
    joined = not words.JOINING_WORDS.isdisjoint(map(str.lower, tokens[1:]))
    letters = any(map(_ACRONYM.match, bare_name(text).split())) and not text.isupper()
    return "organisation" if joined or letters else "either"


def _is_edged_by_title(text: str) -> bool:
    """Whether the first or the last word is a title."""
    edges = (re.split(r"[\s,/]+", text, maxsplit=1)[0], text.rsplit(maxsplit=1)[-1])
    return any(is_title_word(word.strip(".,()").lower()) for word in edges)


# Where


def is_place(text: str) -> bool:
    """Whether it is the name of a country or city, and nothing else."""
    plain = text.strip(" ,;:()").lower()
    bare = plain.rstrip(".")
    return not places().isdisjoint((plain, bare, _ARTICLE.sub("", bare)))


def is_postal(text: str) -> bool:
    """Whether a line is of a postal address: a street, a box, a code with its city, a country."""
    plain = text.strip().rstrip(".,;")
    if words.CJK_STREET.search(plain):
        return True
    if not plain or len(plain) > 110:
        return False
    if is_place(plain) or words.POSTCODE.search(plain):
        return True
    found = len(plain.split())
    street = words.STREET.search(plain)
    if any(c.isdigit() for c in plain) and (street or _HOUSE.match(plain)):
        return found <= 12
    if "," in plain and is_place(plain.rpartition(",")[2]):
        return found <= 8
    return found <= 5 and (street or words.STREET_COMPOUND.search(plain)) is not None


def is_contact(text: str) -> bool:
    """Whether a line gives a telephone number, an e-mail or a web address, and little else."""
    rest = words.URL.sub("", words.EMAIL.sub("", text))
    if len(rest) < len(text):
        return len(re.findall(r"[^\W\d_]{2,}", rest)) <= 6
    return len(text) < 100 and (words.PHONE.search(text) or _NUMBER.fullmatch(text)) is not None
