"""Names that people bear in some eighty countries, as Faker has them: registers of names, and others.

What is no name there may be one all the same. They help to tell who signs from what signs; no name is
refused by them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Literal

NameKind = Literal["given", "family", "unknown"]
"""How people bear a word: as a given name, as their family's; as none that is known."""
_KINDS: dict[NameKind, str] = {"given": "first_name", "family": "last_name"}


def name_kinds(word: str) -> list[NameKind]:
    """How people bear a word that begins with a capital; nothing for another."""
    if not word[:1].isupper():
        return []
    parts = {word.casefold(), *re.findall(r"[^\W\d_]+", word.casefold())[:1]}
    found = [kind for kind, names in _names().items() if not names.isdisjoint(parts)]
    return found or ["unknown"]


@cache
def _names() -> dict[NameKind, frozenset[str]]:
    """All names of a kind, in small letters."""
    people = import_module("faker.providers.person")
    modules = (f"{people.__name__}.{one.name}" for one in iter_modules(people.__path__) if one.ispkg)
    providers = [import_module(name).Provider for name in modules]
    return {kind: frozenset(_listed(providers, begin)) for kind, begin in _KINDS.items()}


def _listed(providers: list[type], begin: str) -> Iterator[str]:
    """The names of all lists that begin so; some say how often each is borne."""
    for provider in providers:
        for called in (called for called in dir(provider) if called.startswith(begin)):
            names = getattr(provider, called)
            for name in names if isinstance(names, Collection) else ():
                # A name that Faker has in several scripts is a row of them.
                yield from map(str.casefold, (name,) if isinstance(name, str) else name)
