"""What a final letter's address says, against what the library knows by the day of sending."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from conftest import SMALL, Small
from letterkit import letter as lt
from letterkit.blocks.sender import Sender
from letterkit.campaign.finalize import finalize
from letterkit.delivery.objections import objections, reached
from letterkit.delivery.order import DeliveryOrder
from letterkit.delivery.settings import Settings
from letterkit.diagnostics import Severity

MINISTER = "seeds/addresses/minister.yaml"
FAX, MAIL = "+12026472283", "office@example.org"
POST = "1 Main Street, Washington, DC 20520, US"
WITHDRAWN = "    withdrawn: 2020-05-01\n"


@pytest.fixture(scope="module")
def finalized(tmp_path_factory: pytest.TempPathFactory) -> Small:
    small = Small(tmp_path_factory.mktemp("finalized"))
    for path, text in SMALL.items():
        small.write(path, text)
    small.change(MINISTER, "fax:\n", f"email:\n  - address: {MAIL}\nfax:\n")
    assert finalize(small.workspace, "talks").made
    return small


@pytest.fixture
def final(finalized: Small, tmp_path: Path) -> Small:
    copy = Small(tmp_path / "copy")
    shutil.copytree(finalized.root, copy.root)
    return copy


def against(small: Small, day: dt.date, *accepted: str) -> dict[str, list[tuple[str, Severity]]]:
    order = DeliveryOrder(small.workspace, "talks", day, frozenset(accepted))
    tree = order.checked("letter").tree
    assert isinstance(tree, lt.Letter)
    who = [reached(order, each) for each in tree.addressees]
    (found,) = objections(order, who, Settings(Sender())).values()
    return {where: [(each.code, each.severity) for each in problems] for where, problems in found.items()}


BEFORE, AFTER = dt.date(2020, 4, 30), dt.date(2020, 5, 1)


@pytest.mark.parametrize(
    ("old", "new", "destination"),
    [
        ("    verified: 2020-04\n", "    verified: 2020-04\n" + WITHDRAWN, FAX),
        (f"  - address: {MAIL}\n", f"  - address: {MAIL}\n{WITHDRAWN}", MAIL),
        (
            "country: US\n",
            "country: US\nformer_addresses:\n  - address: [1 Main Street, 'Washington, DC 20520']\n"
            + WITHDRAWN,
            POST,
        ),
    ],
)
def test_what_was_given_up_since_is_not_used(final: Small, old: str, new: str, destination: str) -> None:
    final.change(MINISTER, old, new)
    assert against(final, BEFORE).get(destination, []) == []
    assert against(final, AFTER)[destination] == [("LK618", Severity.ERROR)]


def test_a_number_that_the_library_corrected_is_not_called_unless_accepted(final: Small) -> None:
    final.change(MINISTER, "647-2283", "647-2284")
    assert against(final, BEFORE)[FAX] == [("LK618", Severity.ERROR)]
    assert against(final, BEFORE, FAX)[FAX] == [("LK618", Severity.WARNING)]


def test_a_number_that_was_verified_since_is_called(final: Small) -> None:
    later = dt.date(2021, 6, 1)
    assert against(final, later)[FAX] == [("LK613", Severity.ERROR)]
    final.change(MINISTER, "    verified: 2020-04\n", "    verified: 2021-05\n")
    assert against(final, later)[FAX] == []


def test_a_number_that_is_another_office_s_too_is_not_called(final: Small) -> None:
    text = (final.root / MINISTER).read_text(encoding="utf-8")
    final.write("seeds/addresses/other.yaml", text)
    assert against(final, BEFORE)[FAX] == [("LK615", Severity.ERROR)]
    final.write("seeds/addresses/other.yaml", text + "retired: 2020-01-01\n")
    assert against(final, BEFORE)[FAX] == []


def test_a_number_that_is_in_use_again_is_called(final: Small) -> None:
    entry = '  - number: "+1 202-647-2283"\n    verified: 2020-04\n'
    final.change(MINISTER, entry, entry + WITHDRAWN + entry)
    assert against(final, AFTER)[FAX] == []


def test_what_was_given_up_before_the_letter_is_no_destination(small: Small) -> None:
    small.change(
        MINISTER, "    verified: 2020-04\n", "    verified: 2020-04\n    withdrawn: 2020-04-01\n"
    )
    assert FAX not in against(small, BEFORE)
