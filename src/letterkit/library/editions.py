"""Which issue is the newest edition of its topic."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from letterkit.library.index import Block


def newest_editions(issues: Iterable[Block[Any]], on: dt.date) -> dict[str, str]:
    """Topic → the name of the newest issue on it whose `as_of` begins on that day or before,
    and that is not retired.

    Of several of one date it is the last by name, which a check speaks of (LK413).
    """
    newest: dict[str, tuple[str, str]] = {}
    for block in issues:
        as_of, retired = block.model.as_of, block.model.retired
        if retired is not None and retired.first_day <= on:
            continue
        if as_of is not None and as_of.first_day <= on:
            key = (as_of.first_day.isoformat(), block.name)
            newest[block.model.topic] = max(newest.get(block.model.topic, ("", "")), key)
    return {topic: name for topic, (_, name) in newest.items()}
