"""What a redline lists: each change as what it is, with its cause and the line to edit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from conftest import side
from letterkit import letter as lt
from letterkit.campaign.causes import Causes
from letterkit.changes import Deleted, Inserted, ListedChange
from letterkit.redline import Aspect, Difference, reject
from redline.trees import marked

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Edited, Small

CAMPAIGN = "campaigns/talks/campaign.yaml"
OPENING = "seeds/framing/opening.yaml"
RELEASE = "seeds/issues/release.yaml"
MINISTER = "seeds/addresses/minister.yaml"
NAMED = "seeds/case-lists/named.yaml"
JANE = "seeds/people/jane-doe.yaml"
JOINT = "seeds/signatures/joint.yaml"
RIGHTS = "seeds/organisations/rights-now.yaml"

ISSUE = "topic: {name}\ntitle: {name}\nask: A\ntext: |\n  {text}\n"
LONG = "Ask that {name} be looked into by an independent body before the end of this year."


def only(edited: Edited) -> ListedChange:
    """The one change that there is."""
    changes = edited.changes()
    assert len(changes) == 1, changes
    return changes[0]


# Words


def test_words_of_a_block(edited: Edited) -> None:
    edited.now.change(OPENING, "we write to you", "we turn to you")
    change = only(edited)
    assert (change.what, change.causes, change.place) == (
        "words changed",
        ("library",),
        "framing/opening",
    )
    assert (change.file, change.line) == (OPENING, 4)
    assert (change.old, change.new) == ("write", "turn")
    assert marked(edited.redline()) == ["-write", "+turn"]


def test_words_that_only_went_are_edited_where_they_stood(edited: Edited) -> None:
    edited.now.change(OPENING, "  we write to you.", "  we write.")
    assert (only(edited).line, only(edited).old, only(edited).new) == (4, "to you", "")


def test_a_line_of_the_file_that_ends_elsewhere_changes_nothing(edited: Edited) -> None:
    edited.now.change(OPENING, "}}\n  we write to", "}} we write\n  to")
    assert edited.changes() == []


def test_emphasis_is_a_change_of_the_word(edited: Edited) -> None:
    edited.now.change(OPENING, "we write", "we *write*")
    assert marked(edited.redline()) == ["-write", "+write"]


def test_a_paragraph_more(edited: Edited) -> None:
    edited.now.change(OPENING, "we write to you.\n", "we write to you.\n\n  A second paragraph.\n")
    assert edited.told() == [("paragraph added", "library", "framing/opening")]


def test_a_paragraph_of_other_words_is_replaced_whole(edited: Edited) -> None:
    words = "Whoever sits at the table should speak about prisons and nothing else in all of these days."
    edited.now.write(OPENING, f"title: Opening\ntext: |\n  {words}\n")
    assert edited.told() == [("paragraph replaced", "library", "framing/opening")]


def test_nested_lists_are_compared_by_their_items(ready: Callable[[], Edited], small: Small) -> None:
    items = "\n\n  - first point of the list\n\n    - inner point of it, quite long\n    - last one\n"
    small.change(OPENING, "to you.\n", f"to you:{items}")
    edited = ready()
    edited.now.change(OPENING, "quite long", "very long")
    assert edited.told() == [("words changed", "library", "framing/opening")]
    edited.now.change(OPENING, "    - last one\n", "")
    assert [what for what, _, _ in edited.told()] == ["words changed", "list item removed"]


def test_the_campaigns_own_wording(edited: Edited) -> None:
    own = edited.now.root / "campaigns/talks/blocks/framing/opening.yaml"
    text = (edited.now.root / OPENING).read_text(encoding="utf-8")
    edited.now.write("campaigns/talks/blocks/framing/opening.yaml", text.replace("write", "turn"))
    assert edited.told() == [("words changed", "campaign", "framing/opening")]
    assert only(edited).file == own.relative_to(edited.now.root).as_posix()


def test_the_own_wording_of_an_imported_campaign(ready: Callable[[], Edited], small: Small) -> None:
    """Its files lie among the library's, and are a campaign's all the same."""
    campaign = small.root / CAMPAIGN
    small.write("seeds/imported/talks/campaign.yaml", campaign.read_text(encoding="utf-8"))
    campaign.unlink()
    campaign.parent.rmdir()
    own = "seeds/imported/talks/blocks/framing/opening.yaml"
    small.write(own, (small.root / OPENING).read_text(encoding="utf-8"))
    edited = ready()
    edited.now.change(own, "write", "turn")
    assert edited.told() == [("words changed", "campaign", "framing/opening")]
    assert only(edited).file == own


@pytest.mark.parametrize(
    ("owner", "cause"),
    [
        (lt.Owner.LIBRARY, "library"),
        (lt.Owner.CAMPAIGN, "campaign"),
        (lt.Owner.IMPORTED, "campaign"),
        (lt.Owner.TEMPLATE, "template"),
    ],
)
def test_whose_words_they_are_is_said_by_their_origin(
    edited: Edited, owner: lt.Owner, cause: str
) -> None:
    """Not by where the file lies: both sides' words are in the library's folder here."""
    edited.now.change(OPENING, "we write to you", "we turn to you")
    (_, old_source), (_, new_source) = side(edited.before), side(edited.now)
    place = lt.Origin(OPENING, 4, 3, owner)
    old, new = (
        lt.Paragraph(place, (lt.Text(place, f"we {word} to you."),)) for word in ("write", "turn")
    )
    within = lt.Passage(place, "framing/opening", (old,)), lt.Passage(place, "framing/opening", (new,))
    difference = Difference(
        1, Aspect.WORDS, old, new, within, ("framing/opening", "framing/opening"), "body", come="turn"
    )
    assert Causes(old_source, new_source).of(difference) == {cause}


def test_a_copy_of_a_block_into_the_campaign_changes_nothing(edited: Edited) -> None:
    text = (edited.now.root / OPENING).read_text(encoding="utf-8")
    edited.now.write("campaigns/talks/blocks/framing/opening.yaml", text)
    assert edited.changes() == []


# Facts that reach the words through merge fields


def test_a_fact_in_a_text_that_did_not_change(edited: Edited) -> None:
    edited.now.change("seeds/dialogues/2020-talks.yaml", "host_city: Geneva", "host_city: Vienna")
    assert edited.told() == [
        ("reference line changed", "fact", "reference line"),
        ("words changed", "fact", "framing/opening"),
    ]


def test_a_fact_and_the_text_around_it(edited: Edited) -> None:
    edited.now.change("seeds/dialogues/2020-talks.yaml", "host_city: Geneva", "host_city: Vienna")
    edited.now.change(OPENING, "we write to you", "we turn to you")
    assert edited.told()[1] == ("words changed", "library fact", "framing/opening")


def test_a_value_that_the_campaign_gives(ready: Callable[[], Edited], small: Small) -> None:
    small.change(OPENING, "we write to you", "we write {{ with.often }} to you")
    small.change(OPENING, "title: Opening\n", "title: Opening\nwith:\n  often: again\n")
    edited = ready()
    edited.now.change(OPENING, "often: again", "often: once more")
    assert edited.told() == [("words changed", "library", "framing/opening")]
    edited.now.change(OPENING, "often: once more", "often: again")
    edited.now.change(CAMPAIGN, "framing: opening\n", "framing: opening\n    with:\n      often: today\n")
    assert edited.told() == [("words changed", "campaign", "framing/opening")]


# What letters are composed of


@pytest.fixture
def four_asks(ready: Callable[[], Edited], small: Small) -> Edited:
    """A letter of four asks."""
    for name in ("courts", "press", "travel"):
        text = LONG.format(name=name)
        small.write(f"seeds/issues/{name}.yaml", ISSUE.format(name=name, text=text))
    small.change(CAMPAIGN, "[release]", "[courts, press, travel, release]")
    return ready()


def test_a_moved_ask(four_asks: Edited) -> None:
    four_asks.now.change(CAMPAIGN, "[courts, press, travel,", "[press, travel, courts,")
    assert four_asks.told() == [("ask moved", "campaign", "issues/courts")]
    asks = four_asks.redline().body[1]
    assert isinstance(asks, lt.Asks)
    assert [(ask.block[7:], ask.change) for ask in asks.items] == [
        ("courts", Deleted(1, moved=True)),
        ("press", None),
        ("travel", None),
        ("courts", Inserted(1, moved=True)),
        ("release", None),
    ]


def test_a_moved_and_rewritten_ask(four_asks: Edited) -> None:
    four_asks.now.change(CAMPAIGN, "[courts, press, travel,", "[press, travel, courts,")
    four_asks.now.change("seeds/issues/courts.yaml", "independent body", "independent court")
    assert four_asks.told() == [("ask moved and rewritten", "library campaign", "issues/courts")]
    assert marked(four_asks.redline()) == ["-body", "+court"]
    assert "body" in four_asks.changes()[0].old


def test_an_ask_more_and_one_less(four_asks: Edited) -> None:
    four_asks.now.change(CAMPAIGN, "[courts, press,", "[press,")
    four_asks.now.write("seeds/issues/water.yaml", ISSUE.format(name="water", text="Drink."))
    four_asks.now.change(CAMPAIGN, "travel,", "travel, water,")
    assert four_asks.told() == [
        ("ask removed", "campaign", "issues/courts"),
        ("ask added", "campaign", "issues/water"),
    ]
    removed, added = four_asks.changes()
    assert (removed.file, removed.old, removed.new) == (CAMPAIGN, "courts", "")
    assert (added.file, added.new) == ("seeds/issues/water.yaml", "water")


def test_another_edition_is_paired_by_its_topic(four_asks: Edited) -> None:
    text = LONG.format(name="courts").replace("this year", "next year")
    four_asks.now.write("seeds/issues/trials.yaml", ISSUE.format(name="courts", text=text))
    four_asks.now.change(CAMPAIGN, "[courts,", "[trials,")
    assert four_asks.told() == [("words changed", "campaign", "issues/trials")]


def test_the_fewest_asks_count_as_moved(four_asks: Edited) -> None:
    four_asks.now.change(CAMPAIGN, "[courts, press, travel, release]", "[release, courts, press, travel]")
    assert four_asks.told() == [("ask moved", "campaign", "issues/release")]


def test_how_the_asks_are_set(four_asks: Edited) -> None:
    four_asks.now.change(CAMPAIGN, "  - asks:", "  - style: bulleted\n    asks:")
    four_asks.now.change(CAMPAIGN, "signatures:", "paper: a4\nsignatures:")
    assert four_asks.told() == [
        ("paper changed", "campaign", "letter"),
        ("style of the asks changed", "campaign", "body"),
    ]


# Addressees


def test_a_fax_number(edited: Edited) -> None:
    edited.now.change(MINISTER, "647-2283", "647-7350")
    change = only(edited)
    assert (change.what, change.causes) == ("fax number changed", ("fact",))
    assert (change.old, change.new) == ("(202) 647-2283", "(202) 647-7350")
    assert change.place == "addresses/minister"


def test_fax_numbers_more_and_less(ready: Callable[[], Edited], small: Small) -> None:
    more = "".join(
        f'  - number: "+1 202-{number}"\n    verified: 2020-04\n' for number in ("647-7350", "622-0073")
    )
    small.change(MINISTER, "holders:", f"{more}holders:")
    edited = ready()
    edited.now.change(MINISTER, more, "")
    assert edited.told() == [("fax number removed", "fact", "addresses/minister")] * 2
    edited.now.change(MINISTER, "647-2283", "622-0074")
    assert [what for what, _, _ in edited.told()] == [
        *["fax number removed"] * 2,
        "fax number changed",
    ]
    made = reject(edited.redline())
    assert isinstance(made, lt.Letter)
    assert [fax.e164[-7:] for fax in made.addressees[0].fax] == ["6472283", "6477350", "6220073"]


def test_an_office_holder(edited: Edited) -> None:
    edited.now.change(MINISTER, "name: Ada B. Lovelace", "name: Grace Hopper")
    edited.now.change(MINISTER, "Minister Lovelace", "Minister Hopper")
    assert edited.told() == [
        ("office-holder changed", "fact", "addresses/minister"),
        ("salutation changed", "fact", "salutation"),
    ]
    assert (edited.changes()[0].file, edited.changes()[0].line) == (MINISTER, 11)


def test_a_holder_whom_the_campaign_names(edited: Edited) -> None:
    edited.now.change(CAMPAIGN, "body:", "holders:\n  minister: Grace Hopper\nbody:")
    assert edited.told()[0] == ("office-holder changed", "campaign", "addresses/minister")


def test_a_holder_in_the_campaigns_own_file_of_the_office_is_a_fact(edited: Edited) -> None:
    text = (edited.now.root / MINISTER).read_text(encoding="utf-8")
    own = text.replace("name: Ada B. Lovelace", "name: Ada Lovelace")
    edited.now.write("campaigns/talks/blocks/addresses/minister.yaml", own)
    assert edited.told() == [("office-holder changed", "fact", "addresses/minister")]


def test_a_postal_address(edited: Edited) -> None:
    edited.now.change(MINISTER, "1 Main Street", "2 Main Street")
    assert edited.told() == [("address changed", "fact", "addresses/minister")]


def test_an_addressee_more(edited: Edited) -> None:
    text = (edited.now.root / MINISTER).read_text(encoding="utf-8")
    edited.now.write("seeds/addresses/deputy.yaml", text.replace("office: ", "office: Deputy "))
    edited.now.change(CAMPAIGN, "to: [minister]", "to: [minister, deputy]")
    assert edited.told()[0] == ("addressee added", "campaign", "addresses/deputy")


# Cases


def add_case(small: Small, name: str) -> None:
    """Enter another person, and list the case last."""
    text = (small.root / JANE).read_text(encoding="utf-8")
    small.write(f"seeds/people/{name}.yaml", text.replace("Jane Doe", name.title().replace("-", " ")))
    file = small.root / NAMED
    file.write_text(file.read_text(encoding="utf-8") + f"  - {name}\n", encoding="utf-8")


def test_a_case_more_and_one_no_longer_listed(edited: Edited) -> None:
    add_case(edited.now, "joe-roe")
    assert edited.told() == [("case added", "library", "people/joe-roe")]
    edited.now.change(NAMED, "  - jane-doe\n", "")
    told = edited.told()
    assert told[0] == ("case no longer listed", "library", "people/jane-doe")
    assert edited.changes()[0].file == NAMED


def test_what_is_said_of_a_person_is_a_fact(edited: Edited) -> None:
    edited.now.change(JANE, "since 2018", "since May 2018")
    change = only(edited)
    assert (change.what, change.causes) == ("case’s words changed", ("fact",))
    assert (change.file, change.place) == (JANE, "people/jane-doe")


def test_what_the_campaigns_own_file_says_of_a_person_is_a_fact(edited: Edited) -> None:
    text = (edited.now.root / JANE).read_text(encoding="utf-8")
    own = "campaigns/talks/blocks/people/jane-doe.yaml"
    edited.now.write(own, text.replace("since 2018", "since May 2018"))
    assert edited.told() == [("case’s words changed", "fact", "people/jane-doe")]


def test_what_the_list_says_of_a_person_is_wording(ready: Callable[[], Edited], small: Small) -> None:
    small.change(NAMED, "  - jane-doe\n", "  - person: jane-doe\n    text: who is held\n")
    edited = ready()
    edited.now.change(NAMED, "who is held", "who is still held")
    assert edited.told() == [("case’s words changed", "library", "people/jane-doe")]


def test_a_case_left_out_for_consent_is_a_fact(ready: Callable[[], Edited], small: Small) -> None:
    add_case(small, "joe-roe")
    edited = ready()
    edited.now.change("seeds/people/joe-roe.yaml", "consent: public", "consent: none")
    assert edited.told() == [("case no longer listed", "fact", "people/joe-roe")]


def test_a_case_that_goes_to_another_list_is_moved(ready: Callable[[], Edited], small: Small) -> None:
    add_case(small, "joe-roe")
    add_case(small, "ann-poe")
    small.write("seeds/case-lists/other.yaml", "title: Other\ncases:\n  - jane-doe\n")
    small.change(NAMED, "  - jane-doe\n", "")
    small.write("seeds/issues/other.yaml", ISSUE.format(name="other", text="Others:") + "cases: other\n")
    small.change(CAMPAIGN, "[release]", "[release, other]")
    edited = ready()
    edited.now.change(NAMED, "  - joe-roe\n", "")
    edited.now.change("seeds/case-lists/other.yaml", "  - jane-doe\n", "  - jane-doe\n  - joe-roe\n")
    assert [what for what, _, _ in edited.told()] == ["case moved"]


# Signatories


def test_a_changed_signatory_list(ready: Callable[[], Edited], small: Small) -> None:
    for name in ("ann", "bob"):
        signer = f"signers:\n  - name: {name.title()} Roe\n    from: 2018\n"
        small.write(f"seeds/organisations/{name}.yaml", f"name: {name.title()} Watch\n{signer}")
    small.change(JOINT, "  - rights-now\n", "  - rights-now\n  - ann\n")
    edited = ready()
    edited.now.change(JOINT, "  - rights-now\n  - ann\n", "  - ann\n  - bob\n")
    edited.now.change("seeds/organisations/ann.yaml", "Ann Roe", "Anne Roe")
    assert edited.told() == [
        ("letterhead changed", "library", "letterhead"),
        ("signatory removed", "library", "organisations/rights-now"),
        ("signatory’s person changed", "fact", "organisations/ann"),
        ("signatory added", "library", "organisations/bob"),
    ]


def test_another_signature_block_is_the_campaigns_choice(edited: Edited) -> None:
    edited.now.write("seeds/organisations/ann.yaml", "name: Ann Watch\nsigners: []\n")
    edited.now.write("seeds/signatures/two.yaml", "title: Two\norganisations:\n  - rights-now\n  - ann\n")
    edited.now.change(CAMPAIGN, "signatures: joint", "signatures: two")
    assert ("signatory added", "campaign", "organisations/ann") in edited.told()


def test_a_signatorys_title(edited: Edited) -> None:
    edited.now.change(RIGHTS, "title: Director", "title: President")
    assert edited.told() == [("signatory’s title changed", "fact", "organisations/rights-now")]


def test_who_signs_by_the_block_is_the_blocks_doing(edited: Edited) -> None:
    edited.now.change(JOINT, "title: Joint\n", "title: Joint\nsign_as: organisation\n")
    told = edited.told()
    assert told == [("signatory’s person changed", "library", "organisations/rights-now")]


def test_individuals_and_groups(ready: Callable[[], Edited], small: Small) -> None:
    small.write("seeds/signers/ann.yaml", "name: Ann Poe\ntitle: Poet\n")
    group = "  - {heading: With, organisations: [{person: {name: Bo Ek, note: so}}]}\n"
    small.change(JOINT, "  - rights-now\n", f"  - rights-now\n  - person: ann\n{group}")
    edited = ready()
    edited.now.change("seeds/signers/ann.yaml", "Poet", "Dean")
    edited.now.change(JOINT, "note: so", "note: thus, affiliation: House")
    edited.now.change(JOINT, "heading: With", "heading: Endorsed by")
    assert edited.told() == [
        ("signatory’s title changed", "fact", "signers/ann"),
        ("heading of signatories changed", "library", "signatures/joint"),
        ("signatory’s affiliation changed", "library", "signatures/joint"),
        ("signatory’s note changed", "library", "signatures/joint"),
    ]


# The other parts


def test_the_date(edited: Edited) -> None:
    edited.now.change(CAMPAIGN, "date: 2020-04-20", "date: 2020-04-21")
    assert edited.told() == [("date changed", "fact", "date")]


def test_lines_of_the_campaign(edited: Edited) -> None:
    edited.now.change(
        CAMPAIGN, "signatures:", "subject: Talks\nclose: Yours,\ncc: [The Embassy]\nsignatures:"
    )
    assert edited.told() == [
        ("reference line changed", "campaign", "reference line"),
        ("close changed", "campaign", "close"),
        ("copy added", "campaign", "copies"),
    ]


def test_a_second_signer_is_one_signatory_more(edited: Edited) -> None:
    both = "from: 2018\n  - {name: Mia Vzorova, title: President, from: 2018}\n"
    edited.now.change("seeds/organisations/rights-now.yaml", "from: 2018\n", both)
    assert edited.told() == [("signatory added", "fact", "organisations/rights-now")]
