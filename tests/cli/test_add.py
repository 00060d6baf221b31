"""The command that enters what is new: its answers, its prompts, and tables out and in."""

from __future__ import annotations

import io

import pytest
import typer

from conftest import Letterkit, Small

MEMBER = "seeds/organisations/fair-trials.yaml"


class Typed(io.StringIO):
    """What is typed at a terminal."""

    def isatty(self) -> bool:
        return True


def types(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Let somebody at the terminal type these lines, and then nothing more."""
    answers = iter(lines)

    def answer(_text: str, default: str | None = None, **_: object) -> str:
        try:
            return next(answers) or (default or "")
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("sys.stdin", Typed())
    monkeypatch.setattr(typer, "prompt", answer)
    monkeypatch.setattr(typer, "confirm", lambda *_, **__: True)


def test_nothing_is_written_unasked(letterkit: Letterkit, small: Small) -> None:
    answer = letterkit.refuses("add", "organisation", "Fair Trials", status=2)
    assert "+name: Fair Trials" in answer.err
    assert "--yes" in answer.err
    assert not (small.root / MEMBER).exists()
    assert letterkit("add", "organisation", "Fair Trials", "--dry-run").status == 0
    assert not (small.root / MEMBER).exists()


def test_questions_are_asked_again_until_the_answer_fits(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, "", "Fair Trials", "", "Ana Muster", "Director", "03/04/2026", "2026-04")
    answer = letterkit("add", "organisation")
    assert answer.status == 0, answer
    assert "this must be said" in answer.err
    assert "may have the day or the month first" in answer.err
    text = (small.root / MEMBER).read_text(encoding="utf-8")
    assert "  - name: Ana Muster\n    title: Director\n    from: 2026-04\n" in text


def test_who_gives_up_is_told_how_to_go_on(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    types(monkeypatch, "Fair Trials", "FT", "Ana Muster")
    answer = letterkit("add", "organisation")
    assert answer.status == 1
    go_on = "letterkit add organisation 'Fair Trials' --short-name FT --signer 'Ana Muster'"
    assert go_on in answer.words
    assert not (small.root / MEMBER).exists()


@pytest.mark.parametrize("answer", [False, typer.Abort()])
def test_what_was_typed_is_not_lost_where_it_is_not_written(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch, answer: bool | typer.Abort
) -> None:
    def confirm(*_: object, **__: object) -> bool:
        if isinstance(answer, bool):
            return answer
        raise answer

    types(monkeypatch, "Fair Trials", "FT", "")
    monkeypatch.setattr(typer, "confirm", confirm)
    said = letterkit("add", "organisation")
    assert "go on with: letterkit add organisation 'Fair Trials' --short-name FT" in said.words
    assert not (small.root / MEMBER).exists()


def test_what_was_typed_is_not_lost_where_it_is_refused(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("one", "two"):
        path = small.root / f"seeds/organisations/{name}.yaml"
        path.write_text("name: Fair Trials\n", encoding="utf-8")
    types(monkeypatch, "Fair Trials", "FT", "")
    said = letterkit.refuses("add", "organisation", status=2)
    assert "several are called 'Fair Trials'" in said.words
    assert "letterkit add organisation 'Fair Trials' --short-name FT" in said.words


def test_a_mistake_is_told_by_its_option(letterkit: Letterkit) -> None:
    office = ("add", "office", "Minister", "--yes")
    assert (
        "--country: there is no country 'Gremany'"
        in letterkit.refuses(*office, "--country", "Gremany", status=2).words
    )
    assert (
        "--salutation: with 'holder' one must say: salutation, since"
        in letterkit.refuses(*office, "--holder", "A", status=2).words
    )


def test_a_column_is_asked_about_once(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = small.root / "members.csv"
    path.write_text("NGO,Wer,Egal\nFair Trials,FT,x\n", encoding="utf-8")
    types(monkeypatch, "signer?", "short_name", "-")
    assert letterkit("add", "organisation", "--from", str(path)).status == 0
    assert "short_name: FT\n" in (small.root / MEMBER).read_text(encoding="utf-8")
    remembered = (small.root / "columns.yaml").read_text(encoding="utf-8")
    assert remembered.endswith('organisations:\n  Wer: short_name\n  Egal: ""\n')
    again = letterkit("add", "organisation", "--from", str(path))
    assert (again.status, again.out) == (0, "")
    assert "0 new, 0 changed, 1 as they were, 0 wrong" in again.err


def test_strict_takes_nothing_where_a_row_is_wrong(letterkit: Letterkit, small: Small) -> None:
    path = small.root / "members.csv"
    path.write_text("Name,Website\nFair Trials,\nOther,nowhere\n", encoding="utf-8")
    table = ("add", "organisation", "--from", str(path), "--yes")
    assert letterkit(*table, "--strict").status == 1
    assert not (small.root / MEMBER).exists()
    answer = letterkit(*table)
    assert answer.status == 1
    assert "row 3, column B 'Website'" in answer.words
    assert (small.root / MEMBER).exists()
