"""A document's looks → the style sheet that says them, after `letter.css`: lengths in points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from letterkit import letter as lt

_SERIF = '"Source Serif Pro", serif'
# As in letter.css: after any serif, so that they set no Latin.
_OTHER_SCRIPTS = '"Noto Naskh Arabic", "Noto Serif Tibetan", "AR PL UMing CN"'
_GAP = 2.0
"""Points between a picture of a signature and the name, as in letter.css."""
_LEAST_SIZE = 10
"""Points: the least size that a setting may ask for (see `blocks.looks`), and a fax prints."""
_SIDES = ("top", "right", "bottom", "left")


def style_of(document: lt.Document) -> Markup:
    """The rules for what the document has otherwise than by itself; nothing where it has nothing so.

    They are part of a `<style>` element: a typeface's name has been checked to hold nothing that ends a
    string of CSS.
    """
    looks = document.looks
    if looks is None:
        return Markup("")
    return Markup("\n".join(_rules(looks)) + "\n")  # noqa: S704  # names are checked, the rest are numbers


def _rules(looks: lt.Looks) -> Iterator[str]:
    if looks.typeface is not None:
        yield f'@page {{ font-family: "{looks.typeface}", {_SERIF}; }}'
        yield f'html {{ font-family: "{looks.typeface}", {_SERIF}, {_OTHER_SCRIPTS}; }}'
    if looks.size is not None:
        # A little smaller where the pages need it (see `pdf.fitting`), but never too small for a fax.
        size = f"calc({looks.size:g}pt * var(--size, 1))"
        yield f"html {{ font-size: max({_LEAST_SIZE}pt, {size}); }}"
    margins = "".join(
        f" margin-{side}: {value:g}pt;" for side in _SIDES if (value := getattr(looks, side)) is not None
    )
    if margins:
        # The first page, which has no running head, begins at the same height.
        yield from (f"@page {page} {{{margins} }}" for page in ("", ":first", "a4", "a4:first"))


def room_above(row: Sequence[lt.Signatory], signatory: lt.Signatory, document: lt.Document) -> Markup:
    """The style of a signature with its room to sign."""
    above = space_above(row, signatory, document)
    return Markup(' style="padding-top: {:g}pt"').format(above) if above > 0 else Markup("")


def space_above(row: Sequence[lt.Signatory], signatory: lt.Signatory, document: lt.Document) -> float:
    """The room to sign above a signature, in points: as much as the tallest picture in its row needs.

    So the names of a row stand on one line, whoever has signed already.
    """
    setting = document.looks.room_to_sign if document.looks is not None else None
    room = max((setting or 0, *(each.image.height + _GAP for each in row if each.image is not None)))
    return max(0, room - (signatory.image.height + _GAP if signatory.image is not None else 0))
