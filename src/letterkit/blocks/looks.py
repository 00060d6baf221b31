"""How a letter looks, as an author sets it: lengths, pictures, and the style of a document.

Each limit is what the layout can bear, with its source.
"""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from letterkit.authored import AskStyle
from letterkit.blocks.base import BlockModel
from letterkit.blocks.values import Words, described, problem, short

# Points to each unit (CSS Values and Units Module Level 3, 6.2).
_UNITS = {"mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "pt": 1.0}
_LENGTH = re.compile(r"(\d{1,3}(?:\.\d{1,3})?) ?(mm|cm|in|pt)")
IMAGES = "images"
_IMAGE = re.compile(rf"{IMAGES}/(?:[^/\\\s.][^/\\]*/)*[^/\\\s.][^/\\]*\.(?:svg|png)")
_TYPEFACE = re.compile(r"[^\W_][\w .&'’+-]{0,79}")
_ROUNDING = 0.01  # points: 23 mm and 65.2 pt are the same


def _required_length(text: str, such_as: str) -> float:
    if not _LENGTH.fullmatch(text):
        message = f"expected a length such as {such_as}, found {described(text)}"
        raise problem("LK203", message, "write a number and mm, cm, in or pt")
    return points(text)


def _length(least: str, most: str, why: str) -> AfterValidator:
    """A length between two others, which are said where it is not."""

    def check(text: str) -> str:
        found = _required_length(text, least)
        if not points(least) - _ROUNDING <= found <= points(most) + _ROUNDING:
            raise problem("LK220", f"{text} is out of bounds: from {least} to {most}", why)
        return text

    return AfterValidator(check)


def _check_size(text: str) -> str:
    match = re.fullmatch(r"(\d{1,2}(?:\.\d{1,2})?)(?: ?pt)?", text)
    if match is None:
        raise problem("LK203", f"expected a size in points such as 11.5, found {described(text)}")
    if not LEAST_SIZE <= float(match[1]) <= MOST_SIZE:
        bounds = f"from {LEAST_SIZE:g} to {MOST_SIZE:g} points"
        why = "smaller letters do not survive a fax, larger ones leave too few to a line"
        raise problem("LK220", f"{text} is out of bounds: {bounds}", why)
    return match[1]


def _check_image(text: str) -> str:
    if _IMAGE.fullmatch(text):
        return text
    if not text.lower().endswith((".svg", ".png")):
        message = f"'{short(text)}' is no picture that a letter can have: .svg or .png"
        raise problem("LK203", message, "save it as SVG, or as PNG")
    raise problem(
        "LK203", f"'{short(text)}' is not in {IMAGES}/", f"write {IMAGES}/NAME.svg, from the workspace"
    )


def _check_typeface(text: str) -> str:
    if not _TYPEFACE.fullmatch(text):
        raise problem("LK203", f"expected the name of a typeface, found '{short(text)}'")
    return text


def _all_sides(value: object) -> object:
    """One length for every margin."""
    if not isinstance(value, str):
        return value
    _required_length(value, "25 mm")
    return dict.fromkeys(("top", "bottom", "left", "right"), value)


def _room(value: object) -> object:
    """`yes` is the usual room."""
    return {"yes": _USUAL_ROOM, "no": None}.get(value, value) if isinstance(value, str) else value


LEAST_SIZE = 10.0
"""Points. In standard mode a fax has 3.85 lines to a millimetre (ITU-T T.4): below, letters close up."""
MOST_SIZE = 14.0
"""Points. Above, the narrowest measure that the margins allow has fewer than 45 characters, the least
that Bringhurst has for text in one column ("The Elements of Typographic Style").
"""

_USUAL_ROOM = "15 mm"
_SIDE = "a draft prints line numbers and the blocks' names there, and a line needs 45 characters"
# The running head stands there: half an inch from the edge, a line of 11 points, and 17.4 below it.
_TOP = "the running head needs 23 mm, below the line that a fax prints of itself"
Image = Annotated[
    str, AfterValidator(_check_image), Field(json_schema_extra={"pattern": rf"^{IMAGES}/.+\\.(svg|png)$"})
]
Typeface = Annotated[str, AfterValidator(_check_typeface)]
Size = Annotated[
    str, AfterValidator(_check_size), Field(json_schema_extra={"type": ["string", "number"]})
]
SideMargin = Annotated[str, _length("20 mm", "50 mm", _SIDE)]
TopMargin = Annotated[str, _length("23 mm", "60 mm", _TOP)]
BottomMargin = Annotated[str, _length("20 mm", "60 mm", "a draft prints its version there")]
PictureHeight = Annotated[str, _length("8 mm", "40 mm", "so much room a letterhead or signature has")]


def points(length: str) -> float:
    """A length or size that an author wrote, and that was checked, in points."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _UNITS[match[2]] if match else float(length)


class Logo(BlockModel):
    """A coalition's picture for its letterhead, and what it shows, for who does not see it."""

    image: Image
    alt: Words
    height: PictureHeight = "18 mm"


class Facsimile(BlockModel, defer_build=False):
    """A picture of somebody's signature. Without `alt` it is said whose signature it is."""

    image: Image
    alt: Words | None = None
    height: PictureHeight = "12 mm"


class Margins(BlockModel, defer_build=False):
    """The margins of a page."""

    top: TopMargin | None = None
    bottom: BottomMargin | None = None
    left: SideMargin | None = None
    right: SideMargin | None = None


class DocumentStyle(BlockModel, defer_build=False):
    """How a document looks; what is not given is letterkit's own."""

    typeface: Typeface | None = None
    size: Size | None = None
    paper: Literal["letter", "a4"] | None = None
    margins: Annotated[
        Margins | None, BeforeValidator(_all_sides, json_schema_input_type=str | Margins | None)
    ] = None
    asks: AskStyle | None = None
    room_to_sign: Annotated[
        PictureHeight | None, BeforeValidator(_room, json_schema_input_type=str | None)
    ] = None
