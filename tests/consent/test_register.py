"""Which spellings name a person, and which words do not."""

from __future__ import annotations

import gc
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from letterkit.consent import PersonNames, Register
from letterkit.consent.register import Sureness

if TYPE_CHECKING:
    from collections.abc import Callable

JANE = PersonNames(("Jane Doe",))


def found(register: Register, text: str) -> list[tuple[str, str]]:
    """What a text says of the barred, and how surely."""
    return [(text[each.start : each.end], each.sureness.name) for each in register.named(text)]


@pytest.mark.parametrize(
    ("name", "native", "text", "said"),
    [
        ("Jane Doe", None, "J.B. Doe", "J.B. Doe"),
        ("Jane Doe", None, "J a n e  D o e", "J a n e  D o e"),
        ("Jane Doe", None, "freejanedoe.org", "freejanedoe"),
        ("Jane Doe", None, "Mr. and Mrs. Doe", "Doe"),
        ("Dr. Jane Doe, PhD", None, "Jane Doe", "Jane Doe"),
        ("Doe, Jane", None, "Jane Doe", "Jane Doe"),
        ("Jane Ann Doe", None, "Jane Doe", "Jane Doe"),
        ("Lam Wing-kee", "林榮基", "Lam Wingkee", "Lam Wingkee"),
        ("Lam Wing-kee", "林榮基", "W.K. Lam", "W.K. Lam"),
        ("Lam Wing-kee", "林榮基", "Lam W.K.", "Lam W.K"),
        ("Liu Xiaobo", "刘晓波", "刘晓波先生", "刘晓波"),
        ("Liu Xiaobo", "刘晓波", "刘先生", "刘"),
        ("Liu Xiaobo", "刘晓波", "Liu Xiaobos", "Liu Xiaobos"),
        ("김철수", None, "김철수는", "김철수"),
        ("Núñez O’Brien", None, "Nunez OBrien", "Nunez OBrien"),
        ("Иван Петров", None, "ИВАН ПЕТРОВ", "ИВАН ПЕТРОВ"),
        ("Sokunthy", None, "and Sokunthy's house", "Sokunthy"),
        ("An Na", None, "of An Na", "An Na"),
        ("Jane Doe", None, "for Ms. Jane. They", "Jane"),
        ("Jane Doe", None, "for Ms. Doe Now", "Doe"),
        # Parts of a long name.
        ("Juan Carlos García López", None, "Juan García", "Juan García"),
        ("Juan Carlos García López", None, "García López, Juan", "García López, Juan"),
        ("Juan Carlos García López", None, "Sr. García", "García"),
        ("María del Carmen de la Cruz", None, "María Cruz", "María Cruz"),
        ("María del Carmen de la Cruz", None, "Sra. de la Cruz", "de la Cruz"),
        ("Aung San Suu Kyi", None, "for Suu Kyi", "Suu Kyi"),
        ("Jane Maria Doe-Smith", None, "Jane Doe", "Jane Doe"),
        ("Jane Maria Doe-Smith", None, "Ms. Doe", "Doe"),
        ("Jane Maria Doe-Smith", None, "JM Doe-Smith", "JM Doe-Smith"),
        ("Abu Bakr al-Baghdadi", None, "Mr. Baghdadi", "Baghdadi"),
        # The cases of other languages.
        ("Anna Nováková", None, "od Anny Novákové", "Anny Novákové"),
        ("Анна Политковская", None, "для Анны Политковской", "Анны Политковской"),
        ("Анна Политковская", None, "г-жи Политковской", "Политковской"),
        ("Иван Петров", None, "с Иваном Петровым", "Иваном Петровым"),
        ("Jan Novák", None, "Jana Nováka", "Jana Nováka"),
        ("Jan Kowalski", None, "dla Jana Kowalskiego", "Jana Kowalskiego"),
        ("Jan Kowalski", None, "pana Kowalskiego", "Kowalskiego"),
        # Marks that cannot be typed, other characters, marks that lengthen a word.
        ("Zoë Müller", None, "Zoe Mueller", "Zoe Mueller"),
        ("Zoe Mueller", None, "Zoë Müller", "Zoë Müller"),
        ("Liu Xiaobo", "刘晓波", "劉曉波", "劉曉波"),
        ("Lam Wing-kee", "林榮基", "林荣基", "林荣基"),
        ("أحمد منصور", None, "أحمـد منصور", "أحمـد منصور"),
        ("Jane Doe", None, "?q=Jane%2520Doe", "Jane%2520Doe"),
        # Names that are words, where they are no words.
        ("Jane King", None, "free-jane-king", "jane-king"),
        ("May Rose", None, "for may-rose", "may-rose"),
    ],
)
def test_a_spelling_that_names_the_person(name: str, native: str | None, text: str, said: str) -> None:
    names = (name, native) if native else (name,)
    assert found(Register((PersonNames(names, native),)), text) == [(said, "SURELY")]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jane Doe", "Doe was there"),
        ("Sokunthy", "the sokunthy"),
        ("Sokunthy", "the Sokunthy River"),
        ("May Rose", "They may, rose by rose, come."),
        ("Hope King", "We hope, King Charles"),
        ("Faith Justice", "faith, justice and peace"),
        ("Will Rose", "the river will; rose water"),
    ],
)
def test_words_that_may(name: str, text: str) -> None:
    (only,) = Register((PersonNames((name,)),)).named(text)
    assert only.sureness is Sureness.PERHAPS


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Jane Doe", "Jane said so; the plane does, a doe did, and Jane D. too"),
        ("An Na", "Anna Nash, an na"),
        ("Theo Ne", "the one"),
        ("So Long", "so long as it takes"),
        ("A. Long", "along the way"),
        ("He Depu", "He was there"),
        ("Li Wei", "Wei Jingsheng and Li Heping’s wife"),
        ("Jane Doe", "to Ms. Jane Roe and Dr. Jane Q. Roe"),
    ],
)
def test_words_that_do_not(name: str, text: str) -> None:
    assert not Register((PersonNames((name,)),)).names(text)


def test_what_an_official_is_known_by_explains_a_part_of_a_name() -> None:
    register = Register((PersonNames(("Li Wei",)),), known=("Ada Li", "Dr. Li"))
    assert found(register, "Dear Dr. Li, we met Ada Li") == []
    assert found(register, "Mr. Li") == [("Li", "SURELY")]
    assert found(register, "Li Wei") == [("Li Wei", "SURELY")]


def test_whoever_is_known_by_a_name_that_another_has_in_a_case_explains_it() -> None:
    barred = (PersonNames(("Mario Rossini",)),)
    assert found(Register(barred), "Maria Rossini") == [("Maria Rossini", "SURELY")]
    assert found(Register(barred, known=("Maria Rossini",)), "Maria Rossini") == []
    assert found(Register(barred, listed=(PersonNames(("Maria Rossini",)),)), "Maria Rossini") == []


def test_a_namesake_who_is_listed_explains_the_name() -> None:
    register = Register((JANE,), listed=(JANE, PersonNames(("Mary Jane Doe",))))
    assert found(register, "Jane Doe and Mary Jane Doe") == []


def test_words_that_may_stand_explain_what_is_in_them_and_nothing_else() -> None:
    register = Register((JANE,), words=("Jane Doe Foundation",))
    assert found(register, "the Jane Doe Foundation of Jane Doe") == [("Jane Doe", "SURELY")]


def seconds(work: Callable[[], object]) -> float:
    """The processor's time that some work takes, without what collecting all other garbage adds."""
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        work()
        return time.process_time() - begun
    finally:
        gc.enable()


@pytest.mark.parametrize("text", ["Jane Doe ", "Mr. Doe ", "J ", "janedoe", "Doe Jane\u00a0", "D. J. "])
def test_the_time_grows_with_the_text_alone(text: str) -> None:
    """Sixteen times the text is sixteen times the work, whatever stands in it; people hardly count.

    If the work grew with the square, it would take 256 times as long.
    """
    many = Register((*(PersonNames((f"Nn{i} Dd{i}",)) for i in range(500)), JANE))
    many.named(text)
    few = min(seconds(partial(many.named, text * times)) for times in (500, 501, 502))
    assert seconds(partial(many.named, text * 8_000)) < 64 * max(few, 0.002)
