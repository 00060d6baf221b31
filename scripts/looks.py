"""Makes the pictures of docs/looks.md anew: `python scripts/looks.py`.

Each is a part of a page of one letter, with one setting of its own. The typeface shown, DejaVu Serif,
must be installed (Debian: fonts-dejavu-core).
"""

from __future__ import annotations

import io
import math
import shutil
import sys
import tempfile
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.campaign.begin import new_campaign
from letterkit.campaign.sources import assets_of
from letterkit.consent import Register, Released, release
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace, packaged
from letterkit.writers import pdf

FOLDER = Path(__file__).parent.parent / "docs" / "looks"
CAMPAIGN = "2016-sed"
SIGNATURES = "seeds/signatures/joint-letter-2016.yaml"
LOGO = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 40">
<circle cx="20" cy="20" r="17" fill="none" stroke="#000" stroke-width="3"/>
<path d="M20 8c6 7 8 11 8 15a8 8 0 0 1-16 0c0-4 2-8 8-15z"/>
<path d="M44 8h18v5H44zM44 18h18v5H44zM44 28h12v5H44z"/>
</svg>
"""
LETTERHEAD = """\
coalition:
  name: Coalition for the Dialogue
  lines: ["1 Example Street NW, Washington, DC 20001"]
  logo: {image: images/logo.svg, alt: "A flame in a ring, beside three bars"}
  contact_person: Ana Muster
  telephone: "+1 202-546-4114"
  email: office@coalition.example
  website: https://coalition.example
"""
SIGNED = """\
signers:
  amnesty-usa:
    name: T. Kumar
    title: International Advocacy Director
    signature: {image: images/kumar.png}
"""
# Each picture: what the campaign sets, the page from the first or the last, and the part of it that is
# shown (left, top, right, bottom, from 0 to 1), in dots an inch.
PICTURES: dict[str, tuple[str, int, tuple[float, float, float, float], int]] = {
    "by-itself": ("", 0, (0, 0, 1, 1), 38),
    "letterhead": (LETTERHEAD, 0, (0, 0, 1, 0.33), 60),
    "signatures": (SIGNED + "style: {room_to_sign: 14 mm}\n", -1, (0, 0, 1, 0.45), 60),
    "typeface": ("style: {typeface: DejaVu Serif}\n", 0, (0, 0.45, 1, 0.75), 60),
    "size": ("style: {size: 13}\n", 0, (0, 0.42, 1, 0.75), 60),
    "paper": ("style: {paper: a4}\n", 0, (0, 0, 1, 1), 38),
    "margins": ("style: {margins: {left: 45 mm, right: 25 mm, top: 40 mm}}\n", 0, (0, 0, 1, 1), 38),
    "asks": ("style: {asks: bulleted}\n", 1, (0, 0, 1, 0.45), 60),
}


def main() -> None:
    """Make all of them, and print what was written."""
    FOLDER.mkdir(exist_ok=True)
    for name, (settings, page, part, dots) in PICTURES.items():
        with tempfile.TemporaryDirectory() as folder:
            image = drawn(workspace(Path(folder) / "letters", settings), page, dots)
        width, height = image.size
        left, top, right, bottom = part
        top, bottom = (between_lines(image, int(edge * height)) for edge in (top, bottom))
        shown = image.crop((int(left * width), top, int(right * width), bottom))
        framed = Image.new("L", (shown.width + 2, shown.height + 2), 160)
        framed.paste(shown, (1, 1))
        framed.quantize(8).save(FOLDER / f"{name}.png", optimize=True)
        print(FOLDER / f"{name}.png", (FOLDER / f"{name}.png").stat().st_size)


def workspace(root: Path, settings: str) -> Workspace:
    """The starter's letter of 2016, with these settings."""
    shutil.copytree(packaged("seeds"), root / "seeds")
    (root / "campaigns").mkdir()
    found = Workspace(root)
    new_campaign(found, CAMPAIGN, documents=()).write()
    (root / "images").mkdir()
    (root / "images/logo.svg").write_text(LOGO, encoding="utf-8")
    (root / "images/kumar.png").write_bytes(signature())
    campaign = root / "campaigns" / CAMPAIGN / "campaign.yaml"
    text = campaign.read_text(encoding="utf-8")
    text = "".join(
        line for line in text.splitlines(True) if "paper:" not in line and "style: num" not in line
    )
    text = text.replace("    asks:\n", "  - asks:\n")
    if settings == LETTERHEAD:
        block = root / SIGNATURES
        block.write_text(f"{block.read_text(encoding='utf-8')}{settings}", encoding="utf-8")
    else:
        text += settings
    campaign.write_text(text, encoding="utf-8")
    return found


def between_lines(image: Image.Image, row: int) -> int:
    """The first row from there on that is white."""
    rows = range(row, image.height)
    white = (r for r in rows if image.crop((0, r, image.width, r + 1)).getextrema() == (255, 255))
    return next(white, image.height)


def signature() -> bytes:
    """A signature, as somebody scanned it."""
    image = Image.new("L", (600, 180), 255)
    points = [
        (20 + n * 4, 90 + math.sin(n * 0.32) * 70 * math.exp(-n / 60) + math.cos(n * 0.9) * 9)
        for n in range(135)
    ]
    ImageDraw.Draw(image).line(points, fill=0, width=8, joint="curve")
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def drawn(found: Workspace, page: int, dots: int) -> Image.Image:
    """A page of the letter; it ends the program where there is no letter."""
    tree, problems = assemble_document(Library(found, CAMPAIGN), CAMPAIGN, "letter")
    if tree is None:
        sys.exit("\n".join(map(str, problems)))
    laid = pdf.lay_out(_released(tree), assets_of(found, CAMPAIGN))
    for finding in laid.findings:
        print(finding.code, finding.message)
    content, _ = pdf.finish(laid)
    with pypdfium2.PdfDocument(content) as file:
        image: Image.Image = file[page % len(file)].render(scale=dots / 72).to_pil().convert("L")
    return image


def _released(tree: lt.Document) -> Released[lt.Document]:
    """The document, in which everybody may be named: the seeds' people are public."""
    made, problems = release(tree, Register())
    assert made is not None, problems  # noqa: S101
    return made


if __name__ == "__main__":
    main()
