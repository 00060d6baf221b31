"""loader: a language's file is read, and what is wrong with it said at its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from letterkit.diagnostics import LetterkitError
from letterkit.language import loader
from letterkit.language.loader import read

if TYPE_CHECKING:
    from pathlib import Path

PORTUGUESE = """\
phrases:
  dear:
  close:
  reference: "Assunto:"
  via_fax: "Por fax:"
  enclosures: "Anexos:"
  copies: "c/c:"
  page: Página {page} de {pages}
  also_known_as: também conhecido como
  letter_to: Carta conjunta a {names}, {date}
  to_be_confirmed: "[{what}: a confirmar]"
  signer: signatário
  embargo: Embargado até {date}
  learn_more: Saiba mais
  about: Sobre {name}
  signature_of: Assinatura de {name}
ordinals: {other: "{number}.º"}
reading:
  titles: presidente diretor
  salutations: ["Prezad[oa]s? "]
  closings: [atenciosamente]
  signatories_headings: [signatários]
  cities: {BR: [Brasília]}
"""


def said(text: str) -> list[str]:
    """What is wrong with a file of that text."""
    with pytest.raises(LetterkitError) as caught:
        read(text, "language/pt.yaml")
    return caught.value.message.splitlines()


def test_a_file_is_read() -> None:
    language = read(PORTUGUESE, "language/pt.yaml")
    assert language.phrases is not None
    assert language.phrases.dear is None
    assert language.phrases.signer == "signatário"
    assert language.ordinals == {"other": "{number}.º"}
    assert language.reading.titles == ("presidente", "diretor")
    assert language.reading.cities == {"BR": ("Brasília",)}
    assert language.reading.is_complete
    assert language.quotes == ()


def test_an_empty_file_knows_nothing() -> None:
    assert read("# nothing yet\n", "language/pt.yaml").phrases is None


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("  signer: signatário\n", "", "2:3: missing in 'phrases': 'signer'"),
        ("  signer:", "  singer:", "12:3: unknown key 'singer'; did you mean 'signer'?"),
        ("reading:", "readnig:", "18:1: unknown key 'readnig'; did you mean 'reading'?"),
        ("signer: signatário", "signer:", "12:10: 'signer' is empty"),
        ("signer: signatário", "signer: [a]", "12:11: 'signer': expected text"),
        ("de {pages}", "", "8:9: 'page': expected {page} and {pages} in it, found 'Página {page}'"),
        ("de {pages}", "{pages", "8:9: 'page': expected {page} and {pages} in it, found"),
        ("signatário\n", "o {nome}\n", "12:11: 'signer': expected no braces in it"),
        ("[atenciosamente]", "atenciosamente", "21:13: 'closings': expected a list"),
        ("{BR: [B", "{Brasil: [B", "23:12: 'cities': expected a country's two capital letters"),
        ("{other:", "{others:", "17:12: 'ordinals': expected one of zero, one"),
        ("reading:", "quotes: [a, b]\nreading:", "18:9: 'quotes': expected four marks"),
        ("reading:", "phrases: {}\nreading:", "18:1: 'phrases' stands twice"),
        ("phrases:", "phrases: x\nx:", "1:10: 'phrases': expected keys with values"),
    ],
)
def test_what_is_wrong_is_said_at_its_place(old: str, new: str, problem: str) -> None:
    assert old in PORTUGUESE
    problems = said(PORTUGUESE.replace(old, new, 1))
    assert any(f"language/pt.yaml:{problem}" in line for line in problems), problems


def test_what_is_no_yaml_is_said_with_its_place() -> None:
    (problem,) = said("quotes: ]")
    assert problem.startswith("language/pt.yaml:1:9: not valid YAML: ")


def test_all_that_is_wrong_is_said() -> None:
    assert len(said("a: 1\nb: 2\n")) == 2


def test_no_word_is_taken_for_something_else() -> None:
    """In YAML 1.1 a bare `no` is false; here it is the Portuguese word."""
    assert read("reading: {small_words: no, and_words: [on]}", "x").reading.small_words == ("no",)


def test_the_packaged_files_are_in_order() -> None:
    assert loader.names()[:5] == ("en", "fr", "es", "de", "zh")
    assert all(loader.load(name) for name in loader.names())
    assert loader.read_languages() == ("en", "fr", "es", "de", "zh", "pt")
    loader.check_patterns()


def test_a_pattern_that_is_none_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pt.yaml").write_text("reading: {delivery: {by: ['(por']}}", encoding="utf-8")
    monkeypatch.setattr(loader, "FOLDER", tmp_path)
    monkeypatch.setattr(loader, "names", lambda: ("pt",))
    monkeypatch.setattr(loader, "load", loader.load.__wrapped__)
    with pytest.raises(LetterkitError, match=re.escape("pt.yaml: 'by': not a pattern, '(por'")):
        loader.check_patterns()


def test_the_file_of_a_tag_is_its_own_or_its_languages() -> None:
    assert loader.of_tag("en-US") is loader.load("en")
    assert loader.of_tag("zh-SG") is loader.load("zh")
    assert loader.of_tag("zh-MO") is loader.load("zh-Hant")
    assert loader.of_tag("xx") is None


def test_a_language_whose_salutations_all_begin_with_dear_is_complete() -> None:
    assert read(PORTUGUESE.replace("salutations:", "dear:"), "language/pt.yaml").reading.is_complete
