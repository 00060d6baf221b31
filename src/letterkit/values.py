"""What the values of the package have in common: they are msgspec's Structs.

A frozen dataclass takes 0.3 to 0.4 ms to make, because its methods are compiled each time its module is
loaded, and a cold render loads 190 of them; a Struct takes 0.01.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, ClassVar

from msgspec import Struct

if TYPE_CHECKING:
    # mypy checks what is replaced by this name alone; msgspec's own takes anything.
    from dataclasses import replace
else:
    from msgspec.structs import replace

__all__ = ["Comparable", "replace"]


class Comparable(Struct, frozen=True):
    """A value with fields that say nothing about what it is, such as whose file it comes from.

    Two of one type are equal, and have the same hash, where they differ in those in `aside` alone.
    """

    aside: ClassVar[tuple[str, ...]] = ()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return False
        values = _compared(type(self))
        return bool(values(self) == values(other))

    def __hash__(self) -> int:
        return hash(_compared(type(self))(self))


@cache
def _compared(kind: Any) -> Callable[[object], object]:
    """What gives the values that make a difference, of a type."""
    return attrgetter(*(name for name in kind.__struct_fields__ if name not in kind.aside))
