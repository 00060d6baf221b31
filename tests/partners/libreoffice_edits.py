"""How many of LibreOffice's own edits `receive` reads rightly: kind, paragraph, words and author.

    cd tests && PYTHONPATH=.:../src ../.venv/bin/python -m partners.libreoffice_edits [FILES]

So many copies of the 2016 letter (24 where none is given) get nine random edits each in its editor, every
other one under tracking. Too long for the tests, which have three such files; docs/partners.md has the
figures.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

from conftest import REPOSITORY, Small, released
from letterkit.campaign.begin import new_campaign
from letterkit.letter import Letter
from letterkit.partners.received.sent import paragraphs_sent
from letterkit.partners.received.sides import END
from letterkit.redline.words import tokens
from letterkit.writers import docx
from partners.received.editing import AUTHOR, Deed, is_right, reader
from writers.docx.libreoffice import Edit, Editing, edit
from writers.docx.test_tracked_changes import NOWHERE

EDITS = 9
KINDS = (*["words"] * 4, "split", "remove", "join", "add")
NEW = ("credible", "independent", "lawyers", "monitors", "counsel", "verdict", "observers", "decree")
SENTENCE = "We also ask that families be told where their relatives are held"


def main(files: int) -> None:
    """Edit the files, read them, and print what was right."""
    with tempfile.TemporaryDirectory() as folder:
        letter = _letter(Path(folder))
        source = Path(folder) / "letter.docx"
        content, _ = docx.write(released(letter), NOWHERE)
        assert content is not None
        source.write_bytes(content)
        texts = [each.text for each in paragraphs_sent(letter)]
        plans = [_plan(texts, random.Random(seed)) for seed in range(files)]  # noqa: S311  # edits, no secrets
        jobs = [
            Editing(
                source, source.with_stem(f"edited-{k}"), AUTHOR, [each for each, _ in plan], k % 2 == 0
            )
            for k, plan in enumerate(plans)
        ]
        edit(jobs, Path(folder) / "profile")
        _print(texts, jobs, plans)


def _letter(folder: Path) -> Letter:
    """The letter of 2016."""
    small = Small(folder)
    for file in sorted((REPOSITORY / "seeds").rglob("*.yaml")):
        small.write(file.relative_to(REPOSITORY).as_posix(), file.read_text(encoding="utf-8"))
    (folder / "campaigns").mkdir()
    new_campaign(small.workspace, "2016").write()
    letter, _ = small.assemble("2016-sed")
    assert letter is not None
    return letter


def _plan(texts: list[str], rng: random.Random) -> list[tuple[Edit, Deed]]:
    """Random edits, each of a paragraph of its own, and what is to be read of each."""
    counts = Counter(texts)
    free = [
        n for n, text in enumerate(texts) if counts[text] == 1 and len(text) > 80 and "\t" not in text
    ]
    plan: list[tuple[Edit, Deed]] = []
    while free and len(plan) < EDITS:
        number = free.pop(rng.randrange(len(free)))
        kind = rng.choice(KINDS)
        if kind == "join":
            if number + 1 not in free:
                continue
            free.remove(number + 1)
        plan.append(_planned(kind, number, texts, rng))
    return plan


def _planned(kind: str, number: int, texts: list[str], rng: random.Random) -> tuple[Edit, Deed]:
    text = texts[number]
    spaces = [match.end() for match in re.finditer(r"(?<=\w) (?=\w)", text)]
    match kind:
        case "words":
            start = rng.randrange(len(spaces) - 3)
            at, end = spaces[start], spaces[start + rng.choice((0, 1, 3))]
            new = "".join(f"{word} " for word in rng.sample(NEW, rng.randrange(1, 4)))
            made = Edit(kind, text, at, end, new)
            return made, Deed(kind, number, _words(text[:at] + new + text[end:]))
        case "split":
            at = rng.choice(spaces[2:-2])
            words = [*_words(text[:at]), END, *_words(text[at:])]
            return Edit(kind, text, at, at), Deed(kind, number, words)
        case "join":
            return Edit(kind, text), Deed(kind, number, _words(f"{text} {texts[number + 1]}"))
        case "remove":
            return Edit(kind, text), Deed(kind, number, _words(text))
        case _:
            new = f"{SENTENCE}, {' '.join(rng.sample(NEW, 6))}."
            return Edit("add", text, new=new), Deed("add", number, _words(new))


def _words(text: str) -> list[str]:
    return [token.text for token in tokens(text) if token.text]


def _print(texts: list[str], jobs: list[Editing], plans: list[list[tuple[Edit, Deed]]]) -> None:
    total, right = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for job, plan in zip(jobs, plans, strict=True):
        found = reader(texts, job.target.read_bytes())
        for _, deed in plan:
            key = ("tracked" if job.is_tracked else "untracked", deed.kind)
            total[key] += 1
            right[key] += (is_it := is_right(deed, found, texts, job.is_tracked))
            if not is_it:
                print("not read:", job.target.stem, deed)
    for key in sorted(total):
        print(*key, f"{right[key]} of {total[key]}")
    print("all", f"{right.total()} of {total.total()}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 24)
