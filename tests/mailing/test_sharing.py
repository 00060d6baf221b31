"""Copies that share their pages are the same as each laid out by itself: to the eye, in words, inside."""

from __future__ import annotations

import io
from collections.abc import Sequence

import page
import pikepdf
import pytest

from conftest import Small
from letterkit import letter as lt
from letterkit.consent import Released
from letterkit.mailing.copies import check_copies
from letterkit.mailing.recipients import MailedTo, read_recipients
from letterkit.writers import Assets
from letterkit.writers.pdf import splicing, write
from letterkit.writers.pdf.copies import CopiesWriter, WrittenCopy
from letterkit.writers.pdf.fitting import Fit, Fitted, Make
from letterkit.writers.pdf.layout import lay_out
from letterkit.writers.pdf.lines import printed_lines

from .conftest import Mail, seen

HEADER = "name,office,organisation,salutation,address,country,Main Committee,state"
LINES = (
    "1 Main St;Room 2;Third Floor;North Wing;Mail Stop 5;Capitol Complex;Old Town;Washington, DC 20510"
)
LONG = (
    "Rechtsschutzversicherungsgesellschaftenaufsichtsbehördenangelegenheitenbeauftragtenstellvertretung"
)
PAGE = "Foreign Relations and all that is near to it " * 60


def row(number: int, lines: int = 2, name: str = "", committee: str = "Health") -> str:
    street, last = LINES.split(";")[: lines - 1], LINES.rsplit(";", maxsplit=1)[-1]
    who = name or f"Ann Poe {chr(65 + number)}."
    address = ";".join((*street, last))
    return f'{who},Senator,Senate,Senator {who.split()[-1]},"{address}",US,"{committee}",VA'


ROWS = [
    *(row(i, lines) for i, lines in enumerate((2, 2, 3, 3, 5, 5, 8, 8))),
    row(8, name="Éva Łukasiewicz-Ångström"),
    row(9, name="Liu Xiaoling 刘晓玲"),
    row(10, committee="the Judiciary, and the Rules and Administration of both Houses of the Congress"),
    row(11, committee="the Judiciary and the Rules, and the Administration of both of the Houses there"),
    row(12, committee=LONG),
    row(13, name="Bo " + "Mac" * 30),
    row(14, committee=PAGE),
]


@pytest.fixture
def copies(order: Mail, mailing: Small) -> tuple[Assets, list[Released[lt.Letter]]]:
    """Copies of all kinds of rows."""
    mailing.write("people.csv", "\n".join((HEADER, *ROWS)) + "\n")
    mail = order()
    found = read_recipients(mail.library, MailedTo(mail.to, mail.addressed_on)).found
    checked = check_copies(mail, found)
    assert checked.failed == {}
    return mail.assets, [each.released for each in checked.copies]


def inside(pdf: bytes) -> list[str]:
    """Every object that the file holds, in the order in which it is met, but its fonts and number."""
    found: list[str] = []
    known: dict[tuple[int, int], int] = {}

    def told(item: object, key: str) -> str:
        if key == "/Font":
            return "fonts"
        if isinstance(item, pikepdf.Object) and item.is_indirect:
            if item.objgen not in known:
                known[item.objgen] = len(found)
                found.append("")
                found[known[item.objgen]] = plain(item)
            return f"R{known[item.objgen]}"
        return plain(item)

    def plain(item: object) -> str:
        if isinstance(item, pikepdf.Stream):
            keys = sorted((k, v) for k, v in item.items() if k != "/Length")
            return repr([(k, told(v, k)) for k, v in keys]) + repr(item.read_bytes())
        if isinstance(item, pikepdf.Dictionary):
            return repr([(k, told(v, k)) for k, v in sorted(item.items())])
        if isinstance(item, pikepdf.Array):
            return repr([told(each, "") for each in item])
        return repr(item)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        told(document.Root, "")
        found.append(plain(document.trailer.Info))
    return found


def made(assets: Assets, trees: Sequence[Released[lt.Letter]]) -> list[WrittenCopy]:
    return [each for _, each in sorted(CopiesWriter(assets).write(trees), key=lambda each: each[0])]


def test_copies_are_the_same_as_laid_out_whole(
    copies: tuple[Assets, list[Released[lt.Letter]]],
) -> None:
    assets, trees = copies
    results = made(assets, trees)
    shared = [number for number, each in enumerate(results) if not each.is_whole]
    assert set(range(8)) <= set(shared)
    assert {9, 12, 14}.isdisjoint(shared)
    for number in shared:
        content, _ = write(trees[number], assets)
        own = results[number].content
        assert content is not None
        assert own is not None
        assert list(seen(own)) == list(seen(content))
        assert inside(own) == inside(content)


def test_a_copy_that_shares_its_pages_is_a_valid_file(
    copies: tuple[Assets, list[Released[lt.Letter]]],
) -> None:
    (_, copy) = made(copies[0], copies[1][:2])
    assert copy.content is not None
    assert not copy.is_whole
    for profile in ("3a", "ua1"):
        assert page.validate_pdf_bytes(copy.content, profile=profile).failures == []
    with pikepdf.open(io.BytesIO(copy.content)) as document:
        assert document.check_pdf_syntax() == []


def test_a_copy_that_cannot_share_is_the_writers_own(
    copies: tuple[Assets, list[Released[lt.Letter]]],
) -> None:
    assets, trees = copies
    some = [trees[9], trees[12], trees[14]]
    results = made(assets, some)
    assert [each.is_whole for each in results] == [True, True, True]
    assert results[2].pages > results[0].pages
    assert results[0].content == write(trees[9], assets)[0]


def test_a_template_of_the_workspaces_own_that_says_a_name_twice_is_laid_out_whole(
    copies: tuple[Assets, list[Released[lt.Letter]]], mailing: Small
) -> None:
    assets, trees = copies
    packaged = (assets.templates[-1] / "letter.html.jinja").read_text(encoding="utf-8")
    twice = '<p class="salutation"'
    assert twice in packaged
    beside = '<p>For <b>{{ document.addressees[0].name }}</b> alone</p>\n<p class="salutation"'
    mailing.write("templates/letter.html.jinja", packaged.replace(twice, beside))
    results = made(assets, trees[:3])
    assert all(each.is_whole for each in results)
    for each, tree in zip(results, trees, strict=False):
        assert each.content == write(tree, assets)[0]


def test_a_name_that_a_style_prints_once_more_stays_nobody_elses(
    copies: tuple[Assets, list[Released[lt.Letter]]], mailing: Small
) -> None:
    """In capitals, where nobody looks for it: what is not replaced is found by laying out the last."""
    assets, trees = copies
    packaged = (assets.templates[-1] / "letter.css").read_text(encoding="utf-8")
    once_more = ".date::after { content: attr(data-x); }\n.letter::before { content: attr(data-head); }"
    capitals = "body::before { text-transform: uppercase; display: block }"
    mailing.write("templates/letter.css", f"{packaged}\n{once_more}\n{capitals}\n")
    results = made(assets, trees[:4])
    for each, tree in zip(results, trees, strict=False):
        content, _ = write(tree, assets)
        assert each.content is not None
        assert content is not None
        assert list(seen(each.content)) == list(seen(content))
    assert all(each.is_whole for each in results)


def test_one_copy_more_is_laid_out_whole_and_with_a_style_of_ones_own_one_of_every_class(
    copies: tuple[Assets, list[Released[lt.Letter]]], mailing: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    assets, trees = copies
    laid: list[object] = []

    def counted(released: Released[lt.Letter], assets: Assets) -> object:
        laid.append(released)
        return lay_out(released, assets)

    monkeypatch.setattr("letterkit.writers.pdf.copies.lay_out", counted)
    four_classes = trees[:8]
    assert not any(each.is_whole for each in made(assets, four_classes))
    assert len(laid) == 4 + 1
    packaged = (assets.templates[-1] / "letter.css").read_text(encoding="utf-8")
    mailing.write("templates/letter.css", f"{packaged}\n.date {{ color: black }}\n")
    laid.clear()
    assert not any(each.is_whole for each in made(assets, four_classes))
    assert len(laid) == 4 * 2


def test_a_class_that_cannot_prove_itself_is_laid_out_whole(
    copies: tuple[Assets, list[Released[lt.Letter]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    original = splicing.CopyTemplate.copy

    def wrong(self: splicing.CopyTemplate, number: int, *more: object) -> bytes:
        return original(self, number, *more) + b" "  # type: ignore[arg-type]

    monkeypatch.setattr(splicing.CopyTemplate, "copy", wrong)
    assets, trees = copies
    results = made(assets, trees[:2])
    assert all(each.is_whole for each in results)
    assert results[0].content == write(trees[0], assets)[0]


@pytest.mark.parametrize("size", [1, 0.97])
def test_copies_that_go_on_to_a_page_more_or_are_set_smaller_share_with_each_other(
    order: Mail, mailing: Small, monkeypatch: pytest.MonkeyPatch, size: float
) -> None:
    """What is found on the first copy's pages does not hold for these, even where they break like it."""
    said = "the Judiciary and the Rules of both Houses " * 50
    lengths = (1433, 1433, 1405, 1405, 2000, 2000)
    rows = [row(i, committee=said[:length] + "ab"[i % 2]) for i, length in enumerate(lengths)]
    mailing.write("people.csv", "\n".join((HEADER, *rows)) + "\n")
    mail = order()
    found = read_recipients(mail.library, MailedTo(mail.to, mail.addressed_on)).found
    trees = [each.released for each in check_copies(mail, found).copies]
    most = len(printed_lines(lay_out(trees[2], mail.assets).tried[0]))

    def smaller(make: Make, pages: object) -> Fitted:
        first, met = make(())
        if len(printed_lines(first)) <= most:
            return Fitted(first, met, (first,))
        document, met = make((Fit(size=size).style,))
        return Fitted(document, met, (first, document))

    monkeypatch.setattr("letterkit.writers.pdf.layout.fitted", smaller)
    results = made(mail.assets, trees)
    assert not any(each.is_whole for each in results)
    for result, tree in zip(results, trees, strict=True):
        content, _ = write(tree, mail.assets)
        assert content is not None
        assert result.content is not None
        assert list(seen(result.content)) == list(seen(content))
