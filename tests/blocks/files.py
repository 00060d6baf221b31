"""Files to try on: the seeds, and what PyYAML writes of anything; each with other line ends."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from hypothesis import assume
from hypothesis import strategies as st

from conftest import REPOSITORY
from letterkit.blocks.edits import TextEdit, YamlFile, edited
from letterkit.blocks.yaml import Document, Steps, decode, parse, unprintable

SEEDS = sorted((REPOSITORY / "seeds").rglob("*.yaml"))
VARIANTS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda raw: raw,
    "CRLF": lambda raw: raw.replace(b"\n", b"\r\n"),
    "BOM": lambda raw: b"\xef\xbb\xbf" + raw,
    "BOM and CRLF": lambda raw: b"\xef\xbb\xbf" + raw.replace(b"\n", b"\r\n"),
    "no last line end": lambda raw: raw.rstrip(b"\n"),
}
NASTY = st.text(alphabet=":#-'\"\\|>[]{},?&*!%@`~=<. \n\t\r\u2028\x85\ufeffab0é🕊", max_size=25)
PRINTABLE = st.text(max_size=40).filter(lambda text: unprintable(text) is None)
TEXTS = st.one_of(
    PRINTABLE,
    NASTY.filter(lambda text: unprintable(text) is None),
    st.sampled_from(
        ["", "null", "NO", "2016", "2016-06", "a: b", "- x", "# x", "one\n\n  two\nthree", "---"]
    ),
)


def opened(raw: bytes | str, path: Path = Path("f.yaml")) -> YamlFile:
    """A file that must be right."""
    document, problems = decode(raw if isinstance(raw, bytes) else raw.encode(), path.name)
    assert problems == []
    assert document is not None
    return YamlFile(path, document)


def after(*edits: TextEdit) -> str:
    """What the file holds after the edits, which must be possible."""
    content, problems = edited(edits)
    assert problems == []
    return content.decode()


def value_of(raw: bytes | str) -> Any:
    return opened(raw).document.value


def single(document: Document) -> list[Steps]:
    """The path of every value that holds no others."""
    return [
        path for path in document.places if path and not isinstance(at(document.value, path), dict | list)
    ]


def at(value: Any, path: Steps) -> Any:
    for step in path:
        value = value[step]
    return value


LIST = """\
# who signs
organisations:
  - one   # the first
  # the second is new
  - two

  - list: others
    note: |
      of them
title: Joint
"""


LEAVES = st.one_of(st.none(), TEXTS)
KEYS = st.one_of(st.text("abc", min_size=1, max_size=3), TEXTS.filter(lambda text: len(text) < 60))
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        LEAVES,
        lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
        max_leaves=8,
    ),
    min_size=1,
    max_size=4,
)


@st.composite
def yaml_files(draw: st.DrawFn) -> YamlFile:
    """Files in every style that PyYAML writes, with comments here and there."""
    text: str = yaml.safe_dump(
        draw(TREES),
        default_style=draw(st.sampled_from([None, None, "'", '"', "|", ">"])),
        default_flow_style=draw(st.sampled_from([None, True, False])),
        indent=draw(st.sampled_from([2, 4])),
        width=draw(st.sampled_from([10, 100])),
        explicit_start=draw(st.booleans()),
        allow_unicode=True,
        sort_keys=False,
    )
    for _ in range(draw(st.integers(0, 3))):
        text = _commented(text, draw(st.integers(0, text.count("\n"))), draw(st.integers(-1, 6)))
    raw = VARIANTS[draw(st.sampled_from([*VARIANTS]))](text.encode())
    document, _ = decode(raw, "f.yaml")
    assume(document is not None)
    assert document is not None
    return YamlFile(Path("f.yaml"), document)


def _commented(text: str, line: int, indent: int) -> str:
    """The text with a comment above that line, or behind it, if that changes nothing."""
    lines = text.split("\n")
    if indent < 0:
        lines[line] += " # said"
    else:
        lines.insert(line, f"{' ' * indent}# said: 'so")
    commented = "\n".join(lines)
    before, now = parse(text, ""), parse(commented, "")
    return commented if before[0] and now[0] and before[0].value == now[0].value else text
