"""Lines become paragraphs: addresses keep theirs, running heads are taken out, columns read in turn."""

from __future__ import annotations

from importer.texts import entries
from letterkit.importer.parts import SourceRegion


def test_wrapped_lines_are_joined_and_addresses_are_not() -> None:
    text = """
        Jane Roe
        1 Main Street

        This is a paragraph of several lines, which were broken at
        about sixty characters because somebody sent them by mail,
        and it ends here.
        """
    assert [one.text for one in entries(text)][:2] == ["Jane Roe", "1 Main Street"]
    assert entries(text)[2].text.endswith("by mail, and it ends here.")


def test_a_running_head_inside_a_sentence_is_taken_out() -> None:
    text = """
        The ministry has published nothing about the prisoners who were

        Joint letter to the Minister, page 2

        taken away in the spring, and nobody has seen them since then.
        """
    first, head = entries(text)
    assert first.text.endswith("who were taken away in the spring, and nobody has seen them since then.")
    assert head.text == "Joint letter to the Minister, page 2"


def test_columns_are_read_one_after_the_other() -> None:
    text = """
        Jane Roe                    John Doe
        Director                    Chair
        Example Watch               Other Rights Fund
        """
    found = [one.text for one in entries(text)]
    assert found == ["Jane Roe", "Director", "Example Watch", "John Doe", "Chair", "Other Rights Fund"]


def test_a_sentence_that_names_a_page_is_no_running_head() -> None:
    text = """
        We write about the law that was passed in the spring, and which is used against all who write.

        Publish page 12 of the report.

        3

        We ask you to repeal it, and to tell those who sit in prison for it that they will be free.
        """
    heads = [one.text for one in entries(text) if one.region is SourceRegion.MARGIN]
    assert heads == ["3"]


def test_lines_that_are_paragraphs_each_stay_so_without_blank_lines_between_them() -> None:
    text = """
        To the Deputy Prime Minister and Minister of Home Affairs
        at the Harbour
        Excellency,
        We have received reports from three dioceses, which we enclose with this letter for you.
        A young woman was shot dead before the door of a church, and nobody was questioned.
        We ask you to open an inquiry.
        We ask you to forbid armed men to enter a church.
        Jean Exempel, Secretary General
        """
    assert [one.text[:6] for one in entries(text)] == [
        "To the", "at the", "Excell", "We hav", "A youn", "We ask", "We ask", "Jean E",
    ]  # fmt: skip


def test_a_salutation_and_a_close_are_joined_to_nothing_in_a_text_that_is_wrapped() -> None:
    text = """
        Betreff: Ausfall von Unterricht an den Schulen der Stadt und unser Schreiben
        Sehr geehrte Frau Ministerin Exempel,
        in der vergangenen Woche sind an den vierzehn Schulen unserer Stadt wieder
        Stunden ausgefallen, und niemand hat sie gezählt außer uns, weil sonst sie
        niemand zählt.
        Mit freundlichen Grüßen
        """
    found = [one.text for one in entries(text)]
    assert [text.split()[0] for text in found] == ["Betreff:", "Sehr", "in", "Mit"]
    assert found[2].endswith("weil sonst sie niemand zählt.")
