"""Templates that are wrong: each is answered at its line."""

from __future__ import annotations

import pytest

from conftest import REPOSITORY, Letterkit, Small

TEMPLATE = "templates/letter.html.jinja"


@pytest.mark.parametrize("form", ["pdf", "html"])
@pytest.mark.parametrize(
    ("template", "line"),
    [
        ("<p>\n{% if %}\n", 2),
        ("<p>\n\n{{ nothing }}\n", 3),
        ("<p>\n{{ document.nothing.more }}\n", 2),
        ("<p>\n{{ 1 / 0 }}\n", 2),
        ("<p>\n{{ document.date + 1 }}\n", 2),
        ("<p>\n{% include '/etc/passwd' %}\n", 2),
        ("<p>\n{% include '../seeds/framing/opening.yaml' %}\n", 2),
        ("<p>\n{% for n in range(1000000000) %}{% endfor %}\n", 2),
        ("<p>\n{{ document.__class__.__mro__ }}\n", 2),
        ("{{ letter | nothing }}\n", 1),
    ],
)
def test_a_broken_template_is_refused_at_its_line(
    letterkit: Letterkit, small: Small, template: str, line: int, form: str
) -> None:
    small.write(TEMPLATE, template)
    answer = letterkit.refuses("render", "talks", "--format", form)
    assert answer.findings == [("LK504", f"{TEMPLATE}:{line}:1")]


def test_a_template_that_is_not_utf8_is_refused(letterkit: Letterkit, small: Small) -> None:
    small.write(TEMPLATE, "")
    (small.root / TEMPLATE).write_bytes(b"<p>caf\xe9</p>\n")
    assert letterkit.refuses("render", "talks").findings == [("LK106", f"{TEMPLATE}:1:1")]


def test_a_template_that_leaves_out_who_signs_below_a_heading(letterkit: Letterkit, small: Small) -> None:
    own = (REPOSITORY / TEMPLATE).read_text(encoding="utf-8")
    small.write(TEMPLATE, own.replace("document.signatures.groups", "[]"))
    joint = "title: J\norganisations: [{heading: A & B, organisations: [rights-now]}]\n"
    small.write("seeds/signatures/joint.yaml", joint)
    answer = letterkit.refuses("render", "talks", "--format", "html")
    assert answer.findings == [("LK504", f"{TEMPLATE}:1:1")]
    small.write(TEMPLATE, own)
    letterkit.renders("--format", "html")
