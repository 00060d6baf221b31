"""scripts: words in another script than their text's, and their language."""

from __future__ import annotations

import pytest

from letterkit.language.scripts import has_other_scripts, language_of_words, words_in_other_scripts


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("en", "Gao (高瑜) and བློ་བཟང་ wrote", [("高瑜", "zh"), ("བློ་བཟང་", "bo")]),
        ("fr", "山田 花子さん", [("山田 花子さん", "ja")]),
        ("de", "김 철수, رشید", [("김 철수", "ko"), ("رشید", "und-Arab")]),
        ("zh-TW", "高瑜, Анна", [("Анна", "und-Cyrl")]),
        ("ru", "Анна, Łukasz", []),
        ("sr", "Ана", []),
        ("sr-Latn", "Ана", [("Ана", "und-Cyrl")]),
    ],
)
def test_words_in_another_script(language: str, text: str, found: list[tuple[str, str]]) -> None:
    words = [match[0] for match in words_in_other_scripts(language).finditer(text)]
    assert [(each, language_of_words(each)) for each in words] == found
    assert has_other_scripts(text) or not found


def test_words_in_latin_letters_are_looked_through_no_further() -> None:
    assert not has_other_scripts("Łukasz “Ngũgĩ” O’Brien – 20\u202f% • €5 ½ Việt, e\u0301")
