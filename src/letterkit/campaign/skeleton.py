"""The blocks of a letter that nothing is there for yet: each says what belongs in its place.

They print in a draft, in brackets. `check` tells each (LK326), and no final can hold one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, field

from letterkit.blocks import schemas
from letterkit.blocks.base import BlockModel
from letterkit.blocks.kinds import KIND_BY_MODEL
from letterkit.blocks.models import Address, Framing, Issue, Organisation, Signatures
from letterkit.checks.unwritten import placeholder
from letterkit.library.index import Library

OPENING_OF_DIALOGUE = (
    "why you write before this dialogue: what it is, when it meets, and what has become worse since the "
    "last one. Two or three sentences, and the facts that the officials must have in their heads."
)
OPENING_OF_LETTER = (
    "what has happened: to whom, where, when, and how it is known. Two or three sentences, each of which "
    "somebody has checked."
)
_ASK = {
    "title": "the heading",
    "ask": "what is asked for, in one line that begins with a verb",
    "text": "what you ask for and why, in one paragraph: what happens, to how many, since when, which "
    "law or promise it breaks, and what exactly the officials should say or do.",
}
CLOSING = "how you end: what you hope for from the officials, that they may reach you, and your thanks."
_OFFICE = "the office to write to"
_MEMBER = "the organisation that signs"


class Skeleton(Struct):
    """Blocks in the making, by their files: in the library, or in the campaign's own folder.

    `name` is that of the dialogue or the campaign, and `as_of` the month that the letter is of. What is
    made for the library is named after the dialogue; what is made for a campaign, by what it is.
    """

    library: Library
    folder: Path
    name: str | None
    as_of: str
    files: dict[Path, str | bytes] = field(default_factory=dict)

    def framing(self, part: str, what: str) -> str:
        """A passage that is still to be written, such as the `opening`; its name."""
        model = {"title": part.capitalize(), "text": f"{placeholder(what)}\n", "as_of": self.as_of}
        return self._add(Framing, part, model)

    def issue(self, part: str = "first-ask") -> str:
        """An ask that is still to be written; its name."""
        name = self._named(part)
        words = {key: placeholder(what) for key, what in _ASK.items()}
        words["text"] += "\n"
        return self._add(Issue, part, {"topic": name, **words, "as_of": self.as_of})

    def office(self) -> str:
        """An office that is still to be entered; its name."""
        return self._add(Address, "office", {"office": placeholder(_OFFICE)})

    def signatures(self, title: str, lead: str | None) -> str:
        """A signature block of all members in the library, the one that leads first; its name."""
        members = self.library.names(KIND_BY_MODEL[Organisation])
        if not members:
            members = [self._add(Organisation, "member", {"name": placeholder(_MEMBER)})]
        signing = sorted(members, key=lambda name: (name != lead, name))
        return self._add(Signatures, "signatures", {"title": title, "organisations": signing})

    def _named(self, part: str) -> str:
        return f"{self.name}-{part}" if self.name else part

    def _add(self, model: type[BlockModel], part: str, values: dict[str, Any]) -> str:
        kind = KIND_BY_MODEL[model]
        taken, number, name = self.library.names(kind), 2, self._named(part)
        while name in taken or self.folder / kind.folder / f"{name}.yaml" in self.files:
            name, number = f"{self._named(part)}-{number}", number + 1
        path = self.folder / kind.folder / f"{name}.yaml"
        up = "../" * (len(path.relative_to(self.library.workspace.root).parts) - 1)
        head = f"# yaml-language-server: $schema={up}{schemas.FOLDER}/{schemas.file_name(kind)}\n"
        self.files[path] = head + as_yaml(values)
        return name


class _AuthorsYaml(yaml.SafeDumper):
    """Writes as authors do: dates without quotation marks, lists moved in, paragraphs below a `|`."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        """Lists are moved in below their key."""
        del indentless
        super().increase_indent(flow, False)


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if text.endswith("\n") else None
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_AuthorsYaml.add_representer(str, _text)
# letterkit takes every value for words, and needs no marks around a date.
_AuthorsYaml.yaml_implicit_resolvers = {
    first: [row for row in rows if row[0] != "tag:yaml.org,2002:timestamp"]
    for first, rows in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def as_yaml(values: dict[str, Any]) -> str:
    """Values as an author would write them; texts of several lines below a `|`."""
    folded = {key: _in_lines(value) for key, value in values.items()}
    return yaml.dump(folded, Dumper=_AuthorsYaml, sort_keys=False, allow_unicode=True, width=100)


def _in_lines(value: Any) -> Any:
    """A paragraph in lines of which none is too long to read."""
    if not (isinstance(value, str) and value.endswith("\n")):
        return value
    import textwrap

    return textwrap.fill(value.strip(), 96, break_long_words=False, break_on_hyphens=False) + "\n"
