"""One barred person × every place and spelling × every output of every command: none says the name.

Before the gate, 124 of these 128 scenarios did: see docs/consent.md for what is searched.
"""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from campaign.test_watch import watching
from conftest import REPOSITORY, Repository, Small, serving
from consent import barred
from letterkit.consent import WITHHELD
from review.test_serve import ask, news

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conftest import Answer, Letterkit

TEMPLATES = REPOSITORY / "templates"
NAME = "Zora B. QUILLON"
JOINT = "seeds/signatures/joint.yaml"
TEXTS = ("render", "talks", "--format", "txt,html,json")
LEAVING = {
    "clean": ("render", "talks", "--clean"),
    "final": ("render", "talks", "--final"),
    "public": ("render", "talks", "--public", "--format", "pdf,html,txt,json"),
    "fragment": ("render", "talks", "--fragment"),
    "texts": TEXTS,
    "review": ("review", "talks"),
    "finalize": ("finalize", "talks"),
}


def put(small: Small, place: str, name: str) -> None:
    """Put the barred person's name there."""
    barred.put(small.root, place, name, TEMPLATES)


def refused(letterkit: Letterkit, words: Sequence[str]) -> Answer:
    """Run a command that must make nothing."""
    answer = letterkit(*words)
    assert answer.status == 1, answer
    assert list(barred.files(letterkit.small.root)) == []
    assert "LK447" in answer.out + answer.err
    return answer


@pytest.mark.parametrize("place", barred.places())
def test_every_place_stops_what_leaves_the_house(letterkit: Letterkit, place: str) -> None:
    put(letterkit.small, place, "Zora Quillon")
    answer = refused(letterkit, TEXTS)
    if not place.startswith("name of"):  # there the place itself is a file of that name
        assert not barred.told(answer.out + answer.err), answer


@pytest.mark.parametrize("name", barred.spellings())
def test_every_spelling_does(letterkit: Letterkit, name: str) -> None:
    put(letterkit.small, "text", name)
    answer = refused(letterkit, TEXTS)
    assert not barred.told(answer.out + answer.err), answer


@pytest.mark.parametrize("place", ["text", "subject", "organisation", "style sheet"])
@pytest.mark.parametrize("output", LEAVING)
def test_every_output_is_stopped(letterkit: Letterkit, output: str, place: str) -> None:
    put(letterkit.small, place, NAME)
    answer = refused(letterkit, LEAVING[output])
    assert not barred.told(answer.out + answer.err), answer


@pytest.mark.parametrize(
    "place", ["text", "two cells", "alias of another", "subject", "signer", "name of a block"]
)
def test_a_draft_withholds_the_name(letterkit: Letterkit, place: str) -> None:
    put(letterkit.small, place, NAME)
    answer = letterkit("render", "talks")
    assert answer.status == 0, answer
    (draft,) = barred.files(letterkit.small.root)
    said = barred.said(draft)
    assert not barred.told(said)
    assert WITHHELD in said
    assert "LK447" in said  # on its review sheet


def test_a_family_name_is_withheld_beside_the_name(letterkit: Letterkit) -> None:
    """Alone it is a warning, and prints."""
    put(letterkit.small, "text", "others. Quillon writes")
    assert "LK448" in letterkit("check", "talks").out
    assert letterkit("render", "talks", "--format", "txt").status == 0
    assert "Quillon" in (letterkit.small.root / "campaigns/talks/out/letter.txt").read_text("utf-8")
    letterkit.small.change("seeds/framing/opening.yaml", "of others", f"of {NAME}")
    (letterkit.small.root / "campaigns/talks/out/letter.txt").unlink()
    assert letterkit("render", "talks").status == 0
    assert barred.leaks(letterkit.small.root) == []


def test_a_draft_cannot_withhold_what_a_template_says(letterkit: Letterkit) -> None:
    put(letterkit.small, "style sheet", NAME)
    refused(letterkit, ("render", "talks"))


def test_the_review_page_tells_no_source_that_names_the_person(letterkit: Letterkit) -> None:
    put(letterkit.small, "text", "nobody")
    letterkit.small.change(
        "seeds/issues/release.yaml", "cases: named", f'cases: named\nsources: [{{title: "On {NAME}"}}]'
    )
    refused(letterkit, ("review", "talks"))
    assert letterkit("render", "talks", "--format", "txt").status == 0  # which tells of no source


def test_the_old_side_of_a_redline_is_searched_too(repository: Repository, letterkit: Letterkit) -> None:
    small = repository.small
    put(small, "text", NAME)
    repository.commit("Name")
    small.change("seeds/framing/opening.yaml", f"of {NAME}", "of others")
    answer = refused(letterkit, ("redline", "talks", "--format", "txt,html,json,pdf"))
    assert not barred.told(answer.out + answer.err)
    assert "HEAD:seeds/framing/opening.yaml:4:3" in answer.err


def test_nor_does_a_revision_name_anybody(repository: Repository, letterkit: Letterkit) -> None:
    small = repository.small
    put(small, "text", "nobody")
    repository.commit("Take out Zora Quillon")
    repository.git("tag", "zora-quillon-out")
    assert letterkit("render", "talks").status == 0
    small.change("seeds/framing/opening.yaml", "of nobody", "of others")
    assert letterkit("review", "talks").status == 0
    assert barred.leaks(small.root) == []


def test_nor_does_what_keeps_a_copy_from_being_published(letterkit: Letterkit) -> None:
    """LK475 says which address would be published."""
    put(letterkit.small, "text", "others")
    letterkit.small.change(
        "seeds/framing/opening.yaml", "of others", "[to her](mailto:zora.quillon@rights.example)"
    )
    answer = refused(letterkit, LEAVING["public"])
    assert not barred.told(answer.out + answer.err), answer


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_no_finding_names_the_person(letterkit: Letterkit, form: str) -> None:
    """Not by its block's title either, which stands beside the message."""
    put(letterkit.small, "text", NAME)
    letterkit.small.change("seeds/framing/opening.yaml", "title: Opening", f'title: "Free {NAME}"')
    letterkit.small.change("seeds/framing/opening.yaml", "we write", "we we write last year")
    answer = letterkit("check", "talks", "--format", form)
    assert "LK447" in answer.out
    assert not barred.told(answer.out + answer.err), answer.out


# While somebody goes on writing


def test_a_name_that_is_saved_meanwhile_is_withheld(small: Small) -> None:
    with watching(small) as at_work:
        at_work.hear("done in")
        put(small, "text", NAME)
        heard = at_work.hear("seeds/framing/opening.yaml:4:3: error LK447")
        heard += at_work.hear("done in")
    assert not barred.told("\n".join(heard)), heard
    assert barred.leaks(small.root) == []
    (draft,) = barred.files(small.root)
    assert WITHHELD in barred.said(draft)


def test_nor_are_texts_made_of_it_meanwhile(small: Small) -> None:
    with watching(small, "--format", "txt,html,json") as at_work:
        at_work.hear("done in")
        before = {path: path.read_bytes() for path in barred.files(small.root)}
        put(small, "text", NAME)
        heard = at_work.hear("seeds/framing/opening.yaml:4:3: error LK447")
    assert not barred.told("\n".join(heard)), heard
    assert {path: path.read_bytes() for path in barred.files(small.root)} == before


def test_the_live_page_does_not_show_it(small: Small) -> None:
    with serving(small) as served, closing(news(served)) as heard:
        next(heard)
        put(small, "text", NAME)
        while b"LK447" not in (page := ask(served).body):
            next(heard)
        assert not barred.told(page.decode())


# The names of people's files


@pytest.mark.parametrize(
    "words", [("render", "talks"), ("review", "talks"), TEXTS, ("render", "talks", "--clean")]
)
def test_the_name_of_a_persons_file_stands_in_no_output(
    letterkit: Letterkit, words: Sequence[str]
) -> None:
    """Of nobody, barred or not: a file may be named by what a person is not called in public."""
    small = letterkit.small
    small.root.joinpath("seeds/people/jane-doe.yaml").rename(
        small.root / "seeds/people/zora-quillon.yaml"
    )
    small.change("seeds/case-lists/named.yaml", "jane-doe", "zora-quillon")
    small.change("seeds/people/zora-quillon.yaml", "verified: 2020-04", "verified: 2018-04")  # LK443
    assert letterkit(*words).status == 0
    for file in barred.files(small.root):
        said = barred.said(file)
        assert not barred.told(said), file
        assert "Jane" in said or file.suffix == ".pdf"


def test_nor_in_a_log_that_others_may_read(letterkit: Letterkit) -> None:
    put(letterkit.small, "text", "nobody")
    letterkit.small.write(barred.FILE, barred.PERSON.replace("consent: none", "consent: perhaps"))
    answer = letterkit("check", "talks", "--format", "github")
    assert "file=seeds/people," in answer.out
    assert not barred.told(answer.out)


def test_who_signs_is_named_where_the_name_signs_and_nowhere_else(letterkit: Letterkit) -> None:
    """Who signs has said yes to signing, also where a case has the same name."""
    small = letterkit.small
    small.write("seeds/people/zora-quillon.yaml", "name: Zora Quillon\nconsent: none\n")
    small.write("seeds/signers/zora-quillon.yaml", "name: Zora Quillon\nnote: poet\n")
    small.change(JOINT, "  - rights-now\n", "  - rights-now\n  - person: zora-quillon\n")
    letterkit.renders("--clean", "--format", "pdf,html,txt,json")
    assert "Zora Quillon\npoet" in (small.root / "campaigns/talks/out/letter.txt").read_text("utf-8")
    small.change("seeds/framing/opening.yaml", "we write to you.", "we write to you of Zora Quillon.")
    answer = letterkit("render", "talks", "--clean")
    assert ("LK447", "seeds/framing/opening.yaml:4:3") in answer.findings
