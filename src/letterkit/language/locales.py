"""Which languages there are, by their tags (BCP 47), and babel's data for each: Unicode CLDR.

`cldr_of` has what nearly every letter asks for, as it is kept between runs; `locale_of` has all there is,
and loads babel.
"""

from __future__ import annotations

import hashlib
import re
from contextlib import suppress
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from letterkit.files.kept import kept_values
from letterkit.language import cldr
from letterkit.language.cldr import Cldr

if TYPE_CHECKING:
    from collections.abc import Iterator

    from babel import Locale

# RFC 5646, section 2.1: language, script, region, variants. A letter has no use for extensions.
TAG_PATTERN = (
    r"(?P<language>[A-Za-z]{2,3})(?:-(?P<script>[A-Za-z]{4}))?(?:-(?P<region>[A-Za-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[A-Za-z\d]{5,8}|\d[A-Za-z\d]{3}))*)"
)
# CLDR has names for these, but nobody lives there: unions, pseudo-locales, what is outlying or unknown.
_NO_REGIONS = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


class UnknownLanguageError(ValueError):
    """No language that letters can be written in; `suggestion` is the tag that may be meant."""

    def __init__(self, tag: str, suggestion: str | None = None) -> None:
        super().__init__(tag)
        self.suggestion = suggestion


class Tag(Struct, frozen=True):
    """The parts of a language tag, each in its own capitals: `zh`, `Hant`, `TW` (RFC 5646, 2.1.1)."""

    language: str
    script: str | None = None
    region: str | None = None
    variants: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Tag:
        """The parts of a tag that is well-formed. Raises UnknownLanguageError."""
        match = re.fullmatch(TAG_PATTERN, text)
        if match is None:
            raise UnknownLanguageError(text)
        script, region = match["script"], match["region"]
        return cls(
            match["language"].lower(),
            script.title() if script else None,
            region.upper() if region else None,
            tuple(match["variants"].lower().split("-")[1:]),
        )

    @property
    def country(self) -> str | None:
        """The region where it is a country (ISO 3166-1): not `419`, Latin America."""
        return self.region if self.region and self.region.isalpha() else None

    def __str__(self) -> str:
        return "-".join(filter(None, (self.language, self.script, self.region, *self.variants)))


@lru_cache
def locale_of(language: str) -> Locale:
    """The data for a language tag such as `en-US`: its own, else that of the language in its script.

    So dates in `fr-US`, of which CLDR says nothing, are those of `fr` (RFC 4647, section 3.4). Raises
    UnknownLanguageError where CLDR does not know the language.
    """
    # Babel is loaded when it is needed: most commands print no date.
    from babel import Locale, UnknownLocaleError

    tag = Tag.parse(language)
    script = tag.script or likely_script(tag.language)
    for parts in ((tag.script, tag.region), (script, tag.region), (tag.script,), (script,), ()):
        with suppress(UnknownLocaleError, ValueError):
            found = Locale.parse("_".join(filter(None, (tag.language, *parts))))
            same = found.language == tag.language  # babel reads an alias: `deu`, `iw`, `und`
            if same and tag.script in (None, found.script or likely_script(tag.language)):
                return found
    raise UnknownLanguageError(language)


@lru_cache
def cldr_of(language: str) -> Cldr:
    """What CLDR says of a language, for a tag such as `en-US`. Raises UnknownLanguageError."""
    tag = Tag.parse(language)
    found: Cldr = kept_values("cldr", _digest(str(tag)), lambda: _asked(tag), Cldr)
    return found


def _asked(tag: Tag) -> Cldr:
    locale = locale_of(str(tag))
    return cldr.cldr_from(locale, locale.script or likely_script(tag.language))


def _digest(tag: str) -> str:
    """A digest of all that the data of a language depends on."""
    return hashlib.sha256(b"\0".join((tag.encode(), *_makers()))).hexdigest()[:32]


@cache
def _makers() -> tuple[bytes, ...]:
    """What the data are made by: babel, whose first module has its version, and how it is asked."""
    spec = find_spec("babel")
    files = (spec.origin if spec else None, cldr.__file__, __file__)
    return tuple(Path(file).read_bytes() for file in files if file)


def likely_script(language: str) -> str | None:
    """The script that a language is mostly written in (Unicode CLDR, likely subtags)."""
    from babel.core import get_global

    parts = get_global("likely_subtags").get(language, "").split("_")
    return parts[1] if len(parts) > 1 else None


def script_of(language: str) -> str | None:
    """The script that a tag means: `Hant` for `zh-TW`, `Latn` for `de`."""
    return cldr_of(language).script


def is_right_to_left(language: str) -> bool:
    """Whether the language is written from right to left."""
    return cldr_of(language).is_right_to_left


def is_same(language: str, other: str) -> bool:
    """Whether two tags mean one written language: `de-AT` and `de`, but not `zh-TW` and `zh`."""
    same = Tag.parse(language).language == Tag.parse(other).language
    return same and script_of(language) == script_of(other)


def checked_language(text: str) -> str:
    """A language tag in its usual capitals. Raises UnknownLanguageError where no letter can be in it.

    Every part of it must be known, and CLDR must have the names of its months.
    """
    tag = Tag.parse(text) if re.fullmatch(TAG_PATTERN, text) else None
    if tag is None or not _is_known(tag):
        raise UnknownLanguageError(text, _suggestion(text))
    return str(tag)


def checked_tag(text: str) -> str:
    """A tag in its usual capitals, of words that stand in a letter: `la`, `ug`, `zh-Hant`.

    Each part of it must be known (BCP 47); that letters can be written in it is not asked. Raises
    UnknownLanguageError.
    """
    from babel import Locale

    tag = Tag.parse(text) if re.fullmatch(TAG_PATTERN, text) else None
    is_named = tag is not None and (tag.language in Locale("en").languages or _is_known(tag))
    if tag is None or not is_named or tag.language == "und" or not _has_known_parts(tag):
        raise UnknownLanguageError(text, _suggestion(text))
    return str(tag)


def known_language(language: str) -> str | None:
    """The language as a block names it; None where no letter can be in it."""
    try:
        tag = Tag.parse(language)
    except UnknownLanguageError:
        return None
    shorter = Tag(tag.language, tag.script), Tag(tag.language)
    known = (str(each) for each in (tag, *shorter) if _is_known(each))
    return next((each for each in known if not is_right_to_left(each)), None)


def _has_known_parts(tag: Tag) -> bool:
    """Whether the region, the script and the variants that a tag has are known."""
    if tag.region and (tag.region in _NO_REGIONS or tag.region not in cldr_of("en").territories):
        return False
    if not (tag.script or tag.variants):
        return True
    from babel import Locale

    english = Locale("en")
    if tag.script and tag.script not in english.scripts:
        return False
    return all(variant.upper() in english.variants for variant in tag.variants)


@cache
def _is_known(tag: Tag) -> bool:
    if not _has_known_parts(tag):
        return False
    try:
        return tag.language != "und" and cldr_of(str(tag)).has_months
    except UnknownLanguageError:
        return False


# What may be meant by what is no tag


@cache
def _suggestion(text: str) -> str | None:
    return next((tag for tag in _suggested(re.sub(r"[\s_]+", "-", text.strip())) if tag), None)


def _suggested(text: str) -> Iterator[str | None]:
    """Tags that may be meant, the likeliest first: an alias, a country's language, a name."""
    from babel.core import get_global

    language, _, rest = text.partition("-")
    aliases, regions = get_global("language_aliases"), get_global("territory_aliases")
    yield known_language(_named(text.casefold()) or "")
    region = rest[-2:].upper() if re.search(r"(?:^|-)[A-Za-z]{2}$", rest) else ""
    if region in regions:  # en-UK
        yield _exactly(f"{text[:-2]}{regions[region][0]}")
    yield _exactly(text)
    likely = get_global("likely_subtags").get(f"und_{language.upper()}", "").split("_")[0]
    for other in (aliases.get(language.lower(), ""), likely):
        found = known_language(other.replace("_", "-"))
        yield found and (_exactly(f"{found}-{rest}") or found)
    yield known_language(language)


def _exactly(text: str) -> str | None:
    known = known_language(text)
    return known if known and known.casefold() == text.casefold() else None


def _named(name: str) -> str | None:
    """The language of that name, in English or in itself: `German`, `Deutsch`."""
    from babel import Locale

    for tag, english in Locale("en").languages.items():
        if english.casefold() == name:
            return str(tag).replace("_", "-")
    own = ((tag, Locale(tag).languages.get(tag, "")) for tag in ("fr", "es", "de", "it", "nl", "pt"))
    return next((tag for tag, called in own if called.casefold() == name), None)
