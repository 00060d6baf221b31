"""Letters with true readings, and weights learned from them: what both learners share."""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pycrfsuite

from letterkit.importer.parts import SourceText
from letterkit.importer.reading import LetterReading
from letterkit.importer.reading_text import from_text
from letterkit.importer.sources import read_texts

_ROOT = Path(__file__).parent.parent
OWN = _ROOT / "tests" / "importer"
"""Where the letters are that any learner learns from."""
OWN_TIMES = 4
"""How often each of these is learned from: among so many others, what tests hold must come out too."""
KNOWN = 6
"""Letters that a word must stand in to say something."""
_PACKAGE = _ROOT / "src" / "letterkit" / "importer"
_FORMATS = (".txt", ".html", ".docx", ".pdf", ".eml", ".md")


def letters(folders: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """The letters of the tests and of folders, each with its true reading."""
    for reading in sorted((OWN / "forms").glob("*.reading")):
        yield next(one for one in reading.parent.glob(f"{reading.stem}.*") if one != reading), reading
    for reading in sorted((OWN / "readings").glob("*.txt")):
        found = (OWN / "letters").glob(f"{reading.stem}.*")
        yield next(one for one in found if one.suffix != ".yaml"), reading
    for folder in folders:
        for reading in sorted(folder.glob("*.true.txt")):
            name = reading.name.removesuffix(".true.txt")
            beside = (reading.with_name(name + suffix) for suffix in _FORMATS)
            yield next(one for one in beside if one.exists()), reading


def read_with_truth(letter: Path, reading: Path) -> tuple[SourceText, LetterReading]:
    """The lines of a letter, and its true reading. Ends the program where one cannot be read."""
    texts, problems = read_texts(letter, letter.name)
    true, said = from_text(reading.read_text(encoding="utf-8"), letter.name)
    if not texts or true is None:
        raise SystemExit(f"{letter}: {[*problems, *said]}")
    return texts[0].source, true


def asked_for(description: str | None) -> argparse.Namespace:
    """What a learner is asked on the command line: `folders`, and whether to `check` instead of learn."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true")
    return parser.parse_args()


def rare_words(letters: Iterable[Iterable[str]], begins: tuple[str, ...]) -> set[str]:
    """Of all that is seen of each letter, the marks that are words of few of them: these are names, which
    say nothing of others, and which nobody is to find among the weights.
    """
    counted = Counter(mark for marks in letters for mark in set(marks) if mark.startswith(begins))
    return {mark for mark, count in counted.items() if count < KNOWN}


def model_of(
    rows: Iterable[tuple[list[list[str]], list[str]]],
    settings: Mapping[str, object],
    rare: Collection[str],
) -> pycrfsuite.Tagger:
    """The model that rows teach: what is seen of each thing in a row, the `rare` marks aside, and the
    labels of all.
    """
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params(settings)
    for seen, labels in rows:
        trainer.append([[mark for mark in one if mark not in rare] for one in seen], labels)
    with tempfile.TemporaryDirectory() as folder:
        file = str(Path(folder) / "model")
        trainer.train(file)
        tagger = pycrfsuite.Tagger()
        tagger.open(file)
    return tagger


def write_weights(tagger: pycrfsuite.Tagger, name: str, least: float) -> None:
    """A model as JSON into the package (see `importer.chain`): its weights that are at least so much."""
    info = tagger.info()
    seen: dict[str, dict[str, float]] = defaultdict(dict)
    for (mark, label), weight in sorted(info.state_features.items()):
        if abs(weight) >= least:
            seen[mark][label] = round(weight, 2)
    steps: dict[str, dict[str, float]] = {label: {} for label in sorted(info.labels)}
    for (one, other), weight in sorted(info.transitions.items()):
        steps[one][other] = round(weight, 2)
    rest = json.dumps({"labels": sorted(info.labels), "steps": steps})
    lines = (f"{json.dumps(mark, ensure_ascii=False)}: {json.dumps(to)}" for mark, to in seen.items())
    text = rest[:-1] + ', "seen": {\n' + ",\n".join(lines) + "\n}}\n"
    (_PACKAGE / name).write_text(text, encoding="utf-8")
