"""What a letter asks for."""

from __future__ import annotations

from textwrap import dedent

from importer.texts import FOOT, HEAD, letter
from letterkit.importer.parts import Role


def asks(body: str) -> list[str]:
    """The asks of a letter with this body."""
    return [one.text for one in letter(HEAD + dedent(body).strip("\n") + FOOT).asks]


def test_the_lead_in_decides_what_a_list_is() -> None:
    assert asks("We urge you to:\n\n• Release them.\n• Repeal the law.") == [
        "Release them.",
        "Repeal the law.",
    ]
    assert (
        asks(
            "The following abuses have been documented:\n\n• People were beaten in "
            "the street.\n• A newspaper was closed."
        )
        == []
    )


def test_items_that_name_organisations_are_asks_all_the_same() -> None:
    lead = "We, the undersigned organizations, ask that you raise the following cases and concerns:"
    items = [
        "Open the camps to the Red Cross and to the Human Rights Council.",
        "Let the Free Press Union meet.",
    ]
    assert asks(lead + "\n\n" + "\n".join(f"{n}. {item}" for n, item in enumerate(items, 1))) == items


def test_a_list_of_people_is_a_case_list() -> None:
    found = letter(
        HEAD
        + (
            "Please ask for the release of:\n\n• Ana Ruiz, a teacher, arrested in "
            "May.\n• Li Mei (李梅): a poet, held since June."
        )
        + FOOT
    )
    assert found.asks[0].text.startswith("Please ask") if found.asks else True
    assert [(one.name, one.also_known_as) for one in found.cases] == [
        ("Ana Ruiz", ()),
        ("Li Mei", ("李梅",)),
    ]
    assert [part.role for part in found.parts if part.marker] == [Role.CASE, Role.CASE]


def test_asks_without_marks_after_a_lead_in() -> None:
    assert asks(
        "We call on you to:\n\nRelease all prisoners;\n\nRatify the treaty.\n\nThank "
        "you for reading this letter to its end."
    ) == ["Release all prisoners;", "Ratify the treaty."]


def test_headed_asks() -> None:
    body = """
        We raise the following matters:

        Torture

        You should insist that every allegation of it be looked into by a judge.

        Press

        You should ask that the newspapers that were closed be allowed to print again.
        """
    found = letter(HEAD + dedent(body).strip("\n") + FOOT)
    assert [(one.heading, one.style) for one in found.asks] == [
        ("Torture", "headed"),
        ("Press", "headed"),
    ]


def test_asks_in_running_text() -> None:
    assert asks(
        "Much has happened since the spring, and little of it was good.\n\nWe "
        "therefore call on you to open the prisons to doctors, and to do so soon."
    ) == ["We therefore call on you to open the prisons to doctors, and to do so soon."]


def test_a_letter_that_is_quoted_whole_asks_all_the_same() -> None:
    ask = "“We therefore call on the government to let our colleagues go without delay.”"
    found = letter(HEAD + ask + FOOT)
    assert [one.text for one in found.asks] == [ask]
