"""What is set in columns is read column by column."""

from __future__ import annotations

from importer.texts import entries


def test_columns_are_read_one_after_the_other() -> None:
    text = """
        Jane Roe                    John Doe
        Director                    Chair
        Example Watch               Other Rights Fund
        """
    found = [one.text for one in entries(text)]
    assert found == ["Jane Roe", "Director", "Example Watch", "John Doe", "Chair", "Other Rights Fund"]
