"""spans: where each part of a file begins and ends."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from blocks.files import SEEDS, VARIANTS, opened, yaml_files
from letterkit.blocks.edits import YamlFile
from letterkit.blocks.spans import Part, Span, Style, comments, parts
from letterkit.blocks.yaml import Steps, parse

TEXT = """\
# first
name: Jane # who
'b c':
  - {x: 1, y}   # pairs
  -
  - key: |2 # text
       one

      two

    ? asked
    : [p: q]
last: "a # b"
"""


def found_in(text: str) -> dict[Steps, Part]:
    document, problems = parse(text, "f.yaml")
    assert problems == []
    assert document is not None
    return parts(document)


@pytest.mark.parametrize("ahead", ["", "\ufeff", "\ufeff\r\n"])
@pytest.mark.parametrize(
    ("path", "value", "entry"),
    [
        (("name",), "Jane", "name: Jane"),
        (("b c", 0), "{x: 1, y}", "- {x: 1, y}"),
        (("b c", 0, "x"), "1", "x: 1"),
        (("b c", 0, "y"), "", "y"),
        (("b c", 1), "", "-"),
        (("b c", 2, "key"), "|2 # text\n       one\n\n      two", None),
        (("b c", 2, "asked"), "[p: q]", "? asked\n    : [p: q]"),
        (("b c", 2, "asked", 0), "p: q", "p: q"),
        (("last",), '"a # b"', 'last: "a # b"'),
    ],
)
def test_every_part_has_its_span(ahead: str, path: Steps, value: str, entry: str | None) -> None:
    text = ahead + TEXT
    part = found_in(text)[path]
    assert part.value.of(text) == value
    assert entry is None or part.entry.of(text) == entry


@pytest.mark.parametrize("ahead", ["", "\ufeff"])
def test_a_part_knows_what_is_around_it(ahead: str) -> None:
    found = found_in(ahead + TEXT)
    assert [found[path].margin for path in ((), ("name",), ("b c", 1), ("b c", 2, "key"))] == [0, 0, 2, 4]
    assert [path for path, part in found.items() if part.between_brackets] == [
        ("b c", 0, "x"),
        ("b c", 0, "y"),
        ("b c", 2, "asked", 0),
        ("b c", 2, "asked", 0, "p"),
    ]
    key = found[("b c",)].key
    assert key is not None
    assert (key.of(ahead + TEXT), found[("b c",)].key_style) == ("'b c'", Style.SINGLE)


def test_the_comments_are_found_and_nothing_else() -> None:
    spans = comments(TEXT, found_in(TEXT))
    assert [span.of(TEXT) for span in spans] == ["# first", "# who", "# pairs", "# text"]


def assert_spans_hold_their_values(file: YamlFile) -> None:
    """What stands in the span of a scalar or key on its own, PyYAML reads as that value."""
    text, value = file.document.text, file.document.value
    assert [*file.parts] == [*file.document.places]
    for path, part in file.parts.items():
        inner: Any = value
        for step in path:
            inner = inner[step]
        if part.style in (Style.PLAIN, Style.SINGLE, Style.DOUBLE):
            assert alone(text, part.value) == (
                "null" if inner is None and part.value.of(text) else inner or ""
            )
        elif part.style in (Style.LITERAL, Style.FOLDED):
            assert part.value.of(text)[0] in "|>"
            assert part.value.of(text).endswith(inner.rstrip("\n\u2028\u2029")[-1:])
        if part.key is not None and part.key_style not in (Style.LITERAL, Style.FOLDED):
            assert alone(text, part.key) == path[-1]
            assert part.key.start >= part.entry.start
        assert part.entry.start <= part.value.start <= part.value.end == part.entry.end


def alone(text: str, span: Span) -> str:
    """A scalar read by itself."""
    return str(yaml.load(span.of(text), Loader=yaml.BaseLoader) or "")  # noqa: S506  # makes words only


@pytest.mark.parametrize("variant", VARIANTS)
def test_the_spans_of_every_seed_hold_their_values(variant: str) -> None:
    for seed in SEEDS:
        assert_spans_hold_their_values(opened(VARIANTS[variant](seed.read_bytes()), seed))


@settings(deadline=None, max_examples=200)
@given(yaml_files())
def test_the_spans_of_any_file_hold_their_values(file: YamlFile) -> None:
    assert_spans_hold_their_values(file)
