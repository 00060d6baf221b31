"""consent: whom a document may not name, told by their names as they are read."""

from __future__ import annotations

import pytest

from conftest import Small
from letterkit.consent import eye
from letterkit.library.consent import Consents
from letterkit.library.index import Library


def test_chinese_names_are_read_only_where_there_is_a_name_to_compare(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What reads them takes longer to load than it takes to find all people."""
    asked: list[str] = []

    def simplified(letters: str) -> str:
        asked.append(letters)
        return letters

    def unconfirmed() -> tuple[str, ...]:
        eye.letters.cache_clear()
        eye._seen.cache_clear()
        return Consents(Library(small.workspace, "talks")).unconfirmed

    monkeypatch.setattr(eye, "_simplified", simplified)
    small.change("seeds/people/jane-doe.yaml", "name: Jane Doe\n", "name: Jane Doe\nnative_name: 高简\n")
    assert (unconfirmed(), asked) == ((), [])
    small.write("campaigns/talks/candidates.txt", "高简\nSample Person\n")
    assert unconfirmed() == ("Sample Person",)
    assert asked
