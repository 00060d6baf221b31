"""What can be entered of a block: the types of the one list of options, questions and columns.

A fact is an option of `letterkit add`, a question at its prompt, and a column of the table that goes
out by `list --format csv` and comes in by `add --from`. Nothing is loaded for it, so that help is quick.
"""

from __future__ import annotations

from enum import Enum, auto

from msgspec import Struct


class FactForm(Enum):
    """What an answer or a cell is to be read as."""

    WORDS = auto()  # one line
    TEXT = auto()  # lines as they are
    LINES = auto()  # a list, an item a line
    NAME = auto()  # small letters and hyphens
    URL = auto()
    DATE = auto()
    DAY = auto()
    NUMBERS = auto()  # fax numbers, one a line
    EMAILS = auto()
    COUNTRY = auto()
    PARTIES = auto()  # countries, or EU
    CHOICE = auto()
    BLOCK = auto()  # the name of a block, or what people call it
    BLOCKS = auto()


class Fact(Struct, frozen=True):
    """A key of a block that can be entered.

    `name` is its option and column, `key` the key in the file; below `group`, a list, it is a key of the
    newest entry. `needed` must be said; of a group, where anything of it is said. `asked` is the question
    of the prompt; nothing is asked without one. `teach` is the comment that shows the format where the
    key is not written. `kind` is the folder of the blocks that it names. A text that `merges` may hold
    merge fields.
    """

    name: str
    key: str
    help: str
    form: FactForm = FactForm.WORDS
    group: str = ""
    needed: bool = False
    asked: str = ""
    default: str = ""
    choices: tuple[str, ...] = ()
    kind: str = ""
    teach: str = ""
    merges: bool = False

    @property
    def option(self) -> str:
        """The option of the command line."""
        return f"--{self.name.replace('_', '-')}"

    @property
    def is_many(self) -> bool:
        """Whether it has several values."""
        return self.form in (
            FactForm.LINES,
            FactForm.NUMBERS,
            FactForm.EMAILS,
            FactForm.PARTIES,
            FactForm.BLOCKS,
        )


class EntryKind(Struct, frozen=True):
    """A kind that can be added: what people call one and many, the folder of its blocks, its facts.

    The first fact is what people know a block by; `known_by` are the others that tell namesakes apart.
    `ordered_by` are the keys by which the newest entry of a group is told.
    """

    name: str
    plural: str
    folder: str
    facts: tuple[Fact, ...]
    known_by: tuple[str, ...] = ()

    @property
    def title(self) -> Fact:
        """What people know a block of the kind by."""
        return self.facts[0]

    def fact(self, name: str) -> Fact:
        """The fact of that name. Raises KeyError."""
        return {fact.name: fact for fact in self.facts}[name]

    def group(self, group: str) -> list[Fact]:
        """The facts of a group; of the block itself where it is empty."""
        return [fact for fact in self.facts if fact.group == group]

    @property
    def groups(self) -> list[str]:
        """The groups of its facts, in order."""
        return list(dict.fromkeys(f.group for f in self.facts if f.group not in ("", RECIPE)))


RECIPE = "letter"
"""The group that is no list: the recipe of a new dialogue's letter, which is written once."""
ORDERED_BY = {"holders": "from", "signers": "from", "history": "date", "sources": "", "accounts": "as_of"}
"""The groups, and the key by which the newest entry of each is told; without one it is the last."""
TOLD_BY = {"holders": "name", "signers": "name", "history": "date", "sources": "title"}
"""The groups, and the key by which two entries of each are the same one's."""
