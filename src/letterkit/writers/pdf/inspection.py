"""Reads back what a PDF of letterkit carries: metadata, conformance, addressees, attachments."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, cast

from msgspec import Struct

from letterkit.diagnostics import Diagnostic, Location
from letterkit.diagnostics.json import json_schema, json_text, parsed_json
from letterkit.files.reading import PDF, problem_of, read_named
from letterkit.limits import TooMuchWorkError, limited_work
from letterkit.writers.pdf import personal
from letterkit.writers.pdf.page_texts import page_texts, texts_here

SECONDS = 6.0
"""Seconds of the processor's that reading one PDF may take; one of 100 pages takes a quarter."""
TOO_MUCH = "reading the PDF takes more time or memory than any letter needs"


class Inspection(Struct, frozen=True):
    """Everything that a PDF says of itself; text that it lacks is empty.

    `created` is a date as PDF writes it (ISO 32000-1, 7.9.4), `paper` the first page's media box in
    points, `delivery` what `delivery.json` says of addressees and fax numbers, null without that file,
    `xmp` the metadata by its properties' full names. `attachments` has the size in bytes of each file.
    `names`, `numbers` (in E.164 form) and `emails` are whatever of persons and offices it carries, on its
    pages and inside.
    """

    title: str
    author: str
    subject: str
    keywords: str
    created: str
    language: str
    pages: int
    paper: list[float]
    tagged: bool
    conformance: list[str]
    delivery: dict[str, Any] | None
    xmp: dict[str, str | list[str]]
    attachments: dict[str, int]
    names: list[str]
    numbers: list[str]
    emails: list[str]


def to_json(found: Inspection) -> str:
    """All of it as a JSON object."""
    return json_text(found)


def schema() -> dict[str, Any]:
    """The JSON Schema of what `to_json` writes."""
    return json_schema(Inspection, "letterkit inspect")


def inspect(path: Path) -> tuple[Inspection | None, list[Diagnostic]]:
    """Everything the file says of itself; None and a problem where it is no PDF that can be opened."""
    import io

    import pikepdf

    where = Location(path.as_posix(), 1, 1)
    try:
        content = read_named(path, PDF)
        # What it says of broken metadata, with a traceback, is no user's concern: they are left out.
        logging.getLogger("pikepdf").addHandler(logging.NullHandler())
        with limited_work(SECONDS), pikepdf.open(io.BytesIO(content)) as pdf:
            if not len(pdf.pages):
                return None, [Diagnostic("LK507", "the PDF has no page", where)]
            return _read(pdf, page_texts(content) or []), []
    except OSError as error:
        return None, [problem_of(error, where.file)]
    except TooMuchWorkError:
        return None, [Diagnostic("LK507", TOO_MUCH, where)]
    except ValueError as error:
        return None, [Diagnostic("LK507", f"delivery.json in it cannot be read: {error}", where)]
    except pikepdf.PasswordError:
        return None, [Diagnostic("LK507", "the PDF is encrypted", where)]
    except pikepdf.PdfError as error:
        if "bad_alloc" in str(error):  # what C++ says when there is no memory left
            return None, [Diagnostic("LK507", TOO_MUCH, where)]
        # What it says begins with the name of an object of Python's.
        said = str(error).partition(">")[2].removeprefix(": ").strip() or str(error)
        return None, [Diagnostic("LK507", f"not a PDF: {said}", where)]
    except (TypeError, KeyError, RecursionError, AttributeError):
        return None, [Diagnostic("LK507", "what the PDF says of itself is in disorder", where)]


def _text(content: bytes) -> str:
    """An attachment as text; the lines of a vCard unfolded."""
    return content.decode("utf-8", "replace").replace("\r\n ", "")


def _read(pdf: Any, pages: list[str]) -> Inspection:
    attachments = {name: spec.get_file().read_bytes() for name, spec in pdf.attachments.items()}
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        xmp = {str(key): _plain(value) for key, value in metadata.items()}
    info = {str(key).removeprefix("/"): str(value) for key, value in pdf.docinfo.items()}
    delivery = attachments.get("delivery.json")
    language = str(pdf.Root.get("/Lang", ""))
    said = (text for value in xmp.values() for text in ([value] if isinstance(value, str) else value))
    texts = [*pages, *info.values(), *said, *map(_text, attachments.values())]
    return Inspection(
        title=info.get("Title", ""),
        author=info.get("Author", ""),
        subject=info.get("Subject", ""),
        keywords=info.get("Keywords", ""),
        created=info.get("CreationDate", ""),
        language=language,
        pages=len(pdf.pages),
        paper=[float(value) for value in pdf.pages[0].mediabox],
        tagged="/StructTreeRoot" in pdf.Root,
        conformance=_conformance(xmp),
        delivery=_delivery(delivery) if delivery is not None else None,
        xmp=xmp,
        attachments={name: len(content) for name, content in sorted(attachments.items())},
        names=personal.names_in(attachments),
        numbers=personal.numbers_in(texts, language.partition("-")[2]),
        emails=personal.emails_in(texts),
    )


def _delivery(content: bytes) -> dict[str, Any]:
    """What `delivery.json` says. Raises ValueError where it is somebody else's, or was changed."""
    match said := parsed_json(content):
        case {"addressees": [*addressees]} if all(map(_is_addressee, addressees)):
            return cast(dict[str, Any], said)
    raise ValueError("it has another form than letterkit's")


def _is_addressee(said: object) -> bool:
    match said:
        case {
            "name": str(),
            "office": str(),
            "organisation": str(),
            "address": {"lines": [*lines]},
            "fax": [*numbers],
            "channel": str(),
            **others,
        }:
            email = others.get("email") or ""
            words = [*lines, *(word for number in numbers for word in _number(number)), email]
            return all(isinstance(word, str) for word in words)
    return False


def _number(said: object) -> tuple[object, object]:
    """How a fax number is printed, and its E.164 form."""
    return (said.get("printed"), said.get("e164")) if isinstance(said, dict) else (None, None)


def font_names(content: bytes) -> list[str]:
    """The PostScript names of a PDF's fonts, sorted, without a subset's mark (ISO 32000-1, 9.6.4)."""
    import io

    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts = (o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and "/BaseFont" in o)
        return sorted({re.sub(r"^/(?:[A-Z]{6}\+)?", "", str(font["/BaseFont"])) for font in fonts})


def words_on_pages(content: bytes) -> list[str] | None:
    """The words on a PDF's pages, in order; None where it cannot be opened.

    Raises TooMuchWorkError.
    """
    pages = page_texts(content)
    return None if pages is None else _words(pages)


def words_of_our_own(content: bytes) -> list[str]:
    """The words on the pages of a PDF that letterkit has just made, in order."""
    return _words(texts_here(content) or ())


def _words(pages: Iterable[str]) -> list[str]:
    return [word for page in pages for word in page.split()]


def _plain(value: object) -> str | list[str]:
    return sorted(map(str, value)) if isinstance(value, set | frozenset | list) else str(value)


def _conformance(xmp: Mapping[str, object]) -> list[str]:
    """What the file claims: PDF/A by ISO 19005, PDF/UA by ISO 14289."""
    part = xmp.get("{http://www.aiim.org/pdfa/ns/id/}part")
    level = str(xmp.get("{http://www.aiim.org/pdfa/ns/id/}conformance", ""))
    ua = xmp.get("{http://www.aiim.org/pdfua/ns/id/}part")
    claims = [f"PDF/A-{part}{level.lower()}"] if part else []
    return [*claims, f"PDF/UA-{ua}"] if ua else claims
