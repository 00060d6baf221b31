"""Each recipient's copy: the same tree as if the letter went to that one alone, and checked like it."""

from __future__ import annotations

from conftest import Small
from letterkit import letter as lt
from letterkit.checks import check_document
from letterkit.mailing.copies import CheckedCopies, check_copies
from letterkit.mailing.order import MailOrder
from letterkit.mailing.recipients import MailedTo, read_recipients
from letterkit.values import replace

from .conftest import ROWS, Mail, table


def checked(order: MailOrder) -> CheckedCopies:
    named = MailedTo(order.to, order.addressed_on, order.where, order.reading)
    recipients = read_recipients(order.library, named)
    return check_copies(order, recipients.found)


def words(found: CheckedCopies, name: str) -> str:
    (copy,) = (each for each in found.copies if each.name == name)
    body = copy.released.tree.body
    return " ".join(lt.plain_text(n) for s in body for n in lt.walk(s) if isinstance(n, lt.Paragraph))


def failures(found: CheckedCopies) -> dict[str, list[tuple[str, int, int]]]:
    return {
        name: [(p.code, p.location.line, p.location.column) for p in told]
        for name, told in found.failed.items()
    }


def test_each_copy_is_the_letter_made_for_that_one_alone(order: Mail) -> None:
    mail = order()
    found = checked(mail)
    assert [each.name for each in found.copies] == ["ann-poe", "bo-ek", "cy-roe"]
    for copy in found.copies:
        library = mail.library.for_recipient(copy.recipient, mail.letter)
        alone = check_document(library, "talks", "letter")
        released, _ = alone.release()
        assert released is not None
        assert released.tree == copy.released.tree


def test_a_copy_has_its_own_words_and_passages(order: Mail) -> None:
    found = checked(order())
    assert "Committee on Health can ask, Senator Poe" in words(found, "ann-poe")
    assert "Virginians" in words(found, "ann-poe")
    assert "Committee on Trade can ask, Senator Ek" in words(found, "bo-ek")
    assert "Virginians" not in words(found, "bo-ek")
    letter = found.copies[1].released.tree
    assert letter.salutation.text == "Dear Senator Ek,"
    assert "Senator Ek" in letter.title


def test_an_empty_cell_that_a_text_prints_is_told_with_row_and_column(
    order: Mail, mailing: Small
) -> None:
    mailing.write("people.csv", table(ROWS[0], ROWS[1].replace("Trade", ""), ROWS[2]))
    found = checked(order())
    assert failures(found) == {"bo-ek": [("LK661", 3, 9)]}
    assert "row 3, column I 'Main Committee'" in found.failed["bo-ek"][0].message
    assert [each.name for each in found.copies] == ["ann-poe", "cy-roe"]


def test_a_text_may_ask_whether_a_cell_is_empty(order: Mail, mailing: Small) -> None:
    asking = "{% if recipient.main_committee %}On {{ recipient.main_committee }}.{% else %}So.{% endif %}"
    mailing.write("seeds/framing/committee.yaml", f"title: C\ntext: |\n  {asking}\n")
    mailing.write("people.csv", table(ROWS[0], ROWS[1].replace("Trade", "")))
    found = checked(order())
    assert found.failed == {}
    assert "On Health." in words(found, "ann-poe")
    assert "So." in words(found, "bo-ek")


def test_a_column_that_no_table_has_stops_all(order: Mail, mailing: Small) -> None:
    mailing.change("seeds/framing/committee.yaml", "main_committee", "main_comittee")
    found = checked(order())
    assert found.copies == []
    assert [(p.code, p.hint) for p in found.stopped] == [("LK301", "did you mean 'main_committee'?")]


def test_a_filter_of_a_passage_that_asks_for_no_column_stops_all(order: Mail, mailing: Small) -> None:
    mailing.change("campaigns/talks/campaign.yaml", "only: state=VA", "only: stat=VA")
    assert [p.code for p in checked(order()).stopped] == ["LK320"]


def test_an_office_that_ended_and_a_recipient_whom_nothing_reaches_fail(
    order: Mail, mailing: Small
) -> None:
    ended = f"{table().strip()},until\n{ROWS[0]},2020-01-01\n{ROWS[1]},\n"
    nowhere = ROWS[2].replace('"3 Main St;Washington, DC 20515"', "").replace("roe@example.org", "")
    mailing.write("people.csv", f"{ended}{nowhere},\n")
    found = checked(order())
    assert failures(found) == {"ann-poe": [("LK422", 2, 11)], "cy-roe": [("LK427", 4, 1)]}
    assert [each.name for each in found.copies] == ["bo-ek"]


def test_a_first_row_that_fails_hides_nothing_of_the_letter(order: Mail, mailing: Small) -> None:
    mailing.write("people.csv", table(ROWS[0].replace("Health", ""), *ROWS[1:]))
    found = checked(order())
    assert list(found.failed) == ["ann-poe"]
    assert [each.name for each in found.copies] == ["bo-ek", "cy-roe"]
    mailing.change("seeds/people/jane-doe.yaml", "consent: public", "consent: none")
    assert checked(order()).copies == []


def test_the_letter_itself_prints_placeholders_and_every_passage(mailing: Small) -> None:
    letter, problems = mailing.assemble()
    assert letter is not None
    said = " ".join(lt.plain_text(n) for n in lt.walk(letter) if isinstance(n, lt.Paragraph))
    assert "Committee on [main_committee] can ask, Minister Lovelace" in said
    assert "Virginians" in said
    told = [(p.code, p.location.file, p.location.line) for p in problems]
    assert told == [
        ("LK319", "campaigns/talks/campaign.yaml", 8),
        ("LK319", "seeds/framing/committee.yaml", 3),
    ]


def test_what_organisations_agree_to_does_not_depend_on_whom_it_goes_to(
    order: Mail, mailing: Small
) -> None:
    letter, _ = mailing.assemble()
    assert letter is not None
    copy = checked(order()).copies[0].released.tree
    assert lt.text_words(letter.body) != lt.text_words(copy.body)
    first, second = (
        replace(each, addressees=(), salutation=letter.salutation) for each in (letter, copy)
    )
    from letterkit.letter.agreed import said

    assert [said(n) for n in first.body] == [said(n) for n in second.body]


def test_a_withheld_name_in_a_cell_stops_that_copy_and_no_other(order: Mail, mailing: Small) -> None:
    """Also where the words that all have alike were searched once, and spelt otherwise."""
    mailing.write("seeds/people/mei-lin.yaml", BARRED)
    rows = [ROWS[0], ROWS[1].replace("Trade", "Trade and Mei-Lin Zhou"), ROWS[2]]
    mailing.write("people.csv", table(*rows))
    found = checked(order())
    assert [each.name for each in found.copies] == ["ann-poe", "cy-roe"]
    assert {p.code for p in found.failed["bo-ek"]} == {"LK447"}
    mailing.write("people.csv", table(ROWS[0], ROWS[1], ROWS[2].replace("Roe", "Zhou")))
    assert len(checked(order()).copies) == 3  # whoever is written to may have the family name


def test_a_withheld_name_in_what_all_have_alike_stops_all(order: Mail, mailing: Small) -> None:
    mailing.write("seeds/people/mei-lin.yaml", BARRED)
    mailing.change("seeds/framing/virginia.yaml", "Virginians", "Friends of Mei-Lin Zhou")
    found = checked(order(where="state=MD,VA"))
    assert found.copies == []
    mailing.write("people.csv", table(ROWS[1], ROWS[0], ROWS[2]))  # the first has no such passage
    found = checked(order())
    assert [each.name for each in found.copies] == ["bo-ek"]
    assert {p.code for told in found.failed.values() for p in told} == {"LK447"}


BARRED = """\
name: Mei-Lin Zhou
described_as: a printer
history: [{date: 2019-01, status: detained}]
consent: none
verified: 2020-04
"""


def test_what_copies_have_alike_is_the_same_object_in_all(order: Mail) -> None:
    """By that the writers know it again."""
    first, second, third = (each.released.tree for each in checked(order()).copies)
    for name in ("letterhead", "date", "close", "signatures"):
        assert getattr(first, name) is getattr(second, name) is getattr(third, name)
    assert first.body[0] is second.body[0]
    assert first.body[1] is not second.body[1]
    assert first.body[2] is third.body[2]


def test_what_is_wrong_with_a_passage_for_some_stops_each_of_these(order: Mail, mailing: Small) -> None:
    mailing.write("seeds/framing/virginia.yaml", "title: Virginia\ntext: |\n  {{ dialogue.nothing }}\n")
    mailing.write("people.csv", table(ROWS[1], ROWS[0], ROWS[2]))
    found = checked(order())
    assert sorted(found.failed) == ["ann-poe", "cy-roe"]
    assert [each.name for each in found.copies] == ["bo-ek"]
