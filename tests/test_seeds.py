"""The seed documents: every fact that data/seeds.yaml lists is printed, and everybody signs in order."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import yaml

from conftest import REPOSITORY, released
from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.campaign.begin import new_campaign
from letterkit.campaign.sources import assets_of
from letterkit.campaign.starter import new_workspace
from letterkit.language.typography import NBSP
from letterkit.library.index import Library
from letterkit.library.workspace import Workspace
from letterkit.writers import write

MAX_WORDS = 6
SEEDS = (
    "000_91436351b7b41d74.txt",
    "001_7dcce37d34c87984.txt",
    "002_ea35e7053d4f22ad.txt",
    "003_342a912462aaf184.txt",
    "004_4ba60a45612fb5d0.txt",
)
# Each organisation, who signs for it, and with what title.
Signatures = tuple[tuple[str, str | None, str | None], ...]
SIGNATORIES: dict[tuple[str, str], Signatures] = {
    ("2009-visit", "letter"): (
        ("Human Rights Watch", "Ken Roth", "Executive Director"),
        ("Freedom House", "Jennifer Windsor", "Executive Director"),
        ("Reporters Without Borders (RSF)", "Jean-Francois Julliard", None),
        ("International Campaign for Tibet", "Mary-Beth Markey", "VP for International Advocacy"),
        ("Human Rights in China", "Sharon Hom", "Executive Director"),
        ("Human Rights First", "Elisa Massimino", "Executive Director and CEO"),
        ("Amnesty International USA", "Larry Cox", "Executive Director"),
    ),
    ("2013-visit", "letter"): (
        ("Amnesty International USA", None, None),
        ("China Aid", None, None),
        ("Freedom House", None, None),
        ("Human Rights in China", None, None),
        ("International Campaign for Tibet", None, None),
        ("Reporters Without Borders (RSF)", None, None),
        ("Uyghur American Association", None, None),
        ("World Uyghur Congress", None, None),
    ),
    ("2013-visit", "press-release"): (
        ("Freedom House", None, None),
        ("Amnesty International USA", None, None),
        ("Reporters Without Borders (RSF)", None, None),
        ("China Aid", None, None),
        ("Human Rights in China", None, None),
        ("International Campaign for Tibet", None, None),
        ("Uyghur American Association", None, None),
        ("World Uyghur Congress", None, None),
    ),
    ("2015-sed", "letter"): (
        ("Amnesty International USA", None, None),
        ("China Aid", None, None),
        ("Freedom House", None, None),
        ("Human Rights in China", None, None),
        ("Human Rights Watch", None, None),
        ("International Campaign for Tibet", None, None),
        ("Project 2049", None, None),
        ("Reporters Without Borders (RSF)", None, None),
        ("Uyghur Human Rights Project", None, None),
    ),
    ("2015-sed", "press-release"): (
        ("Amnesty International USA", None, None),
        ("China Aid", None, None),
        ("Freedom House", None, None),
        ("Human Rights in China", None, None),
        ("Human Rights Watch", None, None),
        ("International Campaign for Tibet", None, None),
        ("Project 2049", None, None),
        ("Reporters Without Borders (RSF)", None, None),
        ("Uyghur Human Rights Project", None, None),
    ),
    ("2016-sed", "letter"): (
        ("Amnesty International USA", "T. Kumar", "International Advocacy Director"),
        ("China Aid", "Bob Fu", "President and Founder"),
        ("Freedom House", "Mark P. Lagon", None),
        ("Human Rights in China", "Sharon Hom", "Executive Director"),
        ("Human Rights Watch", "Sophie Richardson", "China Director"),
        ("Initiatives for China", "Dr. Yang Jianli", "President and Founder"),
        ("International Campaign for Tibet", "Matteo Mecacci", None),
        ("Reporters Without Borders (RSF)", "Delphine Halgand", "US Director"),
        ("Uyghur Human Rights Project", "Alim Seytoff", "Executive Director"),
        ("World Uyghur Congress", "Omer Kanat", "Vice President"),
    ),
}


@dataclass(frozen=True)
class Row:
    """One row of the data: the document it is about, what it says, and the phrase to be found."""

    campaign: str
    document: str
    what: str
    block: str
    phrase: str


DATA = yaml.safe_load((REPOSITORY / "tests" / "data" / "seeds.yaml").read_text(encoding="utf-8"))
ROWS = [
    Row(part["campaign"], part["document"], f"{what}: {said}", block, phrase)
    for part in DATA
    for what, said, block, phrase in part["rows"]
]


def _plain(text: str) -> str:
    return " ".join(text.replace(NBSP, " ").split())


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with the starter library and a campaign for each of its dialogues."""
    folder = tmp_path_factory.mktemp("seeds") / "workspace"
    new_workspace(folder).write()
    workspace = Workspace(folder)
    for campaign in {campaign for campaign, _ in SIGNATORIES}:
        new_campaign(workspace, campaign, documents=()).write()
    return workspace


@pytest.fixture(scope="module")
def documents(workspace: Workspace) -> dict[tuple[str, str], lt.Document]:
    """Every document of every campaign, made without a single diagnostic."""
    made: dict[tuple[str, str], lt.Document] = {}
    for campaign in workspace.campaign_names():
        for name in workspace.documents(campaign):
            document, problems = assemble_document(Library(workspace, campaign), campaign, name)
            assert [str(problem) for problem in problems] == []
            assert document is not None
            made[campaign, name] = document
    return made


@pytest.fixture(scope="module")
def texts(
    workspace: Workspace, documents: dict[tuple[str, str], lt.Document]
) -> dict[tuple[str, str], str]:
    """The plain text of each, on one line."""
    found: dict[tuple[str, str], str] = {}
    for key, document in documents.items():
        content, problems = write("txt", released(document), assets_of(workspace))
        assert problems == []
        assert content is not None
        found[key] = _plain(content.decode())
    return found


def test_the_data_cover_every_seed_and_every_document(
    documents: dict[tuple[str, str], lt.Document],
) -> None:
    assert {seed for part in DATA for seed in part["seeds"]} == set(SEEDS)
    assert {(row.campaign, row.document) for row in ROWS} == set(documents) == set(SIGNATORIES)


def test_no_phrase_is_longer_than_a_few_words() -> None:
    assert [row.phrase for row in ROWS if not 1 <= len(row.phrase.split()) <= MAX_WORDS] == []


@pytest.mark.parametrize("key", SIGNATORIES, ids=" ".join)
def test_every_fact_of_the_seed_is_printed(
    key: tuple[str, str], texts: dict[tuple[str, str], str]
) -> None:
    rows = [row for row in ROWS if (row.campaign, row.document) == key]
    assert rows
    assert [f"{row.what}: {row.phrase}" for row in rows if row.phrase not in texts[key]] == []


@pytest.mark.parametrize("key", SIGNATORIES, ids=" ".join)
def test_every_block_named_is_one_the_document_is_made_of(
    key: tuple[str, str], workspace: Workspace
) -> None:
    campaign, name = key
    library = Library(workspace, campaign)
    block, _ = library.document(DOCUMENT_KINDS[name], campaign)
    assert block is not None
    used = {used.reference for used in library.used_by(block)[0]}
    named = {row.block for row in ROWS if (row.campaign, row.document) == key}
    assert sorted(named - used) == []


@pytest.mark.parametrize("key", SIGNATORIES, ids=" ".join)
def test_everybody_signs_in_the_order_of_the_seed(
    key: tuple[str, str],
    documents: dict[tuple[str, str], lt.Document],
    texts: dict[tuple[str, str], str],
) -> None:
    signatories = documents[key].signatures.signatories
    printed = tuple((s.organisation, s.person, s.title) for s in signatories)
    assert tuple(tuple(part and _plain(part) for part in each) for each in printed) == SIGNATORIES[key]
    names = [name for name, _, _ in SIGNATORIES[key]]
    if key[1] == "press-release":
        listed = f"{', '.join(names[:-1])}, and {names[-1]}"
    else:
        listed = " ".join(part for each in SIGNATORIES[key] for part in _signature(*each))
    assert listed in texts[key]


def _signature(organisation: str, person: str | None, title: str | None) -> list[str]:
    return [part for part in (person, title, organisation) if part]
