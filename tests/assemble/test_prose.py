"""prose: the values of a text, and the line and owner of every word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assemble.small_letter import (
    CAMPAIGN,
    DIALOGUE,
    JANE,
    MINISTER,
    NAMED,
    OPENING,
    RELEASE,
    asks,
    letter,
    origins,
    place,
    stopped,
    words,
)
from letterkit import letter as lt

if TYPE_CHECKING:
    from conftest import Small


# Values


VALUES = "with: {place: Rome, others: [Bonn, Oslo]}\n"


def with_values(small: Small, campaign: str = "") -> None:
    """An opening with values of its own, and what the campaign gives it."""
    small.write(
        OPENING, f"title: T\n{VALUES}text: |\n  From {{{{ with.place }}}}, {{{{ with.others }}}}.\n"
    )
    small.change(CAMPAIGN, "  - framing: opening", f"  - framing: opening\n{campaign}")


def test_a_blocks_own_values(small: Small) -> None:
    with_values(small)
    assert words(small) == ["From Rome, Bonn and Oslo."]


def test_the_campaign_overrides_a_value(small: Small) -> None:
    with_values(small, "    with: {place: '*Pisa*', others: []}\n")
    assert words(small) == ["From *Pisa*, ."]


def test_the_campaign_gives_a_value_that_the_block_does_not_have(small: Small) -> None:
    with_values(small, "    with:\n      plaec: Pisa\n")
    (found, (problem,)) = small.assemble()
    assert found is None
    assert (problem.code, str(problem.location)) == ("LK201", f"{CAMPAIGN}:7:7")
    assert problem.message == "framing/opening has no value 'plaec'"
    assert problem.hint == "did you mean 'place'?"


def test_an_issue_is_given_values_too(small: Small) -> None:
    small.change(RELEASE, "topic: prisoners\n", "topic: prisoners\nwith: {n: one}\n")
    small.change(RELEASE, "those named here", "{{ with.n }}")
    small.change(CAMPAIGN, "[release]", "[{issue: release, with: {n: two, m: x}}]")
    assert stopped(small) == [("LK201", f"{CAMPAIGN}:6:44")]
    small.change(CAMPAIGN, ", m: x", "")
    assert lt.plain_text(asks(letter(small)).items[0].children[0]) == "Ask for the release of two:"


def test_a_campaigns_own_block_shadows_the_librarys(small: Small) -> None:
    own = "campaigns/talks/blocks/framing/opening.yaml"
    small.write(own, "title: Ours\ntext: Our words.\n")
    found = letter(small)
    assert origins(found.body[0]) == {"Our words.": f"{own}:2:7"}
    assert place(found.body[0]) == f"{own}:2:7"


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Zs")), min_size=1).filter(str.strip)
)
def test_any_name_of_a_host_city_survives(small: Small, city: str) -> None:
    quoted = city.replace("'", "''")
    text = (small.root / DIALOGUE).read_text(encoding="utf-8").splitlines()
    text[2] = f"host_city: '{quoted}'"
    small.write(DIALOGUE, "\n".join(text))
    found = letter(small)
    plain = lt.plain_text(found.body[0]).translate(dict.fromkeys(map(ord, '“”‘’"'), "'"))
    meant = city.translate(dict.fromkeys(map(ord, '“”‘’"'), "'"))
    assert plain.split() == f"Before Bilateral Talks in {meant} we write to you.".split()


# Where everything came from


def test_words_point_to_their_line(small: Small) -> None:
    found = letter(small)
    assert origins(found.body[0]) == {
        "Before Bilateral Talks in Geneva": f"{OPENING}:3:3",
        "we write to you.": f"{OPENING}:4:3",
    }
    assert origins(found.body[1]) == {
        "Ask for the release of those named here:": f"{RELEASE}:5:3",
        "Jane Doe": f"{JANE}:1:7",
        ", a writer": f"{JANE}:2:15",
        ", ": f"{JANE}:9:7",
        "who has been in prison since 2018": f"{JANE}:9:7",
        ".": f"{JANE}:9:7",
    }


def test_words_after_tags_point_to_their_line(small: Small) -> None:
    small.write(
        OPENING,
        """\
title: Opening
text: |
  {% if addressees | length > 1 %}
  Dear both,

  {% else %}
  Dear {{ addressees[0] }},

  {% endif %}
  first
  {% if cases %}second{% endif %}
  third {% for s in signatories %}fourth{% endfor %}
  fifth

  {% for case in cases %}
  - {{ case.name }}
    was detained
  {% endfor %}

  Last *words
  of* all
""",
    )
    assert origins(letter(small).body[0]) == {
        "Dear Minister Lovelace,": f"{OPENING}:7:3",
        "first": f"{OPENING}:10:3",
        "second": f"{OPENING}:11:3",
        "third fourth": f"{OPENING}:12:3",
        "fifth": f"{OPENING}:13:3",
        "Jane Doe": f"{OPENING}:16:3",
        "was detained": f"{OPENING}:17:3",
        "Last ": f"{OPENING}:20:3",
        "words": f"{OPENING}:20:3",
        "of": f"{OPENING}:21:3",
        " all": f"{OPENING}:21:3",
    }


@pytest.mark.parametrize(
    ("scalar", "expected"),
    [
        ("text: |\n  one\n  two\n", {"one": "2:3", "two": "3:3"}),
        ("text: |-\n\n  one\n\n  two\n", {"one": "3:3", "two": "5:3"}),
        ("text: |  # words\n      one\n      two\n", {"one": "2:7", "two": "3:7"}),
        ("text: |2\n   one\n  two\n", {"one": "2:3", "two": "3:3"}),
        ("text: one two\n", {"one two": "1:7"}),
        ("text: 'one two'\n", {"one two": "1:8"}),
        ("text:\n  one two\n", {"one two": "2:3"}),
        # Folding joins lines: only the first is known, the rest is where the value begins.
        ("text: >\n  one\n  two\n\n  three\n", {"one two": "2:3", "three": "1:7"}),
    ],
)
def test_words_point_into_every_style_of_scalar(
    small: Small, scalar: str, expected: dict[str, str]
) -> None:
    small.write(OPENING, f"{scalar}title: T\n")
    found = {
        text: where.removeprefix(f"{OPENING}:") for text, where in origins(letter(small).body[0]).items()
    }
    assert found == expected


def test_a_mistake_after_tags_is_told_at_its_line(small: Small) -> None:
    small.change(
        OPENING, "  we write", "  {% if cases %}\n  {{ dialogue.year }}\n  {% endif %}\n  we <b>write"
    )
    assert stopped(small) == [("LK306", f"{OPENING}:7:3")]


def test_every_node_has_a_place_that_is_there(small: Small) -> None:
    for node in lt.walk(letter(small)):
        lines = (small.root / node.origin.file).read_text(encoding="utf-8").splitlines()
        assert 1 <= node.origin.column <= len(lines[node.origin.line - 1]), node


@pytest.mark.parametrize(
    ("folder", "owner"),
    [("campaigns/talks", lt.Owner.CAMPAIGN), ("seeds/imported/talks", lt.Owner.IMPORTED)],
)
def test_every_node_knows_whose_file_it_is_from(small: Small, folder: str, owner: lt.Owner) -> None:
    """The campaign's own file and blocks are its own, all others the library's."""
    extra = "salutation: Dear *Ada*,\nenclosures: [List]\ncc: [Embassy]\nholders: {minister: Ada Roe}\n"
    text = (small.root / CAMPAIGN).read_text(encoding="utf-8")
    (small.root / CAMPAIGN).unlink()
    (small.root / "campaigns/talks").rmdir()
    small.write(f"{folder}/campaign.yaml", f"{text}{extra}signers: {{rights-now: Mia}}\n")
    for path in (OPENING, NAMED, JANE, MINISTER):
        copy = path.replace("seeds", f"{folder}/blocks")
        small.write(copy, (small.root / path).read_text(encoding="utf-8"))
    found = letter(small)
    origins = {(node.origin.file, node.origin.owner) for node in lt.walk(found)}
    own = {file for file, _ in origins if file.startswith(folder)}
    others = {file for file, _ in origins} - own
    assert origins == {(f, owner) for f in own} | {(f, lt.Owner.LIBRARY) for f in others}
    assert f"{folder}/blocks/people/jane-doe.yaml" in own
    assert RELEASE in others
