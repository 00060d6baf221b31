"""What is set in columns is read column by column."""

from __future__ import annotations

from importer.texts import signed


def test_columns_are_read_one_after_the_other() -> None:
    text = """
        Jane Roe                    John Doe
        Director                    Chair
        Example Watch               Other Rights Fund
        """
    assert signed(text) == [
        ("Example Watch", "Jane Roe", "Director"),
        ("Other Rights Fund", "John Doe", "Chair"),
    ]
