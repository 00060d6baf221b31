"""The text of a round: found again without git, and never taken on trust."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from conftest import Small
from letterkit.diagnostics import LetterkitError
from letterkit.partners.received.receive import Asked, receive
from letterkit.partners.rounds.record import rounds
from letterkit.partners.rounds.texts import text_of_round
from partners.circulating.test_circulate import OPENING, sent


def test_an_answer_to_a_round_is_understood_without_git(small: Small) -> None:
    sent(small)
    small.change(OPENING, "we write to you", "we turn to you")
    small.change(OPENING, "title: Opening", "title: Opening\nas_of: 2020-04")
    file = small.root / "campaigns/talks/rounds/1/letter-round-1.docx"
    record = receive(Asked(small.workspace, "talks", "2020-04-12"), file).record
    assert record.changes == ()
    assert record.text == rounds(small.workspace, "talks")[0].record.text


def test_a_renamed_campaign_still_has_its_rounds(small: Small) -> None:
    sent(small)
    (small.root / "campaigns/talks").rename(small.root / "campaigns/bilateral")
    [kept] = rounds(small.workspace, "bilateral")
    with text_of_round(small.workspace, "bilateral", kept) as past:
        assert past.workspace.documents("bilateral") == ["letter"]


def _other_text(kept: dict[str, Any]) -> None:
    kept["files"][OPENING] = kept["files"][OPENING].replace("we write", "we do not write")


def _leading_out(kept: dict[str, Any]) -> None:
    kept["files"]["seeds/../../outside.yaml"] = "x"


def _a_number(kept: dict[str, Any]) -> None:
    kept["files"][OPENING] = 7


def _bad_picture(kept: dict[str, Any]) -> None:
    kept["pictures"]["images/logo.svg"] = "§"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_other_text, "does not give the text"),
        (_leading_out, "no file that a letter is made from"),
        (_a_number, "no file that a letter is made from"),
        (_bad_picture, "a picture in it is damaged"),
        (dict.clear, "no text of a round"),
    ],
)
def test_what_is_not_as_it_went_out_is_refused(
    spoil: Callable[[dict[str, Any]], None], said: str, circulated: Small
) -> None:
    path = circulated.root / "campaigns/talks/rounds/1/text.json"
    before = path.read_text(encoding="utf-8")
    kept = json.loads(before)
    spoil(kept)
    path.write_text(json.dumps(kept), encoding="utf-8")
    [one] = rounds(circulated.workspace, "talks")
    try:
        with (
            pytest.raises(LetterkitError, match=said),
            text_of_round(circulated.workspace, "talks", one),
        ):
            pass
    finally:
        path.write_text(before, encoding="utf-8")


def test_a_record_in_the_wrong_folder_is_told(circulated: Small) -> None:
    folder = circulated.root / "campaigns/talks/rounds"
    (folder / "2").mkdir()
    (folder / "2/round.yaml").write_bytes((folder / "1/round.yaml").read_bytes())
    try:
        with pytest.raises(LetterkitError, match="says that it is round 1"):
            rounds(circulated.workspace, "talks")
    finally:
        (folder / "2/round.yaml").unlink()
        (folder / "2").rmdir()
