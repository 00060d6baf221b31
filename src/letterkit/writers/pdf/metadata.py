"""What a PDF says of itself: its information dictionary and XMP (ISO 16684-1).

The addresses and fax numbers stand in XMP once more, for a glance. Every property outside the standard's
own schemas is described there, as PDF/A wants it.
"""

from __future__ import annotations

import copy
import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, cast
from xml.etree import ElementTree as ET

from msgspec import Struct

from letterkit import letter as lt
from letterkit.language.dates import PartialDate
from letterkit.writers import as_printed
from letterkit.writers.pdf import contacts

if TYPE_CHECKING:
    from weasyprint import Document

NAMESPACE = "https://letterkit.example/ns/1#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PDFUA = "http://www.aiim.org/pdfua/ns/id/"
_EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
_SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
_PROPERTY = "http://www.aiim.org/pdfa/ns/property#"


class XmpProperty(Struct, frozen=True):
    """A property of XMP: its name, its type, and what it says."""

    name: str
    type: str
    meaning: str


class XmpSchema(Struct, frozen=True):
    """A set of properties outside the standard's own, and whether a program alone keeps them."""

    title: str
    namespace: str
    prefix: str
    category: str
    properties: tuple[XmpProperty, ...]


IDENTIFICATION = XmpSchema(
    "PDF/UA identification",
    _PDFUA,
    "pdfuaid",
    "internal",
    (XmpProperty("part", "Integer", "The part of ISO 14289 that the file follows"),),
)
DELIVERY = XmpSchema(
    "letterkit delivery",
    NAMESPACE,
    "letterkit",
    "external",
    (
        XmpProperty(
            "addressee", "bag Text", "Who the letter is addressed to: name, office, organisation"
        ),
        XmpProperty("address", "bag Text", "The postal address of each addressee, on one line"),
        XmpProperty(
            "fax", "bag Text", "The fax numbers in E.164 form, each followed by the name it belongs to"
        ),
        XmpProperty("digest", "Text", "SHA-256 of the embedded letter.json or press-release.json"),
        XmpProperty("campaign", "Text", "SHA-256 of the name by which its authors keep it"),
    ),
)


def described(document: Document, tree: lt.Document, strip_metadata: bool) -> Document:
    """The laid-out document with its dates and XMP, and without more than that if so asked."""
    metadata = copy.copy(document.metadata)
    if tree.date.iso:
        metadata.created = metadata.modified = moment(tree).strftime("%Y-%m-%dT%H:%M:%SZ")
    if strip_metadata:
        metadata.authors, metadata.keywords = [], []
        metadata.description = metadata.generator = None
        extra = [_pdfua(), _extension_schemas(IDENTIFICATION)]
    else:
        extra = [_pdfua(), _extension_schemas(IDENTIFICATION, DELIVERY), _contact_properties(tree)]
    # WeasyPrint's own `xmp_metadata` writes a second rdf:RDF, which no reader looks at.
    original = metadata.generate_rdf_metadata

    def with_ours(*arguments: Any) -> bytes:
        rdf = cast(bytes, original(*arguments))
        end = rdf.rindex(b"</rdf:RDF>")
        return rdf[:end] + b"".join(extra) + rdf[end:]

    metadata.generate_rdf_metadata = with_ours
    document = document.copy()
    document.metadata = metadata
    return document


def sha256(text: str) -> str:
    """The SHA-256 of a text in UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def moment(tree: lt.Document) -> dt.datetime:
    """The document's date as a moment; a month stands for its first day. Never the clock.

    The attachments of a letter without a date, which must have one, get that of the epoch.
    """
    day = PartialDate.parse(tree.date.iso).first_day if tree.date.iso else dt.date(1970, 1, 1)
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


# XMP


@cache
def _pdfua() -> bytes:
    description = _description()
    description.set(f"{{{_PDFUA}}}part", "1")
    return _serialised(description, {"pdfuaid": _PDFUA})


def _contact_properties(tree: lt.Document) -> bytes:
    description = _description()
    if isinstance(tree, lt.Letter):
        rows = contacts.delivery(tree)["addressees"]
        keys = ("name", "office", "organisation")
        who = (", ".join(row[key] for key in keys if row[key]) for row in rows)
        _bag(description, "addressee", who)
        _bag(description, "address", (", ".join(row["address"]["lines"]) for row in rows))
        _bag(description, "fax", (f"{n['e164']} {row['name']}" for row in rows for n in row["fax"]))
    for name, content in (("digest", as_printed.to_json(tree)), ("campaign", tree.campaign)):
        ET.SubElement(description, f"{{{NAMESPACE}}}{name}").text = sha256(content)
    return _serialised(description, {"letterkit": NAMESPACE})


@cache
def _extension_schemas(*schemas: XmpSchema) -> bytes:
    """PDF/A wants every property outside the standard ones described: ISO 19005-3, 6.6.2.3.3."""
    description = _description()
    bag = ET.SubElement(ET.SubElement(description, f"{{{_EXTENSION}}}schemas"), f"{{{_RDF}}}Bag")
    for schema in schemas:
        entry = _resource(bag)
        ET.SubElement(entry, f"{{{_SCHEMA}}}schema").text = schema.title
        ET.SubElement(entry, f"{{{_SCHEMA}}}namespaceURI").text = schema.namespace
        ET.SubElement(entry, f"{{{_SCHEMA}}}prefix").text = schema.prefix
        wrapper = ET.SubElement(entry, f"{{{_SCHEMA}}}property")
        sequence = ET.SubElement(wrapper, f"{{{_RDF}}}Seq")
        for member in schema.properties:
            item = _resource(sequence)
            ET.SubElement(item, f"{{{_PROPERTY}}}name").text = member.name
            ET.SubElement(item, f"{{{_PROPERTY}}}valueType").text = member.type
            ET.SubElement(item, f"{{{_PROPERTY}}}category").text = schema.category
            ET.SubElement(item, f"{{{_PROPERTY}}}description").text = member.meaning
    names = {"pdfaExtension": _EXTENSION, "pdfaSchema": _SCHEMA, "pdfaProperty": _PROPERTY}
    return _serialised(description, names)


# RDF


def _description() -> ET.Element:
    return ET.Element(f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})


def _resource(parent: ET.Element) -> ET.Element:
    item = ET.SubElement(parent, f"{{{_RDF}}}li")
    item.set(f"{{{_RDF}}}parseType", "Resource")
    return item


def _bag(parent: ET.Element, name: str, values: Iterable[str]) -> None:
    wrapper = ET.SubElement(parent, f"{{{NAMESPACE}}}{name}")
    bag = ET.SubElement(wrapper, f"{{{_RDF}}}Bag")
    for value in values:
        ET.SubElement(bag, f"{{{_RDF}}}li").text = value


def _serialised(element: ET.Element, names: Mapping[str, str]) -> bytes:
    for prefix, namespace in {"rdf": _RDF, **names}.items():
        ET.register_namespace(prefix, namespace)
    return cast(bytes, ET.tostring(element, encoding="utf-8", xml_declaration=False))
