"""typography: marks, dashes and spaces change; words never do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterkit.language.typography import (
    NBSP,
    apostrophes,
    comma,
    dashes,
    full_stop,
    keep_together,
    quotes,
    typeset,
)


@pytest.mark.parametrize(
    ("language", "set_text"),
    [
        ("en-US", "“so ‘he’ said”"),
        ("en", "“so ‘he’ said”"),
        ("de", "„so ‚he‘ said“"),
        ("de-AT", "„so ‚he‘ said“"),
        ("es", "«so “he” said»"),
        ("fr", "«\u00a0so «\u00a0he\u00a0» said\u00a0»"),
        ("it", "«so “he” said»"),
        ("pt-BR", "“so ‘he’ said”"),
        ("zh-CN", "“so ‘he’ said”"),
        ("fi", "“so ‘he’ said”"),  # not in the table: the English marks
    ],
)
def test_quotation_marks_of_each_language(language: str, set_text: str) -> None:
    assert typeset("\"so 'he' said\"", language) == set_text


@pytest.mark.parametrize(
    ("language", "marks"),
    [
        ("en-GB", "“”‘’"),
        ("de", "„“‚‘"),
        ("es-MX", "«»“”"),
        ("zh-TW", "“”‘’"),
        ("nl", "‘’“”"),
        ("xx", "“”‘’"),
    ],
)
def test_the_marks_of_a_language(language: str, marks: str) -> None:
    assert "".join(quotes(language)) == marks


@pytest.mark.parametrize(
    ("text", "set_text"),
    [
        ("Joe's", "Joe’s"),
        ("the Does' house", "the Does’ house"),
        ("2018--2020", "2018–2020"),
        ("prison---again", "prison—again"),
        ("and so on...", "and so on…"),
        ("*not* <b>markup</b> [x](y) \\* &amp;", "*not* <b>markup</b> [x](y) \\* &amp;"),
        ("one\ntwo", "one\ntwo"),
        ("刘晓波", "刘晓波"),
        ("", ""),
    ],
)
def test_a_line_as_it_prints(text: str, set_text: str) -> None:
    assert typeset(text, "en-US") == set_text


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("on May 4, 2020", "on May_4, 2020"),
        ("in May 2020", "in May 2020"),  # a month may stand alone
        ("Maybe 4", "Maybe 4"),
        ("No. 5 and Nos. 6", "No._5 and Nos._6"),
        ("Art. 9, Article 18, Articles 2", "Art._9, Article_18, Articles_2"),
        ("see § 3 and Section 4", "see §_3 and Section_4"),
        ("p. 1 and pp. 2", "p._1 and pp._2"),
        ("Dr. Roe, Sen. Doe", "Dr._Roe, Sen._Doe"),
        ("Ada B. Lovelace", "Ada B._Lovelace"),
        ("the U.S. Army", "the U.S. Army"),
        ("Plan B. A second", "Plan B. A second"),
        ("stop. 5", "stop. 5"),
    ],
)
def test_what_stays_on_one_line(text: str, held: str) -> None:
    assert keep_together(text) == held.replace("_", NBSP)


def test_apostrophes_and_dashes_alone() -> None:
    assert apostrophes("'90s") == "’90s"
    assert dashes("a-b -- c --- d ...") == "a-b – c — d …"


def letters(text: str) -> str:
    """The text's letters and digits."""
    return "".join(character for character in text if character.isalnum())


@settings(deadline=None, max_examples=150)
@given(
    st.text(alphabet=st.characters(exclude_categories=["C"])), st.sampled_from(["en", "de", "fr", "zh"])
)
def test_no_letter_is_lost_or_moved(text: str, language: str) -> None:
    assert letters(typeset(text, language)) == letters(text)


@settings(deadline=None, max_examples=150)
@given(st.text(alphabet="ab 1.-'\"§JanuryNoD,\u00a0"))
def test_what_is_typeset_stays_as_it_is(text: str) -> None:
    once = typeset(text, "en")
    assert keep_together(apostrophes(once)) == once


@pytest.mark.parametrize(
    ("text", "set_text"),
    [
        ("Quand? Demain!", "Quand\u202f? Demain\u202f!"),
        ("Deux : trois ; quatre", "Deux\u00a0: trois\u202f; quatre"),
        ("à 9:15, https://a.org/b:c", "à 9:15, https://a.org/b:c"),
        ("Comment?! (Ici!)", "Comment\u202f?! (Ici\u202f!)"),
        ("« tel »", "«\u00a0tel\u00a0»"),
        ("«tel»;", "«\u00a0tel\u00a0»\u202f;"),
        ("déjà\u00a0? Si\u202f!", "déjà\u202f? Si\u202f!"),
    ],
)
def test_french_spaces(text: str, set_text: str) -> None:
    assert typeset(text, "fr-BE") == set_text
    assert typeset(text, "es") == text.replace(" ", " ")


@pytest.mark.parametrize(
    ("language", "between", "after"),
    [
        ("en-US", ", ", ". "),
        ("fi", ", ", ". "),
        ("zh-TW", "，", "。"),
        ("zh", "，", "。"),
        ("ja", "、", "。"),
    ],
)
def test_commas_and_full_stops(language: str, between: str, after: str) -> None:
    assert (comma(language), full_stop(language)) == (between, after)
