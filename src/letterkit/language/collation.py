"""The alphabet's order in a language, for lists of names.

The order of all letters is that of the Unicode Collation Algorithm (UTS 10), by pyuca. What a language
has otherwise is a table here, from the tailorings of Unicode CLDR 46 (common/collation): Swedish has its
å, ä and ö after z, Spanish its ñ after n, Czech its ch after h. German is as in a dictionary, ä as a (DIN
5007-1, and CLDR by itself), not as in a telephone book. Spaces come before letters: word by word.

pyuca is pure Python and has the table of Unicode 10. PyICU has the languages too, but no wheels: whoever
installs it needs a compiler and ICU's headers, which nobody who writes letters on Windows has.

Chinese characters stand in Unicode's order, which is that of their radicals; nothing here knows how they
are read. Who wants pinyin or kana gives what the name is sorted by.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

from letterkit.language.locales import Tag, script_of
from letterkit.language.names import AFTER_NAME, TITLES, one_line

SortKey = tuple[object, ...]

# Per language: letters that stand after another one, in their order; with `=` between they are one.
_ALPHABETS: Mapping[str, str] = {
    "az": "c ç; e ə; g ğ; h x ı; k q; o ö; s ş; u ü",
    "bs": "c č ć; d dž đ; l lj; n nj; s š; z ž",
    "cs": "c č; h ch; r ř; s š; z ž",
    "cy": "c ch; d dd; f ff; g ng; l ll; p ph; r rh; t th",
    "da": "z æ=ä ø=ö å=aa",
    "es": "n ñ",
    "et": "s š z ž; w õ ä ö ü",
    "eu": "n ñ",
    "fi": "z å ä=æ ö=ø",
    "fil": "n ñ ng",
    "gl": "n ñ",
    "hr": "c č ć; d dž đ; l lj; n nj; s š; z ž",
    "hu": "c cs; d dz dzs; g gy; l ly; n ny; o ö=ő; s sz; t ty; u ü=ű; z zs",
    "is": "a á; d ð=đ; e é; i í; o ó; u ú; y ý; z þ æ=ä ö=ø å",
    "lt": "c č; i y; s š; z ž",
    "lv": "c č; g ģ; i y; k ķ; l ļ; n ņ; r ŗ; s š; z ž",
    "nb": "z æ=ä ø=ö å=aa",
    "nn": "z æ=ä ø=ö å=aa",
    "no": "z æ=ä ø=ö å=aa",
    "pl": "a ą; c ć; e ę; l ł; n ń; o ó; s ś; z ź ż",
    "ro": "a ă â; i î; s ș=ş; t ț=ţ",
    "sk": "a ä; c č; h ch; o ô; r ř; s š; z ž",
    "sl": "c č ć; d đ; s š; z ž",
    "sq": "c ç; d dh; e ë; g gj; l ll; n nj; r rr; s sh; t th; x xh; z zh",
    "sr": "c č ć; d dž đ; l lj; n nj; s š; z ž",
    "sv": "z å ä=æ ö=ø",
    "tr": "c ç; g ğ; h ı; o ö; s ş; u ü",
    "vi": "a ă â; d đ; e ê; o ô ơ; u ư",
}
# The last of the Latin letters of UTS 10, which no name has: n and as many of these sort after all of n.
_LAST = "\u01c3"
_DOTLESS = str.maketrans({"I": "ı", "İ": "i"})
_IN_FRONT = re.compile(r"[\W_]+")
_FAMILY_FIRST = re.compile(r"[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def sort_key(text: str, language: str) -> SortKey:
    """What a text is sorted by in the alphabet of a language.

    What is of the language's own script comes first (CLDR's reordering: in Russian Cyrillic names). Marks
    that a text begins with do not count. Two texts are told apart by accents, then capitals, then as they
    are written, so that the order is one.
    """
    text = unicodedata.normalize("NFC", one_line(text))
    plain = _IN_FRONT.sub("", text, count=1) if _IN_FRONT.match(text) else text
    is_other = not _is_in_script(plain[:1], script_of(language) or "Latn")
    tag = Tag.parse(language).language
    small = plain.translate(_DOTLESS).lower() if tag in ("az", "tr") else plain.casefold()
    letters, places = _tailoring(tag)
    placed = letters.sub(lambda found: places[found[0]], small) if places else small
    collator = _collator()
    return is_other, collator.sort_key(placed), collator.sort_key(plain), text


def family_first(name: str, native_name: str | None = None) -> str:
    """A person's name as lists are sorted by it: "Roe, Jane".

    The last word is taken for the family name, so that van der Berg is sorted as Berg; titles and what
    follows a name are left out. Where the name itself or the native name is Chinese, Japanese or Korean,
    or has its comma, it stands as it is: the family name is its first word. Any other is for the author
    to say.
    """
    words = TITLES.sub("", one_line(name)).split()
    while len(words) > 1 and AFTER_NAME.fullmatch(words[-1]):
        words.pop()
        words[-1] = words[-1].rstrip(",")
    plain = " ".join(words)
    if "," in plain or _FAMILY_FIRST.search(f"{name}{native_name or ''}"):
        return plain
    return ", ".join(filter(None, (words[-1], " ".join(words[:-1])))) if words else name


@cache
def _collator() -> Any:
    """Reading its table takes a tenth of a second: only who sorts waits for it."""
    from pyuca import collator

    return collator.Collator_10_0_0()


@cache
def _tailoring(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """The letters that a language has of its own, and what each is sorted as."""
    places: dict[str, str] = {}
    for row in filter(None, _ALPHABETS.get(language, "").split("; ")):
        after, *letters = row.split(" ")
        for count, letter in enumerate(letters, 1):
            places |= dict.fromkeys(letter.split("="), after + _LAST * count)
    longest = sorted(places, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)) or "(?!)"), places


def _is_in_script(letter: str, script: str) -> bool:
    """Whether a letter is of a script (ISO 15924); what is no letter is of every one."""
    if not letter.isalpha():
        return True
    names = _SCRIPT_NAMES.get(script, ("LATIN",))
    return unicodedata.name(letter, "").startswith(names)


_SCRIPT_NAMES: Mapping[str, tuple[str, ...]] = {
    "Cyrl": ("CYRILLIC",),
    "Grek": ("GREEK",),
    "Hans": ("CJK",),
    "Hant": ("CJK",),
    "Jpan": ("CJK", "HIRAGANA", "KATAKANA"),
    "Kore": ("HANGUL", "CJK"),
    "Armn": ("ARMENIAN",),
    "Geor": ("GEORGIAN",),
    "Deva": ("DEVANAGARI",),
    "Thai": ("THAI",),
    "Tibt": ("TIBETAN",),
}
