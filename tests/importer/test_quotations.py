"""What somebody is quoted with: from mark to mark, and nothing beside it."""

from __future__ import annotations

import pytest

from letterkit.importer.quotations import is_quotation, speaker_in, unquoted


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("“We have waited for nine years,” she said.", " “”  she said."),
        ("He said: „Niemand hat uns das je gesagt.“ Und ging.", "He said:  “”  Und ging."),
        ("« Personne ne nous a rien demandé », dit-il.", " “” , dit-il."),
        ('"Nobody asked us about it," he said, "and nobody will ever ask."', " “”  he said,  “” "),
        ("“The end of it was lost, and with it the mark", " “” "),
        ('They were convicted of "sabotage" after a blockade of a port.', None),
        ("Whatever is decided about “quiet” and “loud” diplomacy, do it.", None),
    ],
)
def test_what_stands_between_marks(text: str, rest: str | None) -> None:
    assert unquoted(text).split() == (text if rest is None else rest).split()
    assert is_quotation(text) is (rest is not None)


def test_who_is_quoted() -> None:
    text = "“We have waited for nine years,” said Ann Jones, director of Rights Now."
    assert speaker_in(text, "en") == ("Ann Jones", "director", "Rights Now")
    assert speaker_in(text.replace("Ann", "Don"), "en")[0] == "Don Jones"
    assert speaker_in('Ann Jones said that the "trial" was short.', "en") == ("", "", "")
