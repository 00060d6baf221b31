"""What an imported text is like in the library: blocks by their words, people and bodies by their names.

Likeness is the cosine of two texts' words, a word weighing more the fewer blocks have it. It proposes; it
decides nothing.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping
from functools import cached_property
from operator import itemgetter

from letterkit.blocks.models import Address, Framing, Issue, Organisation, Person, Prose
from letterkit.language.names import plain
from letterkit.language.sentences import sentences
from letterkit.library.index import Block, Library

# Below this two texts on human rights are alike in their subject alone.
LIKE = 0.35

_FIELD = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_Weighed = Mapping[str, float]


class KnownBlocks:
    """The library's blocks, ready to be compared with. It reads them once."""

    def __init__(self, library: Library) -> None:
        self.library = library

    @cached_property
    def people(self) -> Mapping[str, Block[Person]]:
        """People by each of their names; of two of one name the first counts."""
        blocks = reversed(self.library.readable(Person)[0])
        return {plain(name): block for block in blocks for name in block.model.names}

    @cached_property
    def organisations(self) -> Mapping[str, Block[Organisation]]:
        """Organisations by name and by short name."""
        blocks = reversed(self.library.readable(Organisation)[0])
        return {plain(n): b for b in blocks for n in (b.model.name, b.model.short_name) if n}

    @cached_property
    def addresses(self) -> Mapping[tuple[str, str], Block[Address]]:
        """Offices by title and organisation."""
        blocks = self.library.readable(Address)[0]
        return {(plain(b.model.office), plain(b.model.organisation or "")): b for b in blocks}

    def like(self, model: type[Prose], text: str) -> tuple[Block[Prose] | None, str]:
        """The block of that kind whose text is most like this one, and what to say of it; or neither."""
        rarity, texts = self._texts
        ours = _weighed(_words(text), rarity, len(texts))
        those = ((block, theirs) for block, theirs in texts if type(block.model) is model)
        found = ((sum(n * theirs.get(word, 0) for word, n in ours.items()), b) for b, theirs in those)
        likeness, block = max(found, key=itemgetter(0), default=(0.0, None))
        if block is None or likeness < LIKE:
            return None, ""
        new = ": add as a new edition" if model is Issue else ""
        return block, f"{likeness:.2f} like {block.reference}{new}"

    @cached_property
    def _texts(self) -> tuple[Counter[str], list[tuple[Block[Prose], _Weighed]]]:
        """In how many blocks each word stands, and what each block's words weigh."""
        blocks = [block for model in (Framing, Issue) for block in self.library.readable(model)[0]]
        counted = [_words(_FIELD.sub(" ", block.model.text)) for block in blocks]
        rarity = Counter(word for words in counted for word in words)
        weighed = (_weighed(words, rarity, len(blocks)) for words in counted)
        return rarity, list(zip(blocks, weighed, strict=True))


def _words(text: str) -> Counter[str]:
    return Counter(word for word in plain(text).split() if len(word) > 2)


def _weighed(words: Counter[str], rarity: Counter[str], texts: int) -> _Weighed:
    """The words as a vector of length 1; one weighs more the fewer of the texts have it."""
    found = {word: n * math.log((texts + 1) / (rarity[word] + 0.5)) for word, n in words.items()}
    length = math.hypot(*found.values()) or 1.0
    return {word: weight / length for word, weight in found.items()}


def sentence(text: str, most: int = 160) -> str:
    """The first sentence of a text, or as much of it as fits on a line."""
    line = next(iter(sentences(" ".join(text.split()))), "")
    return line if len(line) <= most else f"{line[:most].rpartition(' ')[0] or line[:most]} …"
