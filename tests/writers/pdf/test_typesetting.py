"""Pages that a typographer would send: no name broken, no stub of a line, no page left half empty.

Sixty letters of growing length are laid out in CI, on one paper or the other; elsewhere some of them, on
both. Each rule is switched off once, and then found broken.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from conftest import REPOSITORY, Small, released
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.values import replace
from letterkit.writers import pdf, unbroken
from letterkit.writers.pdf import finishing, fitting, layout, limits
from writers.pdf.typesetting import LETTERS, breaches, letter, with_many_lead_ins

# Where a letter's end falls differs from one to the next; every seventh meets most of a page's places.
STEP = 7
PAPERS = ("letter", "a4")
SOME = (
    [(PAPERS[first % 2], first) for first in range(1, STEP + 1)]
    if os.environ.get("CI")
    else [(paper, 1) for paper in PAPERS]
)


@pytest.mark.parametrize(("paper", "first"), SOME)
def test_no_letter_breaks_a_rule(paper: Any, first: int, letter_2016: tuple[Small, lt.Letter]) -> None:
    small, model = letter_2016
    found = {
        number: wrong
        for number in range(first, LETTERS + 1, STEP)
        if (wrong := wrong_with(replace(letter(model, number), paper=paper), small))
    }
    assert found == {}


def without_names(monkeypatch: pytest.MonkeyPatch, small: Small) -> None:
    monkeypatch.setattr(unbroken, "_marked", unbroken._marked.__wrapped__)  # keeps nothing
    monkeypatch.setattr(unbroken, "held", lambda *_: ())


def without_last_words(monkeypatch: pytest.MonkeyPatch, small: Small) -> None:
    monkeypatch.setattr(unbroken, "_marked", unbroken._marked.__wrapped__)
    monkeypatch.setattr(unbroken._RunWords, "last_words", lambda *_: ())


def without_fitting(monkeypatch: pytest.MonkeyPatch, small: Small) -> None:
    def as_it_comes(make: fitting.Make, pages: object) -> fitting.Fitted:
        document, met = make(())
        return fitting.Fitted(document, met, (document,))

    monkeypatch.setattr(layout, "fitted", as_it_comes)


def without_spaces(monkeypatch: pytest.MonkeyPatch, small: Small) -> None:
    """The signatures whole, and nothing else changed."""
    monkeypatch.setattr(fitting, "_FITS", ((fitting.Fit(),),))


def without_lead_ins(monkeypatch: pytest.MonkeyPatch, small: Small) -> None:
    style = (REPOSITORY / "templates" / "letter.css").read_text(encoding="utf-8")
    style = style.replace("break-after: avoid", "break-after: auto")
    style = style.replace("ul, ol, table { break-before: avoid", "ul, ol, table { break-before: auto")
    small.write("templates/letter.css", style)


@pytest.mark.parametrize(
    ("switch_off", "rule", "numbers"),
    [
        (without_names, "name", (3, 9)),
        (without_last_words, "last line", (20, 21, 22)),
        (without_fitting, "signatures", (9, 10, 12)),
        (without_spaces, "empty", (2, 3, 9, 10, 12)),
    ],
)
def test_each_rule_has_its_mechanism(
    switch_off: Callable[[pytest.MonkeyPatch, Small], None],
    rule: str,
    numbers: Sequence[int],
    small: Small,
    letter_2016: tuple[Small, lt.Letter],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    switch_off(monkeypatch, small)
    model = letter_2016[1]
    found = (wrong_with(letter(model, number), small) for number in numbers)
    assert any(each.startswith(rule) for wrong in found for each in wrong)


def test_what_leads_in_stays_with_its_list(
    small: Small, letter_2016: tuple[Small, lt.Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    trees = [with_many_lead_ins(letter_2016[1], number) for number in (1, 2, 3)]
    assert [wrong for tree in trees for wrong in wrong_with(tree, small)] == []
    without_lead_ins(monkeypatch, small)
    found = [wrong for tree in trees for wrong in wrong_with(tree, small)]
    assert any(wrong.startswith("lead-in") for wrong in found)


def test_the_rules_hold_in_a_size_of_ones_own(letter_2016: tuple[Small, lt.Letter]) -> None:
    """The rules' lines are those of the letter, and the last thing that is tried is the size."""
    small, model = letter_2016
    looks = lt.Looks(model.origin, None, 14.0, None, None, None, None, None)
    found = {n: wrong_with(replace(letter(model, n), looks=looks), small) for n in (9, 10, 12)}
    assert not any(wrong.startswith("signatures") for each in found.values() for wrong in each)


def test_a_long_letter_is_no_more_than_a_slow_machine_can_do(
    letter_2016: tuple[Small, lt.Letter], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty pages and 200 signatories, with a quarter of every limit: the work counts, not the clock."""
    small, model = letter_2016
    for module, name in (
        (layout, "_SECONDS"),
        (layout, "_SECONDS_AT_ONCE"),
        (limits, "_EACH_PAGE"),
        (finishing, "SECONDS"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name) / 4)
    tree, signed = letter(model, 80), model.signatures
    many = (signed.signatories * 200)[:200]
    tree = replace(tree, signatures=replace(signed, signatories=many))
    laid = pdf.lay_out(released(tree), assets_of(small.workspace))
    assert laid.pages >= 18
    content, problems = pdf.finish(laid, pdf.Review(laid.findings))
    assert (problems, content is None) == ([], False)


def wrong_with(tree: lt.Letter, small: Small) -> list[str]:
    """What is wrong with the letter's pages."""
    laid = pdf.lay_out(released(tree), assets_of(small.workspace))
    assert laid.problems == ()
    return breaches(laid)
