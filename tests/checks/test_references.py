"""references: a name that stands for nothing is said where it stands, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from letterkit.checks import check, check_document
from letterkit.library.index import Library

if TYPE_CHECKING:
    from conftest import Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
NAMED = "seeds/case-lists/named.yaml"


def test_a_name_that_stands_for_nothing_cannot_be_ignored(small: Small) -> None:
    small.change(NAMED, "  - jane-doe\n", "  - jane-dough\n")
    text = (small.root / NAMED).read_text(encoding="utf-8")
    small.write(NAMED, f"{text}ignore: [{{code: LK204, reason: we know}}]\n")
    found = check(small.workspace)
    assert [(f.code, str(f.location)) for f in found] == [("LK204", f"{NAMED}:3:5")]


@pytest.mark.parametrize("documents", [1, 2])
def test_a_holder_or_signer_of_no_block_is_said_however_many_documents_there_are(
    small: Small, documents: int
) -> None:
    small.change(CAMPAIGN, "signatures:", "holders: {nobody: X}\nsigners: {nobody: Y}\nsignatures:")
    if documents == 2:
        text = "dialogue: 2020-talks\ndate: 2020-04-21\nissuer: rights-now\nheadline: H\nplace: Geneva\n"
        body = "to: [minister]\nbody: [{framing: opening}, {asks: [release]}]\nsignatures: joint\n"
        small.write("campaigns/talks/press-release.yaml", text + body)
    found = [(f.code, str(f.location)) for f in check(small.workspace, "talks") if f.code < "LK300"]
    assert found == [("LK204", f"{CAMPAIGN}:7:19"), ("LK204", f"{CAMPAIGN}:8:19")]


def test_no_document_is_made_whose_file_names_a_holder_of_no_block(small: Small) -> None:
    small.change(CAMPAIGN, "signatures:", "holders: {nobody: X}\nsignatures:")
    checked = check_document(Library(small.workspace, "talks"), "talks", "letter")
    assert checked.tree is None
    assert [problem.code for problem in checked.problems] == ["LK204"]
