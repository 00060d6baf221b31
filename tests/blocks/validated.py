"""What a block's text is as its model, and what is wrong with it."""

from __future__ import annotations

from typing import TypeVar

from letterkit.blocks.base import BlockModel
from letterkit.blocks.validation import validate
from letterkit.blocks.yaml import parse

Model = TypeVar("Model", bound=BlockModel)

# An office without fax numbers and holders.
ADDRESS = "office: O\norganisation: M\naddress: [Street 1]\ncountry: US\n"


def read(model: type[Model], text: str) -> Model:
    """A block that must be right."""
    document, _ = parse(text, "f.yaml")
    assert document is not None
    block, problems = validate(model, document)
    assert [str(problem) for problem in problems] == []
    assert block is not None
    return block


def misfits(model: type[BlockModel], text: str) -> list[tuple[str, str]]:
    """Each problem of a block as ('f.yaml:1:1 LK203', message)."""
    document, problems = parse(text, "f.yaml")
    assert document is not None, problems
    block, problems = validate(model, document)
    assert (block is None) == bool(problems)
    return [(f"{problem.location} {problem.code}", problem.message) for problem in problems]


def hint(model: type[BlockModel], text: str) -> str | None:
    """The hint of a block's only problem."""
    document, _ = parse(text, "f.yaml")
    assert document is not None
    (problem,) = validate(model, document)[1]
    return problem.hint
