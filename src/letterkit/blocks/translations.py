"""A block as a document in some language has it: its words in that language, each with its own place.

What is not translated stays as it is. Nothing is put together from two languages in one text.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from functools import cache
from typing import TypeVar

from letterkit.blocks.base import BlockModel
from letterkit.blocks.validation import part_in
from letterkit.blocks.values import language_among
from letterkit.blocks.yaml import Document, Steps
from letterkit.values import replace

Model = TypeVar("Model", bound=BlockModel)
KEY = "translations"
_Moved = dict[Steps, Steps]


def in_language(model: Model, document: Document, language: str) -> tuple[Model, Document]:
    """The block with the words of that language, and its file with their places where its own were."""
    moved: _Moved = {}
    translated = _translated(model, (), language, moved)
    return (translated, with_places(document, moved)) if moved else (model, document)


def languages(model: BlockModel) -> Iterator[str]:
    """The languages that the block, or a part of it, is translated into; each may come twice."""
    yield from _translations(model)
    for name in _with_parts(type(model)):
        value = getattr(model, name)
        for part in value if isinstance(value, tuple) else ():
            if isinstance(part, BlockModel):
                yield from languages(part)


def _translations(model: BlockModel) -> Mapping[str, BlockModel]:
    """The words of a part in other languages; pydantic takes long to say that it has no such key."""
    found: Mapping[str, BlockModel] = getattr(model, KEY) if KEY in type(model).model_fields else {}
    return found


@cache
def _with_parts(model: type[BlockModel]) -> tuple[str, ...]:
    """The fields of a model that hold parts which may be translated, or have such parts themselves."""
    parts = {name: part_in(field.annotation) for name, field in model.model_fields.items()}
    return tuple(
        name for name, part in parts.items() if part and (KEY in part.model_fields or _with_parts(part))
    )


def words_in(model: BlockModel, language: str) -> str | None:
    """The language of a block's words in a document of `language`; None where the block does not say.

    `model` is the block as its file has it.
    """
    if language_among(_translations(model), language) is not None:
        return language
    return getattr(model, "language", None)


def _translated(model: Model, path: Steps, language: str, moved: _Moved) -> Model:
    values: dict[str, object] = {}
    for name in _with_parts(type(model)):
        value = getattr(model, name)
        if isinstance(value, tuple) and any(isinstance(item, BlockModel) for item in value):
            here = (*path, type(model).model_fields[name].alias or name)
            parts = [_translated(part, (*here, i), language, moved) for i, part in enumerate(value)]
            if any(part is not before for part, before in zip(parts, value, strict=True)):
                values[name] = tuple(parts)
    tag = _translation(model, language)
    if tag is not None:
        words = _translations(model)[tag]
        values |= {key: getattr(words, key) for key in words.model_fields_set}
        moved |= {(*path, key): (*path, KEY, tag, key) for key in words.model_fields_set}
    return model.model_copy(update=values) if values else model


def _translation(model: BlockModel, language: str) -> str | None:
    """Which of a part's translations a document uses; none where its own words are in the language."""
    if KEY not in type(model).model_fields:
        return None  # most parts have none, and to ask pydantic for what is not there takes its time
    own = getattr(model, "language", None)
    if own and language_among((own,), language) is not None:
        return None
    return language_among(_translations(model), language)


def with_places(document: Document, moved: Mapping[Steps, Steps]) -> Document:
    """The file with other values, and what is in them, in the places of some: new path → old."""
    return replace(document, places=_moved(document.places, moved), keys=_moved(document.keys, moved))


Place = TypeVar("Place")


def _moved(places: Mapping[Steps, Place], moved: Mapping[Steps, Steps]) -> dict[Steps, Place]:
    kept = {path: place for path, place in places.items() if not _is_below(path, moved)}
    for new, old in moved.items():
        below = ((path, place) for path, place in places.items() if path[: len(old)] == old)
        kept |= {(*new, *path[len(old) :]): place for path, place in below}
    return kept


def _is_below(path: Steps, others: Container[Steps]) -> bool:
    return any(path[:length] in others for length in range(1, len(path) + 1))
