"""finalize: the letter prints the same, whatever becomes of the library."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from letterkit.campaign.finalize import finalize
from letterkit.campaign.render import Order, render
from letterkit.diagnostics import LetterkitError

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Small


def files(root: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def test_the_same_bytes_after_the_library_is_gone(small: Small) -> None:
    done = finalize(small.workspace, "talks")
    assert done.problems == []
    letter = small.root / "campaigns/talks/out/letter.pdf"
    assert done.rendered.written == (letter,)
    before = letter.read_bytes()
    shutil.rmtree(small.root / "seeds")
    small.write("seeds/issues/release.yaml", "topic: other\ntitle: X\nask: Y\ntext: Z\n")
    again = render(Order(small.workspace, "talks", force=True))
    assert again.problems == []
    assert letter.read_bytes() == before


def test_it_keeps_every_block_and_records_the_text(small: Small) -> None:
    done = finalize(small.workspace, "talks")
    folder = small.root / "campaigns" / "talks"
    kept = {path.relative_to(folder).as_posix() for path in done.made}
    assert kept == {
        "blocks/addresses/minister.yaml",
        "blocks/case-lists/named.yaml",
        "blocks/dialogues/2020-talks.yaml",
        "blocks/framing/opening.yaml",
        "blocks/issues/release.yaml",
        "blocks/organisations/rights-now.yaml",
        "blocks/people/jane-doe.yaml",
        "blocks/signatures/joint.yaml",
        "final.json",
    }
    ((name, digest),) = done.digests
    record = json.loads((folder / "final.json").read_text(encoding="utf-8"))
    assert record == {"format": "letterkit-final/1", "text": {"letter": digest}}
    assert (name, len(digest)) == ("letter", 64)


def test_the_digest_is_of_the_words(small: Small) -> None:
    """A remark changes nothing; a word does."""

    def digest() -> str:
        done = finalize(small.workspace, "talks")
        shutil.rmtree(small.root / "campaigns" / "talks" / "blocks")
        (small.root / "campaigns/talks/final.json").unlink()
        return done.digests[0][1]

    first = digest()
    small.change("seeds/framing/opening.yaml", "title: Opening\n", "title: Opening\nnote: a remark\n")
    assert digest() == first
    small.change("seeds/framing/opening.yaml", "we write", "we now write")
    assert digest() != first


def test_the_campaigns_own_wording_stays(small: Small) -> None:
    own = "campaigns/talks/blocks/framing/opening.yaml"
    small.write(own, "title: Own\ntext: Our own words.\n")
    done = finalize(small.workspace, "talks")
    assert small.root / own not in done.made
    assert (small.root / own).read_text(encoding="utf-8") == "title: Own\ntext: Our own words.\n"


def test_while_an_error_stands_nothing_is_written(small: Small) -> None:
    small.change("seeds/addresses/minister.yaml", "from: 2019-01-01", "from: 2021-01-01")
    before = files(small.root)
    done = finalize(small.workspace, "talks")
    assert [problem.code for problem in done.problems if problem.severity == "error"] == ["LK421"]
    assert done.made == ()
    assert files(small.root) == before


def test_a_second_time_is_refused(small: Small) -> None:
    finalize(small.workspace, "talks")
    before = files(small.root)
    with pytest.raises(LetterkitError, match="was finalized") as caught:
        finalize(small.workspace, "talks")
    assert caught.value.status == 1
    assert files(small.root) == before
