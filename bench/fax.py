"""Reads letters as a fax machine prints them: by tesseract, at 204 × 196 and at 204 × 98 dots an inch.

A page becomes black and white as a machine makes it (ITU-T T.4, fine and standard). The letter of 2016 is
read, and one of people with their names in Chinese. Of the words 98 in a hundred have to come back, else
the exit status is 1. How many of the Chinese characters do is told beside it: tesseract reads some
of them wrong as they are. Without tesseract nothing is measured.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.campaign.begin import new_campaign
from letterkit.campaign.sources import assets_of
from letterkit.campaign.starter import new_workspace
from letterkit.consent import Register, Released, release
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.values import replace
from letterkit.writers import pdf

LEAST = 98.0
FINE, STANDARD = 196, 98  # lines an inch; 204 dots an inch across
ACROSS = 204
_BLACK = 160  # what is darker, of 255, is black: scanners take a little more than the half
INSTALL = "sudo apt-get install tesseract-ocr tesseract-ocr-chi-sim"
# Names that are public: of laureates, and of writers and lawyers whom many letters have named.
CHINESE = (
    ("Liu Xiaobo", "刘晓波"),
    ("Liu Xia", "刘霞"),
    ("Gao Zhisheng", "高智晟"),
    ("Gao Yu", "高瑜"),
    ("Hu Jia", "胡佳"),
    ("Ilham Tohti", "伊力哈木"),
    ("Wang Yu", "王宇"),
    ("Li Heping", "李和平"),
    ("Xu Zhiyong", "许志永"),
    ("Pu Zhiqiang", "浦志强"),
    ("Guo Feixiong", "郭飞雄"),
    ("Huang Qi", "黄琦"),
    ("Tan Zuoren", "谭作人"),
    ("Chen Guangcheng", "陈光诚"),
    ("Ai Weiwei", "艾未未"),
    ("Zhang Zhan", "张展"),
)
_HAN = re.compile("[\u3400-\u9fff]+")


def main() -> None:
    """Read both letters in both ways and print the table."""
    if shutil.which("tesseract") is None:
        print(f"fax: not measured, tesseract is missing: {INSTALL}")
        return
    letter, workspace = _letter()
    found = [
        *_measured("letter of 2016", letter, workspace),
        *_measured("names in Chinese", _with_names(letter), workspace),
    ]
    print(f"{'read back by tesseract':<24}{'204 × 196':>12}{'204 × 98':>12}")
    for name, fine, standard in found:
        print(f"{name:<24}{fine:>10.1f} %{standard:>10.1f} %")
    words = [row for row in found if not row[0].startswith(" ")]
    sys.exit(int(any(min(fine, standard) < LEAST for _, fine, standard in words)))


def _letter() -> tuple[lt.Letter, Workspace]:
    """The 2016 letter of the library that letterkit brings with it."""
    root = Path(tempfile.mkdtemp()) / "workspace"
    new_workspace(root).write()
    workspace = Workspace(root)
    plan = new_campaign(workspace, "2016")
    plan.write()
    name = next(iter(plan.files)).parent.name
    tree, _ = assemble_document(Library(workspace, name), name, "letter")
    assert isinstance(tree, lt.Letter)
    return tree, workspace


def _with_names(letter: lt.Letter) -> lt.Letter:
    """The letter with nothing in its body but people, each with the name in Chinese."""
    at = letter.origin
    cases = tuple(
        lt.Case(at, (name,), (), (lt.Text(at, f"{name} {han}, held for what was written and said;"),))
        for name, han in CHINESE
    )
    return replace(letter, body=(lt.CaseList(at, "case-lists/named", (), cases, ()),))


def _measured(name: str, letter: lt.Letter, workspace: Workspace) -> Iterator[tuple[str, float, float]]:
    """The share of words that come back from each resolution, in per cent; of names in Chinese apart."""
    content, problems = pdf.finish(pdf.lay_out(_released(letter), assets_of(workspace, letter.campaign)))
    assert content is not None, problems
    pages = [_Page(page) for page in pypdfium2.PdfDocument(content)]
    said = _words(" ".join(page.text for page in pages))
    read = [_words(" ".join(page.read(lines) for page in pages)) for lines in (FINE, STANDARD)]
    yield name, _share(said, read[0]), _share(said, read[1])
    if names := [name for page in pages for name in page.names]:
        found = ["".join(page.names_read(lines) for page in pages) for lines in (FINE, STANDARD)]
        said = [character for name in names for character in name]
        yield "  in Chinese, characters", _share(said, list(found[0])), _share(said, list(found[1]))


class _Page:
    """A page of a PDF, and what comes of it at the other end of the line."""

    def __init__(self, page: Any) -> None:
        textpage = page.get_textpage()
        self.text: str = textpage.get_text_range()
        self.grey: Image.Image = page.render(scale=2 * ACROSS / 72, grayscale=True).to_pil()
        self.names: list[str] = []
        # The corners of each name in Chinese, in dots.
        self.places: list[tuple[int, int, int, int]] = []
        for match in _HAN.finditer(self.text):
            boxes = [textpage.get_charbox(i) for i in range(*match.span())]
            scale, height = 2 * ACROSS / 72, page.get_height()
            left, right = min(box[0] for box in boxes) - 3, max(box[2] for box in boxes) + 3
            top, bottom = (
                height - max(box[3] for box in boxes) - 3,
                height - min(box[1] for box in boxes) + 3,
            )
            corners = (left * scale, top * scale, right * scale, bottom * scale)
            self.names.append(match[0])
            self.places.append(tuple(map(round, corners)))

    def read(self, lines: int) -> str:
        """What is read of the page, printed by a machine of so many lines an inch."""
        return _read(self._printed(lines), "eng", "4")

    def names_read(self, lines: int) -> str:
        """What is read of the names in Chinese alone, one below another."""
        if not self.places:
            return ""
        printed = self._printed(lines)
        rows = [printed.crop(place) for place in self.places]
        sheet = Image.new(
            "L", (max(row.width for row in rows) + 80, sum(row.height + 40 for row in rows)), 255
        )
        top = 20
        for row in rows:
            sheet.paste(row, (40, top))
            top += row.height + 40
        return "".join(_read(sheet, "chi_sim", "6").split())

    def _printed(self, lines: int) -> Image.Image:
        """The page as the machine prints it: black and white, as high as it was."""
        size = self.grey.width // 2, self.grey.height * lines // (2 * ACROSS)
        sent = self.grey.resize(size, Image.Resampling.BOX).point(lambda grey: 255 * (grey >= _BLACK))
        return sent.resize(self.grey.size, Image.Resampling.BICUBIC)


def _read(image: Image.Image, language: str, layout: str) -> str:
    """What tesseract reads; `layout` is its page segmentation mode: 4 of columns, 6 of one block."""
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        image.save(file.name, dpi=(2 * ACROSS, 2 * ACROSS))
        command = ["tesseract", file.name, "-", "-l", language, "--psm", layout]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _words(text: str) -> list[str]:
    """The words of a text, without marks, and without what is in Chinese."""
    plain = _HAN.sub(" ", unicodedata.normalize("NFKC", text))
    return re.findall(r"\w+", plain.lower())


def _share(said: list[str], read: list[str]) -> float:
    """How many of the words were read, in per cent; columns may be read in another order."""
    return 100 * (Counter(said) & Counter(read)).total() / len(said)


def _released(tree: lt.Document) -> Released[lt.Document]:
    """The document, in which everybody may be named: the seeds' people are public."""
    made, problems = release(tree, Register())
    assert made is not None, problems
    return made


if __name__ == "__main__":
    main()
