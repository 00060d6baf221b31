"""Document → JSON that says what its pages say, and nothing else: what a PDF carries to its reader,
and what a copy to publish is as data.

The whole tree (`json`) is for the workspace. It knows the blocks and lines that a letter is made of, the
short form of an ask that prints in full, and the name of a person whom a case describes without naming.
Nothing of that goes out. What does is listed here by node: what a later node or field says stays at home
until it is listed too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from letterkit import letter as lt
from letterkit.consent import Released
from letterkit.diagnostics.json import json_text
from letterkit.values import replace
from letterkit.writers import Assets, Written
from letterkit.writers.json import schema as whole_schema
from letterkit.writers.said import Same, said_on_pages

_KEPT = 256  # parts of documents
FORMATS: Mapping[str, str] = {
    "letter": "letterkit-printed-letter/1",
    "press-release": "letterkit-printed-press-release/1",
}
# What each node prints, by its fields.
_PRINTED: Mapping[type[lt.Node], tuple[str, ...]] = {
    lt.Letter: (
        "title",
        "author",
        "people_named",
        "language",
        "letterhead",
        "date",
        "addressees",
        "reference",
        "salutation",
        "body",
        "close",
        "signatures",
        "enclosures",
        "cc",
    ),
    lt.PressRelease: (
        "title",
        "author",
        "people_named",
        "language",
        "issuer",
        "embargo",
        "headline",
        "place",
        "date",
        "body",
        "learn_more",
        "about",
    ),
    lt.Letterhead: ("name", "lines", "members", "logo", "contact"),
    lt.Image: ("alt",),
    lt.Contact: ("person", "telephone", "email", "website", "url"),
    lt.DateLine: ("iso", "text"),
    lt.Addressee: ("name", "honorific", "office", "organisation", "address", "delivery"),
    lt.PostalAddress: ("lines",),
    lt.Line: ("text",),
    lt.Passage: ("children", "foreign"),
    lt.Quote: ("children", "foreign"),
    lt.Asks: ("style", "items"),
    lt.CaseList: ("lead_in", "cases", "closing", "foreign"),
    lt.Case: ("children", "foreign"),
    lt.SignatureBlock: ("signatories", "groups"),
    lt.SignatureGroup: ("heading", "signatories"),
    lt.Signatory: ("image", "person", "native_name", "title", "affiliation", "organisation", "note"),
    lt.Reading: ("title", "url"),
    lt.Paragraph: ("children",),
    lt.Heading: ("level", "children"),
    lt.List: ("ordered", "start", "items"),
    lt.ListItem: ("children",),
    lt.Quotation: ("children",),
    lt.Table: ("alignment", "header", "rows"),
    lt.TableRow: ("cells",),
    lt.TableCell: ("children",),
    lt.Text: ("text",),
    lt.LineBreak: (),
    lt.Emphasis: ("children",),
    lt.Strong: ("children",),
    lt.Link: ("target", "children"),
    lt.Footnote: ("label", "children"),
}
# An ask prints by the style of its asks.
_ASK: Mapping[str, tuple[str, ...]] = {
    "short": ("summary", "foreign"),
    "headed": ("title", "children", "foreign"),
}
# What only some nodes have, and only they say.
_OPTIONAL = ("foreign", "logo", "contact", "image", "affiliation", "note", "groups")
_ASK_OTHERWISE = ("children", "foreign")


def write(document: Released[lt.Document], assets: Assets) -> Written:
    """What the document prints, as JSON in UTF-8: what a copy to publish is, as data."""
    return to_json(document.tree).encode(), []


def to_json(document: lt.Document) -> str:
    """What the document prints, as JSON; the same document gives the same text."""
    return _json(Same(document))


@lru_cache(2)
def _json(same: Same[lt.Document]) -> str:
    """The text; a PDF carries it, and says its digest."""
    document = same.node
    named = replace(document, people_named=said_on_pages(document.people_named, document))
    values = dict(lt.values_of(named))
    members = {"format": _dumped(FORMATS[document.type]), "type": _dumped(document.type)}
    members |= {name: _parts(values[name]) for name in _PRINTED[type(document)]}
    lines = (f" {_dumped(name)}: {_below(text)}" for name, text in members.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _parts(value: object) -> str:
    """A document's part, or parts, as JSON."""
    if isinstance(value, lt.Node):
        return _part(Same(value))
    if isinstance(value, tuple) and value and isinstance(value[0], lt.Node):
        return "[\n" + ",\n".join(f" {_below(_part(Same(each)))}" for each in value) + "\n]"
    return _dumped(_value(value, ""))


@lru_cache(_KEPT)
def _part(same: Same[lt.Node]) -> str:
    """A part as JSON; copies of a letter have most of them alike."""
    return _dumped(_said(same.node))


def _dumped(value: object) -> str:
    return json_text(value, indent=1).removesuffix("\n")


def _below(text: str) -> str:
    """JSON a level further in: its lines end nowhere but between its values."""
    return text.replace("\n", "\n ")


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `to_json` writes: that of the whole tree, without the rest."""
    whole = whole_schema()
    printed: tuple[type[lt.Node], ...] = (*_PRINTED, lt.Ask)
    kinds = {kind.__name__: kind for kind in printed}
    whole_parts = whole["$defs"].items()
    parts = {name: _schema_of(kinds[name], part) for name, part in whole_parts if name in kinds}
    return {
        "$schema": whole["$schema"],
        "title": "letterkit document, as printed",
        **{key: whole[key] for key in ("discriminator", "oneOf")},
        "$defs": parts,
    }


def _schema_of(kind: type[lt.Node], part: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a node without what it does not print."""
    names = {"type", *_PRINTED.get(kind, ("title", "summary", "children", "foreign"))}
    properties = {name: each for name, each in part["properties"].items() if name in names}
    required = [name for name in part.get("required", ()) if name in names and kind is not lt.Ask]
    if kind in (lt.Letter, lt.PressRelease):
        properties["format"] = {"const": FORMATS[properties["type"]["const"]]}
        required.append("format")
    return {"type": "object", "additionalProperties": False, "properties": properties} | (
        {"required": required} if required else {}
    )


def _said(node: lt.Node, style: str = "") -> dict[str, Any]:
    """A node's members; `style` is that of the asks that hold it."""
    names = _ASK.get(style, _ASK_OTHERWISE) if isinstance(node, lt.Ask) else _PRINTED[type(node)]
    style = node.style if isinstance(node, lt.Asks) else ""
    values = dict(lt.values_of(node))
    said = {name: _value(values[name], style) for name in ("type", *names)}
    return {
        name: value for name, value in said.items() if value not in (None, []) or name not in _OPTIONAL
    }


def _value(value: object, style: str) -> object:
    if isinstance(value, lt.Node):
        return _said(value, style)
    return list(_items(value, style)) if isinstance(value, tuple) else value


def _items(items: Iterable[object], style: str) -> Iterable[object]:
    """The items of a list; words that the source has on several lines are one."""
    words: list[str] = []
    for item in items:
        if isinstance(item, lt.Text):
            words.append(item.text)
            continue
        if words:
            yield _text(words)
        yield _value(item, style)
    if words:
        yield _text(words)


def _text(words: list[str]) -> dict[str, str]:
    text = {"type": "text", "text": "".join(words)}
    words.clear()
    return text
