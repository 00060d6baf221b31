"""The personal names, numbers and addresses that a PDF carries, wherever in it they are.

Names are told where the file says that they are names: in its letter, as data, and its delivery data. A
number or an e-mail address is found in any text: of the pages, of what is inside, of the metadata.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping

# Nothing of the kind before it: so no run of letters is looked at from each of them on.
_EMAIL = re.compile(r"(?<![\w.+'-])[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")
# E.164 has 15 digits at most, and what is dialled before them is not much longer.
_NO_NUMBER = re.compile(r"\d{40,}")
# The members that hold a person's name, in the documents and delivery data of every version.
_NAMES = ("person", "native_name", "contact_person", "speaker")
_LISTS = ("people", "people_named")
_FILE_SUFFIX = ".json"


def names_in(attachments: Mapping[str, bytes]) -> list[str]:
    """The names of people that the attachments say are such, each once, in their order."""
    found: dict[str, None] = {}
    for name, content in sorted(attachments.items()):
        if name.endswith(_FILE_SUFFIX):
            found.update(dict.fromkeys(filter(None, map(_plain, _names(_read(content))))))
    return list(found)


def numbers_in(texts: Iterable[str], country: str) -> list[str]:
    """The telephone and fax numbers, in E.164 form (ITU-T E.164), sorted.

    One without its country's code is read as dialled in `country` (ISO 3166-1).
    """
    import phonenumbers

    # Digits without end are no number, and take time without end.
    texts = (_NO_NUMBER.sub(" ", text) for text in texts)
    form = phonenumbers.PhoneNumberFormat.E164
    return sorted(
        {
            phonenumbers.format_number(match.number, form)
            for text in texts
            for match in phonenumbers.PhoneNumberMatcher(text, country or None)
        }
    )


def emails_in(texts: Iterable[str]) -> list[str]:
    """The e-mail addresses, sorted."""
    return sorted({match for text in texts for match in _EMAIL.findall(text)})


def _read(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):  # somebody else's
        return None


def _names(value: object) -> Iterator[str]:
    waiting = [value]
    while waiting:
        here = waiting.pop(0)
        if isinstance(here, list):
            waiting += here
        elif isinstance(here, dict):
            yield from _of_object(here)
            waiting += (inner for key, inner in here.items() if key not in (*_NAMES, *_LISTS))


def _of_object(here: Mapping[str, object]) -> Iterator[str]:
    """The names that an object says are such."""
    if "office" in here:  # an addressee
        yield " ".join(str(here[key]) for key in ("honorific", "name") if here.get(key))
    for key, inner in here.items():
        if key in _NAMES and isinstance(inner, str):
            yield inner
        elif key in _LISTS and isinstance(inner, list):
            yield from map(str, inner)


def _plain(name: str) -> str:
    return " ".join(name.split())
