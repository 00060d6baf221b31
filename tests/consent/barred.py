"""One person who may not be named, put into every place of a small workspace in every spelling.

What an output says is read without anything of letterkit's: the text of a PDF's pages, its streams
unpacked, its metadata and attachments.
"""

from __future__ import annotations

import html
import io
import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import yaml

HERE = Path(__file__).parent
PERSON = """\
name: Zora Quillon
native_name: 佐拉明
also_known_as: [Sister Clouds]
described_as: a printer
consent: none
verified: 2020-04
"""
FILE = "seeds/people/zora-quillon.yaml"
# Enough of each name to know it by, whatever stands in it: its letters in a row.
MARKS = ("quillon", "佐拉明", "佐先生", "sisterclouds", "ouillon")
_LIKE = str.maketrans("оаеζｚ", "oaezz")


def places() -> dict[str, dict[str, dict[str, str]]]:
    """The places: of each, the words that are replaced, by their files."""
    found: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
        (HERE / "places.yaml").read_text(encoding="utf-8")
    )
    return found


def spellings() -> list[str]:
    """The name in its spellings."""
    found: list[str] = yaml.safe_load((HERE / "spellings.yaml").read_text(encoding="utf-8"))
    return found


def put(root: Path, place: str, name: str, packaged: Path) -> None:
    """Put the name into that place of the workspace, which has the barred person's file then."""
    (root / FILE).write_text(PERSON, encoding="utf-8")
    for file, changes in places()[place].items():
        path = root / file
        if file.startswith("templates/"):
            path.parent.mkdir(exist_ok=True)
            path.write_text((packaged / path.name).read_text(encoding="utf-8"), encoding="utf-8")
            (path.parent / "seal.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
        text = path.read_text(encoding="utf-8")
        for old, new in changes.items():
            assert old in text, (file, old)
            text = text.replace(old, new.replace("NAME", name).replace("LINK", "Zora%20Quillon"), 1)
        path.write_text(text, encoding="utf-8")
    _name_blocks(root)


def _name_blocks(root: Path) -> None:
    """Blocks under the names that the campaign asks for."""
    campaign = (root / "campaigns/talks/campaign.yaml").read_text(encoding="utf-8")
    for name, block in {
        "on-zora-quillon": "framing/opening",
        "zora-quillon-desk": "addresses/minister",
        "2020-zora-quillon": "dialogues/2020-talks",
    }.items():
        if name in campaign:
            file = root / "seeds" / f"{block}.yaml"
            file.with_name(f"{name}.yaml").write_bytes(file.read_bytes())


def files(root: Path) -> Iterator[Path]:
    """What letterkit made: outputs, and what it keeps of a final letter."""
    for path in sorted(root.glob("campaigns/*/out/*")) + sorted(root.glob("campaigns/*/final/*")):
        if not path.name.startswith("."):
            yield path


def leaks(root: Path) -> list[str]:
    """The names of the files that say the name, or the name of the person's file."""
    return [path.name for path in files(root) if told(said(path))]


def told(text: str) -> bool:
    """Whether a text names the person."""
    plain = unicodedata.normalize("NFKD", html.unescape(html.unescape(text))).casefold()
    row = re.sub(r"[\W_]+", "", "".join(c for c in plain if not unicodedata.combining(c)))
    return any(mark in row.translate(_LIKE) for mark in MARKS)


def said(path: Path) -> str:
    """All that a file says."""
    content = path.read_bytes()
    if path.suffix != ".pdf":
        return re.sub(r"data:image/png;base64,[\w+/=]+", "", content.decode())
    with pypdfium2.PdfDocument(content) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        inside = [" ".join(_strings(each)) for each in pdf.objects]
    return "\n".join((*pages, *inside))


def _strings(found: Any) -> Iterator[str]:
    """The strings of an object, and its stream unpacked where that is text."""
    if isinstance(found, pikepdf.Stream):
        with suppress(UnicodeDecodeError, pikepdf.PdfError):
            yield found.read_bytes().decode("utf-8")
        yield from _strings(found.stream_dict)
    elif isinstance(found, pikepdf.Dictionary):
        for key in found.keys():  # noqa: SIM118  # no mapping of Python's
            if not getattr(found[key], "is_indirect", False):
                yield from _strings(found[key])
    elif isinstance(found, pikepdf.Array):
        for value in found:
            if not getattr(value, "is_indirect", False):
                yield from _strings(value)
    elif isinstance(found, pikepdf.String):
        yield str(found)
