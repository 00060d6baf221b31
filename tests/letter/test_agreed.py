"""What organisations agree to: which changes of a letter change its digest, and which parts they name."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from conftest import Small
from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.consent import Register, withhold
from letterkit.letter.agreed import ORDER, Agreed, agreed
from letterkit.library.index import Library
from letterkit.values import replace
from letterkit.writers.json import to_json

CHANGES = yaml.safe_load(Path(__file__).with_name("agreed.yaml").read_text(encoding="utf-8"))
OPENING = "seeds/framing/opening.yaml"


@pytest.fixture(scope="module")
def starter_copy(starter: Small, tmp_path_factory: pytest.TempPathFactory) -> Small:
    """The starter workspace, to be changed and put right again."""
    root = tmp_path_factory.mktemp("agreed") / "workspace"
    shutil.copytree(starter.root, root, ignore=shutil.ignore_patterns("out"))
    return Small(root)


@pytest.fixture(scope="module")
def before(starter_copy: Small) -> Agreed:
    return agreed_to(starter_copy, "2016-sed")


def agreed_to(workspace: Small, campaign: str = "talks", kind: str = "letter") -> Agreed:
    library = Library(workspace.workspace, campaign)
    tree, problems = assemble_document(library, campaign, kind)
    assert tree is not None, problems
    return agreed(tree)


@pytest.mark.parametrize("row", CHANGES, ids=[row["change"] for row in CHANGES])
def test_what_matters_changes_it_and_names_the_part(
    row: dict[str, Any], starter_copy: Small, before: Agreed
) -> None:
    kept = {file: (starter_copy.root / file).read_text(encoding="utf-8") for file in row["edits"]}
    try:
        for file, edits in row["edits"].items():
            for old, new in edits if isinstance(edits[0], list) else [edits]:
                starter_copy.change(file, old, new)
        after = agreed_to(starter_copy, "2016-sed")
    finally:
        for file, text in kept.items():
            starter_copy.write(file, text)
    assert list(after.changed_since(before)) == row.get("parts", [])
    assert (after.digest == before.digest) is not row.get("parts")


@pytest.mark.parametrize(
    "said",
    [
        "The {{ signatories | length }} of us",
        "{{ signatories }}",
        "We of {% for each in signatories %}{{ each.organisation }}, {{ each.title }}; {% endfor %}all",
        "{% if signatories | length > 1 %}We{% else %}I{% endif %}",
        "{{ 'Many of us' if signatories | length > 1 else 'One of us' }}",
        "{% for case in cases %}{{ case }} and {{ signatories[0] }} {% endfor %}",
        "On {{ letter.date }} and {{ document['date'] }} we",
    ],
)
def test_a_text_that_says_who_signs_or_when_stays(said: str, small: Small) -> None:
    small.change(OPENING, "we write", f"{said} write")
    one = agreed_to(small)
    small.write("seeds/organisations/other.yaml", "name: Other\n")
    small.change("seeds/signatures/joint.yaml", "  - rights-now", "  - other\n  - rights-now")
    small.change("campaigns/talks/campaign.yaml", "date: 2020-04-20", "date: 2020-04-21")
    assert agreed_to(small).changed_since(one) == ()
    small.change(OPENING, f"{said} write", f"{said} call")
    assert agreed_to(small).changed_since(one) == ("framing/opening",)


def test_an_authors_own_words_in_such_a_field_count(small: Small) -> None:
    said = "{{ 'Many' if signatories | length > 1 else 'One' }}{% if signatories %} now{% endif %}"
    small.change(OPENING, "we write", f"{said} we write")
    one = agreed_to(small)
    small.change(OPENING, "'Many'", "'All'")
    assert agreed_to(small).changed_since(one) == ("framing/opening",)
    small.change(OPENING, "'All'", "'Many'")
    small.change(OPENING, " now{%", " still{%")
    assert agreed_to(small).changed_since(one) == ("framing/opening",)


def test_such_a_line_and_such_a_case_stay(small: Small) -> None:
    small.change("campaigns/talks/campaign.yaml", "to: [", "subject: From {{ signatories }}\nto: [")
    small.change("seeds/people/jane-doe.yaml", "since 2018", "since 2018, say {{ signatories }}")
    one, tree = agreed_to(small), small.assemble()[0]
    assert tree is not None
    assert tree.reference.text == "From Rights Now"
    small.change("seeds/organisations/rights-now.yaml", "name: Rights Now", "name: Rights Then")
    assert agreed_to(small).changed_since(one) == ()


def test_what_does_not_print_is_in_no_output_and_never_gated(small: Small) -> None:
    hidden = "{% if signatories | length > 9 %}Jane Doe{% endif %}"
    small.change(OPENING, "we write", f"we {hidden} write")
    tree, _ = small.assemble()
    assert tree is not None
    opening = tree.body[0]
    assert "Jane" not in to_json(replace(tree, body=(opening,)))
    assert "Jane" in "".join(n.agreed or "" for n in lt.walk(opening) if isinstance(n, lt.Text))
    released, problems = withhold(replace(tree, body=(opening,)), Register(()))
    assert released is not None, problems
    assert agreed(released.tree) == agreed(replace(tree, body=(opening,)))


def test_the_name_of_a_block_is_not_agreed_to(small: Small) -> None:
    one = agreed_to(small)
    text = (small.root / OPENING).read_text(encoding="utf-8")
    small.write("seeds/framing/beginning.yaml", text)
    small.change("campaigns/talks/campaign.yaml", "framing: opening", "framing: beginning")
    assert agreed_to(small).changed_since(one) == ()
    small.change("seeds/framing/beginning.yaml", "we write", "we call")
    assert agreed_to(small).changed_since(one) == ("framing/beginning", "framing/opening")


def test_words_do_not_run_together(small: Small) -> None:
    tree, _ = small.assemble()
    assert tree is not None
    origin = tree.origin

    def of(*paragraphs: str) -> str:
        texts = tuple(lt.Paragraph(origin, (lt.Text(origin, text),)) for text in paragraphs)
        return agreed(replace(tree, body=(lt.Passage(origin, "framing/a", texts),))).digest

    assert of("ab c") == of("ab", "c") == of("ab  c")
    assert of("ab c") != of("a bc")
    assert of("he’s “in”") == of('he\'s "in"')


def test_where_words_lead_is_agreed_to(small: Small) -> None:
    tree, _ = small.assemble()
    assert tree is not None
    origin = tree.origin

    def of(target: str, *, told: bool) -> str:
        link = lt.Link(origin, target, (lt.Text(origin, "here"),), told=told)
        passage = lt.Passage(origin, "framing/a", (lt.Paragraph(origin, (link,)),))
        return agreed(replace(tree, body=(passage,))).digest

    assert of("https://a.example", told=False) != of("https://b.example", told=False)
    assert of("https://a.example", told=True) == of("https://b.example", told=True)


def test_the_headline_and_what_to_read_on_are_agreed_to(starter: Small) -> None:
    release = agreed_to(starter, "2015-sed", "press-release")
    names = [part.name for part in release.parts]
    assert names[0] == "headline"
    assert "about" in names
    assert release.changed_since(release) == ()
    assert ORDER not in names
