"""JSON is written as Python's own `json` writes it, whatever the words."""

from __future__ import annotations

import json

import pytest
from markupsafe import Markup

from letterkit.diagnostics import Location
from letterkit.diagnostics.json import json_text


@pytest.mark.parametrize("indent", [1, 2])
@pytest.mark.parametrize(
    "value",
    [
        {},
        {"none": None, "yes": True, "number": -3, "large": 2**70, "share": 0.25},
        ["“é”\u2060刘\U0001f600", "\t\b\f\r\x01\x1f\x7f\u0085\u2028</script>&'\"\\/"],
        [[], {}, [[{"a": []}]], ()],
        [Markup("<b>")],
        {"file": "a name that is no UTF-8: \udcff"},
    ],
)
def test_json_is_as_python_writes_it(value: object, indent: int) -> None:
    assert json_text(value, indent) == json.dumps(value, ensure_ascii=False, indent=indent) + "\n"


def test_a_struct_becomes_an_object_even_with_a_name_that_is_no_utf_8() -> None:
    for name in ("plain.yaml", "\udcff.yaml"):
        told = json.loads(json_text([Location(name, 1, 2)]))
        assert told == [{"file": name, "line": 1, "column": 2}]
