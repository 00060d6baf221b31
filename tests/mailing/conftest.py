"""A small mailing: a letter with a field and a passage of its own, and a table of those it goes to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pypdfium2
import pytest

from conftest import Small
from letterkit.mailing.order import MailOrder

COLUMNS = "name,office,organisation,salutation,address,country,email,state,Main Committee,verified"
POE = 'Ann Poe,Senator,Senate,Senator Poe,"1 Main St;Washington, DC 20510",US,poe@example.org,VA,Health'
EK = 'Bo Ek,Senator,Senate,Senator Ek,"2 Main St;Washington, DC 20510",US,,MD,Trade'
ROE = 'Cy Roe,Deputy,House,Deputy Roe,"3 Main St;Washington, DC 20515",US,roe@example.org,VA,Labour'
ROWS = (f"{POE},2020-04", f"{EK},2020-04", f"{ROE},2020-04")

Mail = Callable[..., MailOrder]


def table(*rows: str) -> str:
    """A table of recipients."""
    return "\n".join((COLUMNS, *rows)) + "\n"


def mailed(small: Small) -> Small:
    """The small workspace as one whose letter is mailed."""
    small.write("seeds/framing/committee.yaml", COMMITTEE)
    small.write("seeds/framing/virginia.yaml", "title: Virginia\ntext: |\n  Virginians ask you.\n")
    small.change(
        "campaigns/talks/campaign.yaml",
        "  - framing: opening\n",
        "  - framing: opening\n  - framing: committee\n  - framing: virginia\n    only: state=VA\n",
    )
    small.write("people.csv", table(*ROWS))
    small.write("delivery.yaml", "name: Rights Now\nemail: desk@example.org\n")
    return small


COMMITTEE = """\
title: Committee
text: |
  Your Committee on {{ recipient.main_committee }} can ask, {{ recipient }}.
"""


def seen(pdf: bytes) -> Iterator[tuple[bytes, str]]:
    """Each page as an eye sees it, and its words."""
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            picture = page.render(scale=0.7).to_pil().tobytes()
            yield picture, page.get_textpage().get_text_range()


@pytest.fixture
def mailing(small: Small) -> Small:
    """The small workspace as one whose letter is mailed."""
    return mailed(small)


@pytest.fixture
def order(mailing: Small) -> Mail:
    """Makes an order for the mailing: of the table, or another source."""

    def make(*to: str, **more: object) -> MailOrder:
        sources = tuple(_from_here(mailing.root, each) for each in to or ("people.csv",))
        day = dt.date(2020, 4, 20)
        return MailOrder(mailing.workspace, "talks", sources, day, **more)  # type: ignore[arg-type]

    return make


def _from_here(root: Path, name: str) -> str:
    return str(root / name) if "." in name else name
