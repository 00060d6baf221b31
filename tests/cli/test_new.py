"""What `new` asks at a prompt, of a dialogue that nobody has entered yet and of a letter without one."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from letterkit.cli import main

if TYPE_CHECKING:
    from conftest import Letterkit, Small


class Keyboard(io.StringIO):
    """A terminal in which the answers are typed already."""

    def isatty(self) -> bool:
        return True


def new(small: Small, monkeypatch: pytest.MonkeyPatch, typed: str, *words: str) -> int:
    """Run the command with somebody at the terminal; its exit status."""
    monkeypatch.setattr(sys, "stdin", Keyboard(typed))
    command = ["letterkit", "-w", str(small.root), "new", *words]
    monkeypatch.setattr(sys, "argv", command)
    try:
        main()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


def test_what_is_missing_is_asked_and_enter_takes_what_is_likely(
    small: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "New Talks\n\n2022-05-03\n2022-05-04\nUS, Austria\n\n\n\n\n\n\n"
    assert new(small, monkeypatch, typed, "--dialogue", "2022", "--city", "Vienna") == 0
    said = capsys.readouterr()
    assert "begun from nothing" in said.err
    assert "Offices to write to" in said.err
    assert "Host city" not in said.err
    assert "leads" not in said.err
    assert "seeds/dialogues/2022-new-talks.yaml" in said.out.splitlines()[0]
    text = (small.root / "seeds/dialogues/2022-new-talks.yaml").read_text(encoding="utf-8")
    assert "name: New Talks\n" in text
    assert "host_city: Vienna\n" in text
    assert "between:\n  - US\n  - AT\n" in text
    assert "  to:\n    - minister\n" in text


def test_an_answer_that_does_not_fit_is_asked_for_again(
    small: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "Bilateral Talks\n\nsoon\n2022-05-03\n2021-05-04\n2022-05-04\n\nUS, AT\nnobody\n\n\n\n\n\n\n"
    assert new(small, monkeypatch, typed, "--dialogue", "2022", "--city", "Vienna") == 0
    said = capsys.readouterr().err
    assert "expected a date" in said
    assert "it ends (2021-05-04) before it begins (2022-05-03)" in said
    assert "no address is named 'nobody'; there are: minister" in said
    assert "begun from 2020-talks" in said


def test_each_passage_about_others_is_asked_about(
    small: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "New Talks\n\n2022-05-03\n2022-05-04\nUS, AT\n\n\ny\n\n"
    words = ("--dialogue", "2022-vienna", "--city", "Vienna", "--based-on", "2020")
    assert new(small, monkeypatch, typed, *words) == 0
    said = capsys.readouterr().err
    assert "framing/opening: nothing says what countries it is about; take it?" in said
    assert "left out:\n  issues/release: nothing says" in said
    text = (small.root / "seeds/dialogues/2022-vienna.yaml").read_text(encoding="utf-8")
    assert "- framing: opening\n" in text
    assert "2022-vienna-first-ask" in text


def test_whoever_gives_up_is_told_how_to_go_on(
    small: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert new(small, monkeypatch, "New Talks\nthe Talks\n", "--dialogue", "2022", "--to", "2022-05") != 0
    said = " ".join(capsys.readouterr().err.split())
    expected = "letterkit new --dialogue 2022 --name 'New Talks' --short-name 'the Talks' --to 2022-05"
    assert f"go on with: {expected}" in said
    assert [path.name for path in (small.root / "seeds/dialogues").iterdir()] == ["2020-talks.yaml"]


def test_a_letter_without_a_dialogue_asks_what_it_is_about(
    small: Small, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = "The arrest of Jane Doe\n2022-05-03\n\n\n\n\nrelease\n\n\n"
    assert new(small, monkeypatch, typed, "--letter", "appeal") == 0
    said = capsys.readouterr()
    assert "Occasion" in said.err
    assert "campaigns/appeal/out/letter.pdf" in said.out
    text = (small.root / "campaigns/appeal/campaign.yaml").read_text(encoding="utf-8")
    assert "occasion:\n  name: The arrest of Jane Doe\ndate: 2022-05-03\n" in text
    assert "      - release\n" in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "a dialogue, or a letter without one"),
        (("--dialogue", "2020", "--letter", "x"), "a dialogue, or a letter without one"),
        (("--letter", "x", "--based-on", "2020"), "goes with --dialogue"),
        (("--dialogue", "2020", "--city", "Rome"), "2020-talks is entered already: --city would change"),
        (("--letter", "talks"), "exists; nothing was changed"),
    ],
)
def test_what_makes_no_sense_is_refused(
    letterkit: Letterkit, words: tuple[str, ...], message: str
) -> None:
    answer = letterkit("new", *words)
    assert answer.status != 0
    assert message in " ".join(answer.err.replace("│", " ").split())
