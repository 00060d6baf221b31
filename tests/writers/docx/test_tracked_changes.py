"""A redline as tracked changes: all accepted it is the new letter, all rejected the old one."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import Small, released
from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.campaign.sources import assets_of
from letterkit.changes import Version
from letterkit.library.index import Library
from letterkit.redline import redline
from letterkit.values import replace
from letterkit.writers import Assets, docx, pdf
from redline.trees import LETTER, RELEASE, edited
from writers.docx import libreoffice
from writers.docx.reading import paragraphs, part

OLD = Version("v1", "talks", "2020-04-20", "0" * 64)
NEW = Version(None, "talks", "2020-04-20", "1" * 64)
NOWHERE = Assets((Path("/nowhere"),), Path("/nowhere"), Path("/nowhere"))
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SOME = settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
Tree = TypeVar("Tree", bound=lt.Document)


def written(tree: lt.Document) -> bytes:
    content, problems = docx.write(released(tree), NOWHERE)
    assert content is not None, problems
    return content


def compared(old: Tree, new: Tree) -> bytes:
    return written(redline(old, new, (OLD, NEW)).tree)


def holds(old: Tree, new: Tree) -> bytes:
    """The redline's file, after what must hold of it was found to hold."""
    made = compared(old, new)
    assert paragraphs(made, "accepted") == paragraphs(written(new))
    assert paragraphs(made, "rejected") == paragraphs(written(old))
    body = part(made, "word/document.xml")
    tracked = [f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")]
    for element in body.iter(*tracked):
        assert not any(above.tag in tracked for above in element.iterancestors())
    for name in ("moveFrom", "moveTo"):
        starts, ends = (list(body.iter(f"{W}{name}Range{end}")) for end in ("Start", "End"))
        assert [each.get(f"{W}id") for each in starts] == [each.get(f"{W}id") for each in ends]
    from_, to = (
        sorted(each.get(f"{W}name") for each in body.iter(f"{W}{name}RangeStart"))
        for name in ("moveFrom", "moveTo")
    )
    assert from_ == to
    for cell in body.iter(f"{W}tc"):  # Word would not come back
        assert cell[-1].find(f"{W}pPr/{W}rPr") is None
    return made


@SOME
@given(LETTER, LETTER)
def test_of_any_two_letters(old: lt.Letter, new: lt.Letter) -> None:
    holds(old, new)


@SOME
@given(RELEASE, RELEASE)
def test_of_any_two_press_releases(old: lt.PressRelease, new: lt.PressRelease) -> None:
    holds(old, new)


@SOME
@given(seed=st.integers(0, 10_000), edits=st.integers(1, 12))
def test_of_a_real_letter_edited(letter_2016: tuple[Small, lt.Letter], seed: int, edits: int) -> None:
    holds(letter_2016[1], edited(letter_2016[1], seed, edits))


@pytest.mark.parametrize("before", ["numbered", "headed", "short", "prose"])
@pytest.mark.parametrize("after", ["bulleted", "headed", "short", "prose"])
def test_asks_print_other_words_in_another_style(
    letter_2016: tuple[Small, lt.Letter], before: lt.AskStyle, after: lt.AskStyle
) -> None:
    letter = letter_2016[1]

    def of(style: lt.AskStyle, *summaries: str) -> lt.Letter:
        here = letter.origin
        texts = [(lt.Paragraph(here, (lt.Text(here, f"{one} We ask it again."),)),) for one in summaries]
        asks = tuple(
            lt.Ask(here, f"issues/{n}", f"topic-{n}", f"Title {one}", one, texts[n])
            for n, one in enumerate(summaries)
        )
        return replace(letter, body=(lt.Asks(here, style, asks),))

    holds(of(before, "Free her.", "Let them meet.", "Gone."), of(after, "Free her.", "Let all meet."))
    holds(of(before, "Free her."), of(after, "Free her.", "Let all meet."))


def test_a_paragraph_that_is_divided_or_joined(letter_2016: tuple[Small, lt.Letter]) -> None:
    letter = letter_2016[1]
    here = letter.origin

    def of(*paragraphs: str) -> lt.Letter:
        nodes = tuple(lt.Paragraph(here, (lt.Text(here, text),)) for text in paragraphs)
        return replace(letter, body=(lt.Passage(here, "framing/a", nodes),))

    one = (
        "They were held for eleven years. Nobody said a word of it in public until the last of them died."
    )
    first, second = one.split(" Nobody")
    made = holds(of(one), of(first, "Nobody" + second))
    ends = part(made, "word/document.xml").iter(f"{W}pPr")
    assert [child.tag for end in ends for mark in end.iter(f"{W}rPr") for child in mark] == [f"{W}ins"]
    holds(of(first, "Nobody" + second), of(one))


def test_who_signs_no_more_goes_with_the_cell(letter_2016: tuple[Small, lt.Letter]) -> None:
    letter = letter_2016[1]
    block = letter.signatures
    fewer = replace(letter, signatures=replace(block, signatories=block.signatories[:-3]))
    made = holds(letter, fewer)
    rows = list(part(made, "word/document.xml").iter(f"{W}trPr"))
    assert sum(row.find(f"{W}del") is not None for row in rows) == 1
    holds(fewer, letter)


def test_individuals_and_groups_come_and_go(letter_2016: tuple[Small, lt.Letter]) -> None:
    letter = letter_2016[1]
    here, block = letter.origin, letter.signatures
    ann = lt.Signatory(
        here, "", "", "Ann Example", None, "Professor", affiliation="A University", note="for herself"
    )
    group = lt.SignatureGroup(
        here, "Endorsed by", (ann, replace(ann, person="Ben Sample")), letterhead=False
    )
    endorsed = replace(letter, signatures=replace(block, groups=(group,)))
    made = holds(letter, endorsed)
    words = [" ".join(words) for words in paragraphs(made)]
    at = words.index("Endorsed by")
    assert words[at + 1 : at + 5] == ["Ann Example", "Professor", "A University", "for herself"]
    assert "Endorsed by" not in [" ".join(words) for words in paragraphs(made, "rejected")]
    holds(endorsed, letter)
    retitled = replace(group, heading="Joined by", signatories=group.signatories[:1])
    holds(endorsed, replace(letter, signatures=replace(block, groups=(retitled,))))


def test_a_change_says_whose_it_is_and_of_when(letter_2016: tuple[Small, lt.Letter]) -> None:
    old = letter_2016[1]
    new = edited(old, 1, 6)
    made = compared(old, new)
    assert made == compared(old, new)
    changes = list(part(made, "word/document.xml").iter(f"{W}ins", f"{W}del"))
    assert changes
    assert {each.get(f"{W}author") for each in changes} == {"letterkit"}
    assert {each.get(f"{W}date") for each in changes} == {"2016-06-01T00:00:00Z"}
    numbers = [each.get(f"{W}id") for each in changes]
    assert len(numbers) == len(set(numbers))


# In LibreOffice

SEEDS = range(6)


@pytest.fixture(scope="module")
def in_libreoffice(
    letter_2016: tuple[Small, lt.Letter], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The folder of what LibreOffice made of our files: `3-accept.docx`, `letter.pdf`."""
    if not libreoffice.is_there():
        pytest.skip(libreoffice.MISSING)
    folder = tmp_path_factory.mktemp("libreoffice")
    jobs: list[tuple[Path, str, Path]] = []
    for seed in SEEDS:
        old, new = versions(letter_2016[1], seed)
        source = folder / f"{seed}.docx"
        source.write_bytes(compared(old, new))
        jobs += [(source, deed, folder / f"{seed}-{deed}.docx") for deed in ("accept", "reject")]
    for campaign, kind in DOCUMENTS:
        source = folder / f"{campaign}-{kind}.docx"
        source.write_bytes(written(document(letter_2016[0], campaign, kind)))
        jobs.append((source, "", source.with_suffix(".pdf")))
    libreoffice.converted(jobs, folder / "profile")
    return folder


DOCUMENTS = (("2016-sed", "letter"), ("2009-visit", "letter"), ("2015-sed", "press-release"))


def document(small: Small, campaign: str, kind: str) -> lt.Document:
    tree, problems = assemble_document(Library(small.workspace, campaign), campaign, kind)
    assert tree is not None, problems
    return tree


def versions(letter: lt.Letter, seed: int) -> tuple[lt.Letter, lt.Letter]:
    old = edited(letter, seed, 3)
    return old, edited(old, seed + 100, 8)


@pytest.mark.parametrize("seed", SEEDS)
def test_libreoffice_accepts_and_rejects_as_we_mean_it(
    seed: int, in_libreoffice: Path, letter_2016: tuple[Small, lt.Letter]
) -> None:
    old, new = versions(letter_2016[1], seed)
    for deed, letter in (("accept", new), ("reject", old)):
        made = (in_libreoffice / f"{seed}-{deed}.docx").read_bytes()
        assert paragraphs(made) == paragraphs(written(letter))
        assert not list(part(made, "word/document.xml").iter(f"{W}ins", f"{W}del", f"{W}moveTo"))


@pytest.mark.parametrize(("campaign", "kind"), DOCUMENTS)
def test_it_has_as_many_pages_as_the_pdf_or_one_less_or_more(
    campaign: str, kind: str, in_libreoffice: Path, letter_2016: tuple[Small, lt.Letter]
) -> None:
    import pypdfium2

    small = letter_2016[0]
    laid = pdf.lay_out(released(document(small, campaign, kind)), assets_of(small.workspace))
    with pypdfium2.PdfDocument(in_libreoffice / f"{campaign}-{kind}.pdf") as file:
        assert abs(len(file) - laid.pages) <= 1
