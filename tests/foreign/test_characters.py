"""Bytes become characters, and what nobody sees goes."""

from __future__ import annotations

import pytest

from letterkit.blocks.yaml import without_unprintable
from letterkit.foreign.characters import cleaned, decode, is_spoilt


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
def test_western_text_in_any_encoding(encoding: str) -> None:
    text = "Dear Sir,\n\nThe “people’s” café — it’s don’t can’t.\n"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("gb18030", "尊敬的先生，请释放他们。" * 9), ("cp1251", "Уважаемый господин Президент, " * 9)],
)
def test_text_in_other_scripts(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 20, b"\x89PNG\r\n\x1a\n" + bytes(300), b"\x00" * 500]
)
def test_what_is_no_text(data: bytes) -> None:
    assert decode(data) is None


def test_nothing_stays_that_no_file_of_a_workspace_may_hold() -> None:
    every = "".join(map(chr, range(0x110000)))
    there = " ".join(cleaned(every).split())
    assert without_unprintable(there) == there


def test_what_nobody_sees_goes_and_ligatures_are_written_out() -> None:
    assert (
        cleaned("pris\u00adoner\u200b of\u00a0con\ufb01dence\r\n\uf0b7 x")
        == "prisoner of confidence\n• x"
    )


def test_broken_quotation_marks_are_put_right() -> None:
    broken = "Chinaâ€™s â€œblack jailsâ€\x9d and RenÃ©e"
    assert is_spoilt(broken)
    assert cleaned(broken) == "China’s “black jails” and Renée"
    assert not is_spoilt("Château, à Paris – l’été")
