"""Letter → PDF: the HTML page laid out by WeasyPrint, tagged and archivable in one file.

PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1) at once. The file carries the letter's tree, the
delivery data and a vCard for each addressee as attachments, and the addresses and fax numbers once more
in XMP, for a glance. The same letter gives the same bytes: the dates in it are the letter's own.
The renderer reads nothing but the packaged and the workspace's templates, and no network.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit
from urllib.request import url2pathname
from xml.etree import ElementTree as ET

from letterkit import letter as lt
from letterkit.diagnostics import Diagnostic, Location, Severity
from letterkit.language.dates import PartialDate
from letterkit.writers import Assets, Written
from letterkit.writers.html import template_name, to_html
from letterkit.writers.json import to_json
from letterkit.writers.pdf import contacts, fonts
from letterkit.writers.pdf.changes import STRIKE, with_changes
from letterkit.writers.pdf.draft import Review, review_draft

if TYPE_CHECKING:
    from weasyprint import Attachment, Document
    from weasyprint.urls import URLFetcherResponse

NAMESPACE = "https://letterkit.example/ns/1#"
VARIANT = "pdf/a-3a"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_MAX_ASSET = 8_000_000


def write(
    tree: lt.Document,
    assets: Assets,
    *,
    strip_metadata: bool = False,
    review: Review | None = None,
    see: Callable[[Document], None] | None = None,
) -> Written:
    """The document as a PDF.

    With `strip_metadata` the file names only title and language: no attachments, no contact data, no
    author, for a copy to publish. With `review` it is a review draft (see `writers.review`), whose lines
    and pages break as they do without. A redline begins with the list of its changes, and has no contact
    data: what was deleted must never be taken for what holds. `see` is shown the
    document's own pages as they are laid out.
    """
    comparison = tree.comparison
    places = bool(review or see or comparison)
    page, problems = to_html(tree, assets, places=places)
    if page is None:
        return None, problems
    configuration = fonts.configuration(assets.fonts)
    from weasyprint import CSS, HTML

    place = Location(f"templates/{template_name(tree)}", 1, 1)
    with _messages(place) as messages:
        fetcher = _fetcher(assets, place, messages)
        html = HTML(string=page, url_fetcher=fetcher, base_url=_base_url(assets))
        style = [CSS(string=STRIKE)] if comparison is not None else []
        document = html.render(font_config=configuration, pdf_variant=VARIANT, stylesheets=style)
        if see:
            see(document)
        document, sheets = _with_sheets(document, tree, assets, review, configuration)
        strip_metadata = strip_metadata or comparison is not None
        _describe(document, tree, strip_metadata)
        attachments = [] if strip_metadata else list(_attachments(tree))
        finisher = partial(_label_pages, sheets)
        content = document.write_pdf(pdf_variant=VARIANT, attachments=attachments, finisher=finisher)
    problems = [*_missing_glyphs(document, tree), *messages]
    if any(problem.severity is Severity.ERROR for problem in problems):
        return None, problems
    return cast(bytes, content), problems


def _with_sheets(
    document: Document, tree: lt.Document, assets: Assets, review: Review | None, configuration: Any
) -> tuple[Document, int]:
    """The document with the sheets that go before it, a redline's or a draft's, and how many they are."""
    if tree.comparison is not None:
        return with_changes(document, tree, tree.comparison, assets, configuration)
    if review:
        return review_draft(document, tree, assets, review, configuration)
    return document, 0


def _label_pages(sheets: int, document: Document, pdf: Any) -> None:
    """Let viewers count the pages as the letter does: the review sheet's are i, ii, and so on."""
    import pydyf

    if sheets:
        roman, arabic = pydyf.Dictionary({"S": "/r"}), pydyf.Dictionary({"S": "/D"})
        pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, roman, sheets, arabic])})


# What the file says of itself


def _describe(document: Document, tree: lt.Document, strip_metadata: bool) -> None:
    metadata = document.metadata
    if tree.date.iso:
        metadata.created = metadata.modified = _moment(tree).strftime("%Y-%m-%dT%H:%M:%SZ")
    extra = [_pdfua()]
    if strip_metadata:
        metadata.authors, metadata.keywords = [], []
        metadata.description = metadata.generator = None
        extra.append(_extension_schemas(()))
    else:
        extra += [_extension_schemas(_PROPERTIES), _contact_properties(tree)]
    # WeasyPrint's own `xmp_metadata` writes a second rdf:RDF, which no reader looks at.
    original = metadata.generate_rdf_metadata

    def with_ours(*arguments: Any) -> bytes:
        rdf = cast(bytes, original(*arguments))
        end = rdf.rindex(b"</rdf:RDF>")
        return rdf[:end] + b"".join(extra) + rdf[end:]

    metadata.generate_rdf_metadata = with_ours


def _moment(tree: lt.Document) -> dt.datetime:
    """The letter's date as a moment; a month stands for its first day. Never the clock.

    The attachments of a letter without a date, which must have one, get that of the epoch.
    """
    day = PartialDate.parse(tree.date.iso).first_day if tree.date.iso else dt.date(1970, 1, 1)
    return dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC)


_PROPERTIES = (
    ("addressee", "bag Text", "Who the letter is addressed to: name, office, organisation"),
    ("address", "bag Text", "The postal address of each addressee, on one line"),
    ("fax", "bag Text", "The fax numbers in E.164 form, each followed by the name it belongs to"),
    ("digest", "Text", "SHA-256 of the embedded tree, letter.json or press-release.json"),
)


def _pdfua() -> bytes:
    namespace = "http://www.aiim.org/pdfua/ns/id/"
    description = _description()
    description.set(f"{{{namespace}}}part", "1")
    return _serialised(description, {"pdfuaid": namespace})


def _contact_properties(tree: lt.Document) -> bytes:
    description = _description()
    if isinstance(tree, lt.Letter):
        rows = contacts.delivery(tree)["addressees"]
        keys = ("name", "office", "organisation")
        who = (", ".join(row[key] for key in keys if row[key]) for row in rows)
        _bag(description, "addressee", who)
        _bag(description, "address", (", ".join(row["address"]["lines"]) for row in rows))
        _bag(description, "fax", (f"{n['e164']} {row['name']}" for row in rows for n in row["fax"]))
    digest = ET.SubElement(description, f"{{{NAMESPACE}}}digest")
    digest.text = hashlib.sha256(to_json(tree).encode()).hexdigest()
    return _serialised(description, {"letterkit": NAMESPACE})


def _extension_schemas(properties: Iterable[tuple[str, str, str]]) -> bytes:
    """PDF/A wants every property outside the standard ones described: ISO 19005-3, 6.6.2.3.3."""
    extension = "http://www.aiim.org/pdfa/ns/extension/"
    schema = "http://www.aiim.org/pdfa/ns/schema#"
    prop = "http://www.aiim.org/pdfa/ns/property#"
    description = _description()
    schemas = ET.SubElement(description, f"{{{extension}}}schemas")
    bag = ET.SubElement(schemas, f"{{{_RDF}}}Bag")
    pdfua = (("part", "Integer", "The part of ISO 14289 that the file follows"),)
    for name, namespace, prefix, members in (
        ("PDF/UA identification", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", pdfua),
        ("letterkit delivery", NAMESPACE, "letterkit", tuple(properties)),
    ):
        if not members:
            continue
        entry = _resource(bag)
        ET.SubElement(entry, f"{{{schema}}}schema").text = name
        ET.SubElement(entry, f"{{{schema}}}namespaceURI").text = namespace
        ET.SubElement(entry, f"{{{schema}}}prefix").text = prefix
        wrapper = ET.SubElement(entry, f"{{{schema}}}property")
        sequence = ET.SubElement(wrapper, f"{{{_RDF}}}Seq")
        for member, value_type, meaning in members:
            item = _resource(sequence)
            ET.SubElement(item, f"{{{prop}}}name").text = member
            ET.SubElement(item, f"{{{prop}}}valueType").text = value_type
            category = "internal" if prefix == "pdfuaid" else "external"
            ET.SubElement(item, f"{{{prop}}}category").text = category
            ET.SubElement(item, f"{{{prop}}}description").text = meaning
    names = {"pdfaExtension": extension, "pdfaSchema": schema, "pdfaProperty": prop}
    return _serialised(description, names)


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


def _serialised(element: ET.Element, names: dict[str, str]) -> bytes:
    for prefix, namespace in {"rdf": _RDF, **names}.items():
        ET.register_namespace(prefix, namespace)
    return cast(bytes, ET.tostring(element, encoding="utf-8", xml_declaration=False))


def _attachments(tree: lt.Document) -> Iterator[Attachment]:
    yield _attachment(tree, f"{tree.type}.json", to_json(tree), "The document as data", "Source")
    if not isinstance(tree, lt.Letter):
        return
    name, meaning = "delivery.json", "Addresses and fax numbers as data"
    yield _attachment(tree, name, contacts.delivery_json(tree), meaning, "Data")
    for addressee in tree.addressees:
        name = f"{addressee.block.rpartition('/')[2]}.vcf"
        yield _attachment(tree, name, contacts.vcard(addressee), addressee.full_name, "Data")


def _attachment(
    tree: lt.Document, name: str, content: str, meaning: str, relationship: str
) -> Attachment:
    from weasyprint import Attachment

    moment = _moment(tree)
    return Attachment(
        string=content,
        name=name,
        description=meaning,
        created=moment,
        modified=moment,
        relationship=relationship,
    )


# What the renderer may read, and what it says


def _base_url(assets: Assets) -> str:
    return assets.templates[-1].resolve().as_uri() + "/"


def _fetcher(assets: Assets, place: Location, refusals: list[Diagnostic]) -> Any:
    """Lets templates read files in their own folders by name, and nothing else.

    What it refuses it adds to `refusals` itself, because WeasyPrint passes over some in silence: fonts.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class TemplateFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint is not typed
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            try:
                path = _asset(url, assets)
            except ValueError as error:
                hint = "put the file beside the template and refer to it by name"
                refusals.append(Diagnostic("LK505", str(error), place, hint))
                raise
            return URLFetcherResponse(url, path.read_bytes())

    return TemplateFetcher(timeout=1, allowed_protocols={"file"}, allow_redirects=False)


def _asset(url: str, assets: Assets) -> Path:
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise ValueError(f"refused: {url[:80]}")
    wanted = Path(url2pathname(parts.path))
    packaged = assets.templates[-1].resolve()
    if wanted.is_relative_to(packaged):
        relative = wanted.relative_to(packaged)
        for folder in assets.templates:
            file = (folder / relative).resolve()
            inside = file.is_relative_to(folder.resolve()) and file.is_file()
            if inside and file.stat().st_size <= _MAX_ASSET:
                return file
    raise ValueError(f"refused: {wanted.name} is not beside the template")


class _Collector(logging.Handler):
    def __init__(self, place: Location) -> None:
        super().__init__(logging.WARNING)
        self.place = place
        self.problems: list[Diagnostic] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if "refused: " in message or message.startswith(".notdef glyph"):
            return  # said better by the fetcher and by `_missing_glyphs`
        if message.startswith("Failed to load"):
            self.problems.append(Diagnostic("LK505", message, self.place))
        else:
            self.problems.append(Diagnostic("LK506", message, self.place, None, Severity.WARNING))


@contextmanager
def _messages(place: Location) -> Iterator[list[Diagnostic]]:
    """WeasyPrint's warnings as diagnostics."""
    logger = logging.getLogger("weasyprint")
    collector = _Collector(place)
    before = logger.handlers, logger.propagate
    logger.handlers, logger.propagate = [collector], False
    try:
        yield collector.problems
    finally:
        logger.handlers, logger.propagate = before


# Glyphs


def _missing_glyphs(document: Document, tree: lt.Document) -> Iterator[Diagnostic]:
    """A diagnostic for each character that no font has, at the first place that uses it."""
    missing = {character for font in document.fonts.values() for character in _missing_in(font)}
    for character in sorted(missing):
        origin = _first_use(tree, character)
        message = f"no font has the character '{character}' (U+{ord(character):04X})"
        where = Location(origin.file, origin.line, origin.column)
        yield Diagnostic("LK501", message, where, "`letterkit doctor` names the fonts to install")


def _missing_in(font: Any) -> Iterable[str]:
    return (chr(codepoint) for codepoint in font.missing)


def _first_use(tree: lt.Document, character: str) -> lt.Origin:
    for node in lt.walk(tree):
        values = [getattr(node, name) for name in node.__dataclass_fields__]
        texts = [value for value in values if isinstance(value, str)]
        if any(character in text for text in texts):
            return node.origin
    return tree.origin
