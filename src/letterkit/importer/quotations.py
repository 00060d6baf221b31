"""What somebody is quoted with in a paragraph of a press release, and who."""

from __future__ import annotations

import re

from letterkit.importer.parts import Quoted, ReadPart
from letterkit.language import words
from letterkit.language.sentences import sentences

# From mark to mark, in the pairs that languages have; the last one of a paragraph may lack its end.
_QUOTED = re.compile(
    r"“([^”\"]*)(?:[”\"]|$)|„([^“”]*)(?:[“”]|$)|«([^»]*)(?:»|$)|「([^」]*)(?:」|$)|\"([^\"”]*)(?:[\"”]|$)"
)
_LEAST = 20  # characters: a name or a word in marks is no quotation


def unquoted(text: str) -> str:
    """A text without what it quotes."""
    return _QUOTED.sub(lambda match: " “” " if _said(match) else match[0], text)


def _said(match: re.Match[str]) -> str:
    """What stands between two marks; nothing where that is no quotation."""
    said = match[match.lastindex or 0]
    return said if len(said) >= _LEAST else ""


def _all_said(text: str) -> list[str]:
    return [said for match in _QUOTED.finditer(text) if (said := _said(match))]


def quoted_in(part: ReadPart, language: str) -> Quoted:
    """The quotation in a part; its whole text where it has no marks. See `speaker_in`."""
    said = " ".join(map(str.strip, _all_said(part.text))) or part.text
    return Quoted(part.at, said, *speaker_in(part.text, language))


def speaker_in(text: str, language: str) -> tuple[str, str, str]:
    """Name, title and organisation of who is quoted in a paragraph, in a language (its BCP 47 tag); empty
    where it does not say.
    """
    rest = unquoted(text)
    match = words.SAID.search(rest) if _all_said(text) else None
    if match is None:
        return "", "", ""
    after = re.split(r"[“”]", rest[match.end() :])[0].strip(" ,:")
    if after[:1].isupper():
        return _who(sentences(after)[0], language)
    return _who(re.split(r"[“”]", rest[: match.start()])[-1].strip(" ,.:;"), language)


def _who(text: str, language: str) -> tuple[str, str, str]:
    """'Jane Roe, Africa director of the Watch.' → name, title, organisation."""
    name, *office = [piece.strip(" .:") for piece in text.split(",") if piece.strip(" .:")] or [""]
    name = words.split_honorific(name, language)[1]
    if not name[:1].isupper() or len(name.split()) > 8:
        return "", "", ""
    of = words.TITLE_OF.match(name)
    if of and of["link"].split()[0] not in words.NAME_PARTICLES:
        return of["title"], "", of["rest"]
    of = words.TITLE_OF.match(title := ", ".join(office))
    return (name, of["title"].strip(), of["rest"].strip()) if of else (name, title, "")


def is_quotation(text: str) -> bool:
    """Whether a paragraph is mostly what somebody is quoted with."""
    return sum(map(len, _all_said(text))) > 0.35 * len(text)
