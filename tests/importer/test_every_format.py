"""One letter saved as text, web page, PDF and Word file gives the same blocks: names and texts."""

from __future__ import annotations

import html
import re
import textwrap
from io import BytesIO
from pathlib import Path

import pytest
import yaml

from letterkit.library.workspace import SEEDS, Workspace
from letterkit.proposals.intake import Input, take_in

# A paragraph: how it is set, and its lines. "•" and "1." are items of lists.
Paragraph = tuple[str, str]

# A paragraph of these may be folded; where its own lines end stands a stroke.
DIALOGUE = """\
October 12, 2017

The Honorable Miriam Castellane / Secretary of State / U.S. Department of State / 2201 C Street NW
/ Washington, DC 20520 / Via Fax: (202) 647-2283

Re: U.S.-Kintara Human Rights Dialogue

Dear Secretary Castellane:

We write to you on behalf of three organizations before the U.S.-Kintara Human Rights Dialogue
opens in November. Since the last round the government of Kintara has closed nine newspapers.

In particular, we urge you to:

• Call publicly for the release of Abel Montcrief, a printer who has been imprisoned since 2014
for a calendar.

• Ask that the prison of Northmoor be opened to the International Committee of the Red Cross.

• Say that aid to the ministry of the interior depends on an end to torture.

Thank you for your attention to these concerns.

Sincerely,

Zoe Winterbourne / Executive Director / Kintara Watch

Paul Okonjo-Reyes / President / Committee for Open Prisons
"""
NUMBERED = """\
3 March 2014

Mr. Anders Holm-Petersen / Minister for Foreign Affairs / Ministry of Foreign Affairs / 2 Asiatisk
Plads / 1448 Copenhagen

Dear Minister Holm-Petersen,

Next week you will receive the President of Marovia. We ask you not to let the visit pass without
a word about those who are in prison for their opinions.

We respectfully ask you to:

1. Raise the trial of the lawyers of Port Selene, who have been held without charge for two years.

2. Press for a date by which the emergency laws of 2011 will be lifted.

3. Make no promise of trade before the elections have been held.

We would be glad to meet with your staff before the visit.

Yours sincerely,

Ingrid Solberg / Secretary General / Nordic Rights Forum

Marc Delavigne / Director / Lawyers Without a Court
"""
PROSE = """\
June 2, 2008

The Honorable Theodore Blackwood / Chairman / Committee on Foreign Relations / United States
Senate / Washington, DC 20510

Dear Chairman Blackwood:

Your committee will soon hear the nominee for ambassador to Luzanga. We hope that it will ask what
he means to do about the courts of that country.

We urge you to ask the nominee whether he will attend the trials of journalists, and to say in
public what he sees there.

We also ask you to request a report on the use of American equipment by the police of Luzanga.

Thank you for considering our views.

Respectfully,

Helen Marchbanks / Director / Luzanga Support Group
"""


def paragraphs(letter: str) -> list[Paragraph]:
    """The mark and the text of each paragraph."""
    found = []
    for part in letter.strip().split("\n\n"):
        mark, text = re.fullmatch(r"(?s)(•|\d\.)? ?(.*)", part).groups()  # type: ignore[union-attr]
        found.append((mark or "", " ".join(text.split()).replace(" / ", "\n")))
    return found


def as_text(letter: str) -> bytes:
    rows = [f"{mark} {text}" if mark else text for mark, text in paragraphs(letter)]
    folded = ["\n".join(textwrap.fill(line, 76) for line in row.split("\n")) for row in rows]
    return ("\n\n".join(folded) + "\n").encode()


def as_html(letter: str) -> bytes:
    rows: list[str] = []
    for mark, text in paragraphs(letter):
        words = html.escape(text).replace("\n", "<br>\n")
        tag = {"": "p", "•": "ul", "1.": "ol"}.get(mark, "ol")
        if tag != "p" and rows and rows[-1].endswith(f"</{tag}>"):
            rows[-1] = rows[-1].removesuffix(f"</{tag}>") + f"<li>{words}</li></{tag}>"
        else:
            rows.append(f"<p>{words}</p>" if tag == "p" else f"<{tag}><li>{words}</li></{tag}>")
    body = "\n".join(rows)
    return f"<!doctype html><html lang=en><title>Letter</title><body><main>{body}</main>".encode()


def as_pdf(letter: str) -> bytes:
    from letterkit.writers.pdf.loading import import_weasyprint

    import_weasyprint()
    from weasyprint import HTML

    page: bytes = HTML(string=as_html(letter).decode()).write_pdf()
    return page


def as_docx(letter: str) -> bytes:
    import docx

    document = docx.Document()
    for mark, text in paragraphs(letter):
        style = {"": None, "•": "List Bullet"}.get(mark, "List Number")
        document.add_paragraph(text, style=style)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


FORMATS = {"html": as_html, "pdf": as_pdf, "docx": as_docx}


def blocks(workspace: Workspace, name: str, data: bytes) -> dict[str, object]:
    """Each file that is proposed, as data, without where it came from."""
    (taken,) = take_in([Input(name, data)], workspace, workspace.root / SEEDS)
    assert [str(problem) for problem in taken.problems if problem.severity == "error"] == []
    (proposal,) = taken.proposals
    assert proposal.problems == ()
    found: dict[str, object] = {}
    for file, text in proposal.files.items():
        if file.endswith(".yaml"):
            value = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # it makes words alone
            value.pop("origin", None)
            found[f"{proposal.name}: {file}"] = value
    return found


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    for name in ("seeds", "campaigns"):
        (tmp_path / name).mkdir()
    return Workspace(tmp_path)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("letter", [DIALOGUE, NUMBERED, PROSE], ids=["dialogue", "numbered", "prose"])
def test_a_letter_gives_the_same_blocks_in_every_format(
    workspace: Workspace, letter: str, form: str
) -> None:
    expected = blocks(workspace, "letter.txt", as_text(letter))
    assert sum("issues/" in file for file in expected) >= 2
    assert blocks(workspace, f"letter.{form}", FORMATS[form](letter)) == expected
