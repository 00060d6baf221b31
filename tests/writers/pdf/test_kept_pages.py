"""Pages that are kept from other copies: the file is, byte for byte, that of a copy laid out whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from conftest import Small
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.consent import Register, Released, release
from letterkit.delivery.prepare import copy_for
from letterkit.values import replace
from letterkit.writers import Assets
from letterkit.writers.pdf import Review, finish, kept_pages, lay_out
from letterkit.writers.pdf.kept_pages import KeptPages
from letterkit.writers.pdf.screen import paint

LINES = (32, 2, 2, 2)  # of each copy's own address: the first one's makes a page more


def copies_to(
    letter: lt.Letter, lines: Sequence[int], wanted: Iterable[int]
) -> list[Released[lt.Letter]]:
    """Those `wanted` of the copies of a letter to as many as have `lines` of an address."""
    first = letter.addressees[0]
    everybody = []
    for number, count in enumerate(lines):
        address = tuple(f"{number} Main Street, Floor {line}" for line in range(count))
        who = f"Ada {chr(65 + number % 26)}. Sample{number}"
        other = replace(first, block=f"addresses/a{number}", name=who)
        everybody.append(replace(other, address=replace(first.address, lines=address)))
    tree = replace(letter, addressees=tuple(everybody))
    made = [release(copy_for(tree, number), Register())[0] for number in wanted]
    return [each for each in made if each is not None]


@pytest.fixture(scope="module")
def copies(letter_2016: tuple[Small, lt.Letter]) -> tuple[Small, list[Released[lt.Letter]]]:
    """Copies of a letter to six."""
    small, letter = letter_2016
    return small, copies_to(letter, (*LINES, 2, 2), range(len(LINES)))


def counted(
    released: Released[lt.Letter], assets: Assets, kept: KeptPages, *, is_finished: bool = False
) -> tuple[int, int]:
    """How many pages of a copy are laid out, and taken from others; it is the same, laid out whole, byte
    for byte, and the file that carries everything is where it `is_finished`.
    """
    before = kept.laid_out, kept.taken
    whole, own = lay_out(released, assets), lay_out(released, assets, kept)
    counts = kept.laid_out - before[0], kept.taken - before[1]
    assert whole.pages
    assert whole.lines == own.lines
    assert not is_finished or finish(whole) == finish(own)
    assert paint(whole) == paint(own, kept=kept)
    return counts


def test_each_copy_is_as_laid_out_whole(copies: tuple[Small, list[Released[lt.Letter]]]) -> None:
    """Of a third copy only the page with its address is laid out; one with a longer address whole."""
    small, trees = copies
    assets, kept = assets_of(small.workspace, "2016-sed"), KeptPages()
    some = [trees[number] for number in (1, 2, 3, 0)]
    counts = [counted(tree, assets, kept, is_finished=tree is some[2]) for tree in some]
    assert counts == [(4, 0), (4, 0), (1, 3), (5, 0)]


@pytest.mark.parametrize("most", [kept_pages.MOST, 1])
def test_each_draft_is_painted_as_laid_out_whole(
    letter_2016: tuple[Small, lt.Letter], monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Also where its margins say another revision; and with room for few pages, fewer are kept."""
    monkeypatch.setattr(kept_pages, "MOST", most)
    small, letter = letter_2016
    assets, kept = assets_of(small.workspace, "2016-sed"), KeptPages()
    for number in range(4):
        close = replace(letter.close, text=f"Yours {number}")
        tree, _ = release(replace(letter, close=close), Register())
        assert tree is not None
        whole, own = lay_out(tree, assets), lay_out(tree, assets, kept)
        assert whole.lines == own.lines
        review = Review((), f"v{number}", has_sheet=False)
        assert paint(whole, review) == paint(own, review, kept)
    assert (kept.taken, kept.paint.taken) == ((4, 2) if most > 1 else (0, 0))
    assert sum(map(len, kept._kept.values())) <= most


def test_pages_before_ones_own_are_kept_as_far_as_they_do_not_depend_on_it(
    letter_2016: tuple[Small, lt.Letter],
) -> None:
    """Of 28 addressees the seventeenth is on the second page: her own address has no room on the first.
    Without it she stands on the first, in the copies of those after her, of which their page is laid out.
    """
    small, letter = letter_2016
    assets, kept = assets_of(small.workspace, "2016-sed"), KeptPages()
    trees = copies_to(letter, [6] * 28, (16, 17, 25, 26, 27))
    assert [counted(tree, assets, kept) for tree in trees] == [(5, 0), (5, 0), (3, 2), (3, 2), (1, 4)]
    assert (kept.paint.drawn, kept.paint.taken) == (21, 4)


def test_what_a_style_sheet_asks_of_what_goes_before_is_heard(
    copies: tuple[Small, list[Released[lt.Letter]]], tmp_path: Path
) -> None:
    """The pages of the last copy begin as the others do, and say the same, in another colour."""
    small, trees = copies
    assets, kept = assets_of(small.workspace, "2016-sed"), KeptPages()
    style = (assets.templates[-1] / "letter.css").read_text(encoding="utf-8")
    odd = ".inside-addresses:has(.row:nth-child(2) .delivery) ~ main p { color: #333 }"
    (tmp_path / "letter.css").write_text(f"{style}\n{odd}\n", encoding="utf-8")
    assets = replace(assets, root=tmp_path, templates=(tmp_path, assets.templates[-1]))
    some = [trees[number] for number in (2, 3, 2, 1)]
    assert [counted(tree, assets, kept) for tree in some] == [(4, 0), (4, 0), (1, 3), (4, 0)]
