"""Lines become paragraphs, and addresses keep their lines."""

from __future__ import annotations

from importer.texts import entries


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
