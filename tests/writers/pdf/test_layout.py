"""Pages that are laid out and not yet finished: what can be asked of them, and how often."""

from __future__ import annotations

import subprocess
import sys

from conftest import Small, released
from letterkit import letter as lt
from letterkit.campaign.sources import assets_of
from letterkit.changes import Comparison, Version
from letterkit.diagnostics import Diagnostic, Location
from letterkit.values import replace
from letterkit.writers import pdf
from writers.pdf.samples import pages

FINDING = Diagnostic("LK443", "not verified", Location("seeds/people/jane-doe.yaml", 1, 1))


def test_the_pages_and_lines_are_known_before_the_file(letter_2016: tuple[Small, lt.Letter]) -> None:
    small, letter = letter_2016
    laid = pdf.lay_out(released(letter), assets_of(small.workspace))
    assert laid.problems == ()
    content, _ = pdf.finish(laid)
    assert laid.pages == len(pages(content or b"")) == 4
    assert {line.page for line in laid.lines} == {1, 2, 3, 4}


def test_finishing_leaves_the_pages_as_they_are(letter_2016: tuple[Small, lt.Letter]) -> None:
    """A draft, then a copy to publish, then the clean letter, of one layout."""
    small, letter = letter_2016
    assets = assets_of(small.workspace)
    review = pdf.Review([FINDING], "v1", "2016-05-20")
    laid = pdf.lay_out(released(letter), assets)
    drafts = [pdf.finish(laid, review) for _ in range(2)]
    public = pdf.finish(laid, strip_metadata=True)
    clean = pdf.finish(laid)
    assert drafts[0] == drafts[1] == pdf.finish(pdf.lay_out(released(letter), assets), review)
    assert public == pdf.finish(pdf.lay_out(released(letter), assets), strip_metadata=True)
    assert clean == pdf.write(released(letter), assets)


def test_a_redline_has_no_contact_data_and_no_drafts_marks(
    letter_2016: tuple[Small, lt.Letter],
) -> None:
    small, letter = letter_2016
    version = Version("v1", "2016-sed", "2016-06", "0" * 64)
    tree = replace(letter, comparison=Comparison(version, version, ()))
    laid = pdf.lay_out(released(tree), assets_of(small.workspace))
    content, problems = pdf.finish(laid, pdf.Review([FINDING]))
    assert problems == []
    assert pdf.finish(laid, strip_metadata=True) == (content, [])
    first = pages(content or b"")[0]
    assert "REDLINE" in first
    assert "DRAFT" not in first


def test_what_no_template_can_print_has_no_pages(small: Small) -> None:
    small.write("templates/letter.html.jinja", "{{ nothing }}")
    letter, _ = small.assemble()
    assert letter is not None
    laid = pdf.lay_out(released(letter), assets_of(small.workspace))
    assert (laid.pages, laid.lines) == (0, ())
    assert [problem.code for problem in laid.problems] == ["LK504"]
    assert pdf.finish(laid) == (None, list(laid.problems))


def test_the_renderer_is_not_loaded_with_the_writer() -> None:
    code = "import sys, letterkit.writers.pdf; print('weasyprint' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
