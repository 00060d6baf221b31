"""What the inputs are given to, one function a target: whatever comes in, nothing may be raised."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, partial

from letterkit.blocks.kinds import DOCUMENTS, KINDS
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import decode
from letterkit.importer.apart import ApartReader
from letterkit.importer.sources import MISTAKE
from letterkit.text import markdown
from letterkit.text.merge import check, merge
from text.invented import JANE, VALUES, at, fields

_NAMES = tuple(f"letter.{ending}" for ending in ("txt", "md", "html", "eml", "docx", "pdf"))
_MANNERS = (
    markdown.AS_PROSE,
    markdown.Manner(exact=True),
    markdown.Manner(one_line=True, links="footnotes"),
)
_MODELS = [*(kind.model for kind in KINDS), *(kind.model for kind in DOCUMENTS)]


def source(data: bytes) -> None:
    """A file of the workspace, read as each kind of block and document."""
    document, problems = decode(data, "f.yaml")
    assert (document is None) == bool(problems)
    if document is not None:
        for model in _MODELS:
            made, problems = validate(model, document)
            assert (made is None) == bool(problems)


def merge_fields(data: bytes) -> None:
    """A block's text: checked, and filled in for two letters."""
    text = data.decode("utf-8", "replace")
    check(text, at, tuple(VALUES), ("jane-doe",))
    for language in ("en-US", "zh-Hant"):
        merged, problems = merge(text, at, fields(language), VALUES, {"jane-doe": JANE})
        assert (merged is None) == bool(problems)


def prose(data: bytes) -> None:
    """A text that has been filled in, read in the manners that there are."""
    text = data.decode("utf-8", "replace")
    for manner in _MANNERS:
        markdown.parse(text, at, "en-US", manner)


def file_of(name: str, data: bytes) -> None:
    """An old letter of that name, read and taken apart as `import` does: in a process of its own."""
    if data.strip():
        read, problems = _apart().read(data, name)
        assert read or problems
        mistakes = [p.message for p in problems if p.message.startswith(MISTAKE)]
        assert not mistakes, mistakes


@cache
def _apart() -> ApartReader:
    return ApartReader()


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "source": source,
    "fields": merge_fields,
    "markdown": prose,
    **{name: partial(file_of, name) for name in _NAMES},
}
"""Each target by its name."""
