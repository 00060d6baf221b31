"""How a document looks, as its file and blocks set it: pictures, contact, typeface, size and margins."""

from __future__ import annotations

import base64
from typing import Any

from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly
from letterkit.blocks.documents import DocumentFile
from letterkit.blocks.looks import Facsimile, Logo, points
from letterkit.blocks.models import Coalition, Signatures
from letterkit.library.images import read_image
from letterkit.library.index import Block

WIDEST_LOGO = 255.0
"""Points: 90 mm, three fifths of the text's width."""
WIDEST_SIGNATURE = 127.0
"""Points: 45 mm, the room of a signature where three stand side by side."""


def make_looks(assembly: Assembly[DocumentFile]) -> lt.Looks | None:
    """What of the document's looks is not letterkit's own; None where all of it is."""
    style = assembly.file.style
    margins = style.margins
    looks = lt.Looks(
        assembly.origin("style", *(("typeface",) if style.typeface else ())),
        typeface=style.typeface,
        size=_points(style.size),
        top=_points(margins.top if margins else None),
        bottom=_points(margins.bottom if margins else None),
        left=_points(margins.left if margins else None),
        right=_points(margins.right if margins else None),
        room_to_sign=_points(style.room_to_sign),
    )
    said = (value for name, value in lt.values_of(looks) if name not in ("origin", "type"))
    return looks if any(value is not None for value in said) else None


def _points(length: str | None) -> float | None:
    return round(points(length), 2) if length is not None else None


def make_contact(assembly: Assembly[DocumentFile], block: Block[Signatures]) -> lt.Contact | None:
    """Whom the letterhead names to ask, and how; None where the coalition's file says nothing of it."""
    coalition = block.model.coalition
    if coalition is None or not assembly.rules.introduced:
        return None
    said = (coalition.contact_person, coalition.telephone, coalition.email, coalition.website)
    if not any(said):
        return None
    return lt.Contact(
        block.origin("coalition", _first_of(coalition)),
        person=assembly.typeset(coalition.contact_person) if coalition.contact_person else None,
        telephone=assembly.number(coalition.telephone).text if coalition.telephone else None,
        email=coalition.email,
        website=_name_of(coalition.website) if coalition.website else None,
        url=coalition.website,
    )


def _first_of(coalition: Coalition) -> str:
    keys = ("contact_person", "telephone", "email", "website")
    return next(key for key in keys if getattr(coalition, key))


def _name_of(url: str) -> str:
    """A website's address as people write it."""
    return url.removeprefix("https://").removeprefix("http://").rstrip("/")


def make_logo(assembly: Assembly[DocumentFile], block: Block[Signatures]) -> lt.Image | None:
    """The coalition's picture for the letterhead."""
    coalition = block.model.coalition
    if coalition is None or coalition.logo is None or not assembly.rules.introduced:
        return None
    return _image(assembly, block, ("coalition", "logo"), coalition.logo, coalition.logo.alt, WIDEST_LOGO)


def make_facsimile(
    assembly: Assembly[DocumentFile],
    block: Block[Any],
    path: tuple[str | int, ...],
    signature: Facsimile | None,
    name: str,
) -> lt.Image | None:
    """The picture of a signer's signature, where the entry at `path` of a block has one."""
    if signature is None:
        return None
    alt = signature.alt or assembly.words.signature_of.format(name=name)
    return _image(assembly, block, (*path, "signature"), signature, alt, WIDEST_SIGNATURE)


def _image(
    assembly: Assembly[DocumentFile],
    block: Block[Any],
    path: tuple[str | int, ...],
    said: Logo | Facsimile,
    alt: str,
    widest: float,
) -> lt.Image | None:
    """A picture as high as its author says, or as `widest` lets it be, in points."""
    picture, problems = read_image(assembly.library, said.image, block.location(*path, "image"))
    assembly.problems.extend(problems)
    if picture is None:
        return None
    ratio = picture.width / picture.height
    height = min(points(said.height), widest / ratio)
    return lt.Image(
        block.origin(*path, "image"),
        file=said.image,
        media=picture.media,
        content=base64.b64encode(picture.content).decode(),
        alt=alt,
        width=round(height * ratio, 2),
        height=round(height, 2),
    )
