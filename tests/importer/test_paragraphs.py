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
