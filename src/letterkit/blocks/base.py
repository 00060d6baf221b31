"""What the models of all that an author writes have in common."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel, ConfigDict

from letterkit.blocks.values import problem
from letterkit.blocks.yaml import Steps


class BlockModel(BaseModel):
    """What all models share: frozen, no unknown keys.

    pydantic builds one where it is first used: most commands use few. Those that stand within several
    others say `defer_build=False`, or they would be built within each of them. The modules of the kinds
    of block do without `from __future__ import annotations`: of text, pydantic would compile each
    annotation anew for each model that inherits it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def printed_lines(self) -> Iterator[tuple[Steps, str]]:
        """The file's own texts of one line that print, such as a title, each with its path."""
        return iter(())


def exactly_one(part: BlockModel, names: tuple[str, ...]) -> None:
    """Raises the problem LK203 where not exactly one of these keys of a part has a value."""
    given = [name for name in names if getattr(part, name)]
    if len(given) != 1:
        expected = ", ".join(f"'{name}'" for name in names)
        found = " and ".join(f"'{name}'" for name in given) or "none"
        raise problem("LK203", f"expected exactly one of {expected}; found {found}")
