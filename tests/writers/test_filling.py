"""Lines of text: wide characters take two columns, and a line may end beside one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterkit.writers.filling import fill, width_of


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("我们请您公开要求释放她。", ["我们请您公", "开要求释放", "她。"]),
        ("我们请您公，开要求", ["我们请您", "公，开要求"]),  # no line begins with a comma
        ("我们请您「公开」要求", ["我们请您", "「公开」要", "求"]),  # none ends with what opens
        ("会谈自5月4日举行", ["会谈自", "5月4日举行"]),  # a date is not divided
        ("人权 human rights 对话", ["人权 human", "rights 对", "话"]),
        ("대한민국 인권 대화", ["대한민국", "인권 대화"]),  # Korean ends lines at its spaces
        ("human rights talks", ["human", "rights", "talks"]),
        ("", []),
    ],
)
def test_lines_of_ten_columns(text: str, lines: list[str]) -> None:
    assert fill(text, 10) == lines


def test_lines_are_begun_by_what_is_given() -> None:
    assert fill("我们请您公开要求", 10, "1. ", "   ") == ["1. 我们请", "   您公开", "   要求"]


def test_a_word_too_wide_is_divided_where_that_is_wanted() -> None:
    assert fill("见 international", 10) == ["见", "international"]
    assert fill("见 international", 10, divide_words=True) == ["见", "internatio", "nal"]


@given(st.text("我们。，「」 ab1-", max_size=40), st.integers(8, 20))
def test_no_character_is_lost_and_no_line_too_wide(text: str, width: int) -> None:
    lines = fill(text, width, divide_words=True)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line) <= width for line in lines)
