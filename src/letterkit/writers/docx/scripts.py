"""What Word must be told of a language: its tag, the slot that its script has, and a font that has it.

Word keeps three fonts and three languages for each run: of Latin and its like, of East Asian scripts, and
of complex ones (ECMA-376, part 1, 17.3.2.20 and 17.3.2.26). A font is named by the name that it has on
Windows; where it is missing Word, and LibreOffice, take another that has the script.
"""

from __future__ import annotations

from msgspec import Struct

from letterkit.language.locales import UnknownLanguageError, is_right_to_left, script_of

LATIN_FONT = "Times New Roman"
"""On every Windows and Mac; where it is missing, metrically the same ones are."""
_EAST_ASIAN = {"Hans": "SimSun", "Hant": "PMingLiU", "Jpan": "MS Mincho", "Kore": "Batang"}
# Scripts whose letters join or carry marks (ECMA-376, part 1, 17.3.2.26), with a font where the Latin one
# has none of it.
_COMPLEX = {
    "Arab": None,
    "Hebr": None,
    "Tibt": "Microsoft Himalaya",
    "Thai": "Cordia New",
    "Laoo": "DokChampa",
    "Khmr": "DaunPenh",
    "Mymr": "Myanmar Text",
    "Deva": "Mangal",
    "Ethi": "Nyala",
    "Mong": "Mongolian Baiti",
}
# Word knows written Chinese by where it is written.
_TAGS = {"zh": "zh-CN", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW"}
_UNKNOWN = "und"


class WordLanguage(Struct, frozen=True):
    """A language as Word knows it. `slot` is the attribute of `w:lang`; a script alone has no `tag`."""

    tag: str | None
    slot: str
    font: str | None
    is_right_to_left: bool

    @property
    def is_east_asian(self) -> bool:
        """Whether its letters stand in a square each."""
        return self.slot == "eastAsia"

    @property
    def is_complex(self) -> bool:
        """Whether Word sets it by the rules of complex scripts."""
        return self.slot == "bidi"


def word_language(tag: str) -> WordLanguage:
    """What Word must be told of a language (BCP 47)."""
    language, _, script = tag.partition("-")
    named = None if language == _UNKNOWN else _TAGS.get(tag, tag)
    try:
        found = script if language == _UNKNOWN else script_of(tag)
        rightwards = found in ("Arab", "Hebr") if language == _UNKNOWN else is_right_to_left(tag)
    except UnknownLanguageError:
        found, rightwards = None, False
    if found in _EAST_ASIAN:
        return WordLanguage(named, "eastAsia", _EAST_ASIAN[found], False)
    if found in _COMPLEX:
        return WordLanguage(named, "bidi", _COMPLEX[found], rightwards)
    return WordLanguage(named, "val", None, rightwards)
