"""A workspace after its first round, for tests that only look at it."""

from __future__ import annotations

import pytest

from conftest import SMALL, Small
from partners.circulating.test_circulate import add_member, sent


@pytest.fixture(scope="package")
def circulated(tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The small workspace after a round that went to Rights Now and to Acme, whose contact is known."""
    made = Small(tmp_path_factory.mktemp("rounds"))
    for path, text in SMALL.items():
        made.write(path, text)
    add_member(made, "acme", "contact: ann@example.com\n")
    sent(made)
    return made
