"""A redline as each writer prints it, and as no writer does: a deleted word never looks like another."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from conftest import released
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.redline import redline
from letterkit.values import replace
from letterkit.writers import write
from letterkit.writers.pdf.inspection import inspect
from letterkit.writers.text import WIDTH
from redline.test_compare import NEW, OLD
from redline.trees import LETTER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Edited, Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
OPENING = "seeds/framing/opening.yaml"
MINISTER = "seeds/addresses/minister.yaml"
JOINT = "seeds/signatures/joint.yaml"
RIGHTS = "seeds/organisations/rights-now.yaml"
ISSUE = "topic: {0}\ntitle: {0}\nask: Mend {0}\ntext: |\n  Ask that {0} be mended.\n"


def printed(edited: Edited, form: str = "txt", document: str = "letter") -> str:
    """The redline in a format, without the list of changes where it is text."""
    content, problems = write(form, released(edited.redline(document)), assets_of(edited.now.workspace))
    assert problems == []
    text = (content or b"").decode()
    return text.partition("=" * WIDTH)[2] if form == "txt" else text


def pdf(tree: lt.Document, small: Small, file: Path) -> Path:
    """The redline as a PDF file."""
    content, problems = write("pdf", released(tree), assets_of(small.workspace))
    assert problems == []
    file.write_bytes(content or b"")
    return file


@pytest.fixture
def much(ready: Callable[[], Edited], small: Small) -> Edited:
    """Something of each kind has changed."""
    for name in ("courts", "press", "travel"):
        small.write(f"seeds/issues/{name}.yaml", ISSUE.format(name))
    small.change(CAMPAIGN, "[release]", "[courts, press, release]")
    small.write(
        "seeds/organisations/ann.yaml", "name: Ann Watch\nsigners:\n  - {name: Ann, from: 2018}\n"
    )
    edited = ready()
    now = edited.now
    now.change(CAMPAIGN, "[courts, press, release]", "[press, travel, courts]")
    now.change(OPENING, "we write to you", "we turn to you")
    now.change(MINISTER, "647-2283", "647-7350")
    now.change(MINISTER, "Ada B. Lovelace", "Grace Hopper")
    now.change(MINISTER, "Minister Lovelace", "Minister Hopper")
    now.change(JOINT, "  - rights-now\n", "  - ann\n")
    now.change(CAMPAIGN, "signatures:", "cc: [The Embassy]\nsignatures:")
    return edited


# Text


def test_the_text(much: Edited) -> None:
    assert printed(much) == TEXT


TEXT = """\


[-Rights Now-] · {+Ann Watch+}

April 20, 2020

The Honorable [-Ada B. Lovelace-]{+Grace Hopper+}
Minister of State
Ministry of State
1 Main Street
Washington, DC 20520
Via Fax: (202) [-647-2283-]{+647-7350+}

Re: Bilateral Talks, Geneva, May 4–6, 2020

Dear Minister [-Lovelace-]{+Hopper+},

Before Bilateral Talks in Geneva we [-write-]{+turn+} to you.

[-1.-] [moved, change 6: courts]

 1. Ask that press be mended.

[-3.-] [-Ask for the release of those named here:-]

         – [-Jane Doe, a writer, who has been in prison since 2018.-]

 2. {+Ask that travel be mended.+}

 3. [moved here, change 6] Ask that courts be mended.

Respectfully,

[-Max Muster-]
[-Director-]
[-Rights Now-]

{+Ann+}
{+Ann Watch+}

cc:
  {+The Embassy+}
"""


def test_the_list_of_changes_names_each_ones_line(much: Edited) -> None:
    content, _ = write("txt", released(much.redline()), assets_of(much.now.workspace))
    text = (content or b"").decode()
    lines = text.split("\n")
    named = re.findall(r"^ *(\d+)\. (.*)\n {5}line (\d+);", text, re.MULTILINE)
    assert len(named) == len(much.changes())
    for _, what, line in named:
        marks = r"\[moved here" if what.startswith("ask moved") else r"\[-|\{\+"
        assert re.search(marks, lines[int(line) - 1]), what


def test_no_line_is_too_long(much: Edited) -> None:
    content, _ = write("txt", released(much.redline()), assets_of(much.now.workspace))
    assert max(map(len, (content or b"").decode().splitlines())) <= WIDTH


def test_marks_that_the_letter_itself_has_are_told_apart(
    ready: Callable[[], Edited], small: Small
) -> None:
    small.change(OPENING, "we write to you", "we \\[-write-\\] \\{+to+\\} you")
    edited = ready()
    edited.now.change(OPENING, "we ", "they ")
    assert "[-we-]{+they+} \\[-write\\-] \\{+to\\+} you" in " ".join(printed(edited).split())


def test_a_plain_letter_keeps_its_brackets(small: Small) -> None:
    small.change(OPENING, "we write to you", "we \\[-write-\\] \\[-to-\\] you")
    letter, _ = small.assemble()
    assert letter is not None
    content, _ = write("txt", released(letter), assets_of(small.workspace))
    assert "[-write-] [-to-]" in (content or b"").decode()


# HTML


class Page(HTMLParser):
    """The words of a page's body by the mark around them, the ids and the links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: dict[str, list[str]] = {"ins": [], "del": [], "": []}
        self.ids: list[str] = []
        self.links: list[str] = []
        self.feed(re.sub(r"<style>.*?</style>|<nav.*?</nav>", "", page, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        mark = next((tag for tag in self.open if tag in ("ins", "del")), "")
        self.words[mark] += data.split()


def test_the_page(much: Edited) -> None:
    text = printed(much, "html")
    page = Page(text)
    assert "write" in page.words["del"]
    assert "turn" in page.words["ins"]
    assert "2020" in page.words[""]
    for number in ("647-2283", "Lovelace", "(Rights"):
        assert number not in page.words[""]
    assert len(page.ids) == len(set(page.ids))
    assert {f"change-{change.number}" for change in much.changes()} == set(page.ids)


def test_the_list_on_the_page_leads_to_each_change(much: Edited) -> None:
    text = printed(much, "html")
    nav = re.search(r"<nav.*?</nav>", text, re.DOTALL)
    assert nav
    assert re.findall(r'href="#change-(\d+)"', nav[0]) == [str(c.number) for c in much.changes()]


def test_a_template_of_somebodys_own_prints_the_marks(much: Edited) -> None:
    own = (
        '<body title="{{ document.date.text }}">{% for a in document.addressees %}{{ a.full_name }}'
        "{{ a.delivery }}{% endfor %}{% for s in document.signatures.signatories %}"
        "<p>{{ s.organisation }}, {{ s.person }}</p>{% endfor %}</body>"
    )
    much.now.write("templates/letter.html.jinja", own)
    page = Page(printed(much, "html"))
    assert "Max" in page.words["del"]
    assert not {"Max", "Lovelace", "647-2283"} & set(page.words[""])


@settings(
    max_examples=20,
    deadline=None,
    database=None,
    phases=[Phase.generate],  # a letter that fails is whole as it is; making it smaller takes minutes
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)
@given(LETTER, LETTER)
def test_any_redline_can_be_printed(small: Small, old: lt.Letter, new: lt.Letter) -> None:
    made = redline(old, new, (OLD, NEW)).tree
    for form in ("txt", "html", "json"):
        content, problems = write(form, released(made), assets_of(small.workspace))
        assert problems == []
        assert content
    page = Page((write("html", released(made), assets_of(small.workspace))[0] or b"").decode())
    assert len(page.ids) == len(set(page.ids))
    inside = [link for link in page.links if link.startswith("#")]
    assert {link.removeprefix("#") for link in inside} <= set(page.ids)


# PDF


def test_the_pdf_has_no_contact_data(much: Edited, tmp_path: Path) -> None:
    file = pdf(much.redline(), much.now, tmp_path / "redline.pdf")
    with pikepdf.open(file) as document:
        assert len(document.attachments) == 0
        assert b"12026472283" not in document.Root.Metadata.read_bytes()
        assert b"12026477350" not in document.Root.Metadata.read_bytes()
        assert document.Root.MarkInfo.Marked
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["pdfaid:part"] == "3"
            assert metadata["dc:title"].startswith("Redline: Joint letter")
    assert inspect(file) is not None


def test_the_sheet_names_each_changes_page(much: Edited, tmp_path: Path) -> None:
    file = pdf(much.redline(), much.now, tmp_path / "redline.pdf")
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(file)]
    letter = next(i for i, text in enumerate(texts) if "Via Fax" in text)
    sheet = "\n".join(texts[:letter])
    assert len(re.findall(r"^page 1", sheet, re.MULTILINE)) == len(much.changes())
    assert re.search(r"words changed: framing/opening\s+page 1, line \d+ · from the library", sheet)


def test_its_lines_survive_a_fax(much: Edited, tmp_path: Path) -> None:
    file = pdf(much.redline(), much.now, tmp_path / "redline.pdf")
    widths: set[float] = set()
    colours: set[float] = set()
    with pikepdf.open(file) as document:
        for page in document.pages:
            for instruction in pikepdf.parse_content_stream(page):
                operator, operands = str(instruction.operator), instruction.operands
                if operator == "w":
                    widths.add(round(float(operands[0]) * 0.75, 3))
                if operator in ("rg", "RG", "g", "G"):
                    colours.update(float(o) for o in operands)
    assert {1.0, 1.5} <= widths  # the strike, the underline
    assert min(widths) >= 0.5  # a link on the list, which is not for the fax
    assert colours <= {0.0, 0.4, 0.93}  # the margins are grey


def test_the_same_redline_gives_the_same_bytes(much: Edited, tmp_path: Path) -> None:
    one, two = (pdf(much.redline(), much.now, tmp_path / name) for name in ("1.pdf", "2.pdf"))
    assert one.read_bytes() == two.read_bytes()


def test_a_link_to_what_has_no_mark_is_none(much: Edited, tmp_path: Path) -> None:
    """A case that moved into an ask which is new as a whole; WeasyPrint would complain."""
    small = much.now
    small.write("seeds/issues/new.yaml", ISSUE.format("new") + "cases: named\n")
    small.change(CAMPAIGN, "travel,", "travel, new,")
    pdf(much.redline(), small, tmp_path / "redline.pdf")


def test_paper_is_not_marked_but_listed(edited: Edited, tmp_path: Path) -> None:
    edited.now.change(CAMPAIGN, "signatures:", "paper: a4\nsignatures:")
    file = pdf(edited.redline(), edited.now, tmp_path / "redline.pdf")
    sheet = pypdfium2.PdfDocument(file)[0].get_textpage().get_text_range()
    assert re.search(r"1\. paper changed: letter\s+not marked", sheet)


def test_a_moved_block_is_one_line_where_it_stood(much: Edited) -> None:
    text = printed(much)
    assert "[-1.-] [moved, change" in text
    assert text.count("Ask that courts be mended.") == 1


def test_json_keeps_the_tree(much: Edited) -> None:
    made = much.redline()
    assert '"comparison"' in printed(much, "json")
    assert replace(made, comparison=None) != made
