"""What the tests of this room look at: the small workspace's letter, part by part, and its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from letterkit import letter as lt
from letterkit.assemble.assembly import Assembly
from letterkit.assemble.letter import assemble_letter
from letterkit.blocks.documents import LetterFile
from letterkit.blocks.kinds import DOCUMENT_KINDS
from letterkit.library.index import Block, Library

if TYPE_CHECKING:
    from conftest import Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
DIALOGUE = "seeds/dialogues/2020-talks.yaml"
MINISTER = "seeds/addresses/minister.yaml"
OPENING = "seeds/framing/opening.yaml"
RELEASE = "seeds/issues/release.yaml"
NAMED = "seeds/case-lists/named.yaml"
JANE = "seeds/people/jane-doe.yaml"
JOE = "seeds/people/joe-roe.yaml"
RIGHTS = "seeds/organisations/rights-now.yaml"
JOINT = "seeds/signatures/joint.yaml"

ENVOY = """\
office: Envoy
organisation: Foreign Office
address: [2 Side Street, London SW1A 2AH]
country: GB
holders:
  - {name: Bo Poe, salutation: Envoy Poe, from: 2019-01-01}
"""
JOE_ROE = """\
name: Joe Roe
described_as: a printer
consent: public
"""


def letter(small: Small) -> lt.Letter:
    """The letter of a workspace that must be right."""
    found, problems = small.assemble()
    assert [str(problem) for problem in problems] == []
    assert found is not None
    return found


def stopped(small: Small) -> list[tuple[str, str]]:
    """What stops the letter: each code and place."""
    found, problems = small.assemble()
    assert found is None
    return [(problem.code, str(problem.location)) for problem in problems]


def unfinished(small: Small) -> lt.Letter:
    """The letter as it stood when an error stopped it: who may not be named is not even here."""
    library = Library(small.workspace, "talks")
    block, _ = library.document(DOCUMENT_KINDS["letter"], "talks")
    assert block is not None
    found = assemble_letter(Assembly.of(library, cast("Block[LetterFile]", block)))
    assert found is not None
    return found


def words(small: Small) -> list[str]:
    """The paragraphs of the letter's first passage."""
    passage = letter(small).body[0]
    assert isinstance(passage, lt.Passage)
    return [lt.plain_text(node) for node in passage.children]


def asks(found: lt.Letter) -> lt.Asks:
    """The letter's asks."""
    section = found.body[1]
    assert isinstance(section, lt.Asks)
    return section


def cases(found: lt.Letter) -> tuple[lt.Case, ...]:
    """The cases of the letter's first ask."""
    case_list = asks(found).items[0].children[-1]
    assert isinstance(case_list, lt.CaseList)
    return case_list.cases


def case_texts(small: Small) -> list[str]:
    """What the letter says of each case."""
    return ["".join(lt.plain_text(node) for node in case.children) for case in cases(letter(small))]


def origins(node: lt.Node) -> dict[str, str]:
    """The place of every text that holds more than a space."""
    return {
        text.text: f"{text.origin.file}:{text.origin.line}:{text.origin.column}"
        for text in lt.walk(node)
        if isinstance(text, lt.Text) and text.text.strip()
    }


def place(node: lt.Node) -> str:
    """Where a node came from."""
    return f"{node.origin.file}:{node.origin.line}:{node.origin.column}"
