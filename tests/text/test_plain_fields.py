"""Texts whose fields are all plain are told by them: the same is said as when they are read whole."""

from __future__ import annotations

import pytest

from letterkit.diagnostics import Location
from letterkit.text import merge

TEXTS = (
    "Speak in {{ dialogue.host_city }}, and again in {{dialogue.host_city}}.",
    "{{ signatories | length }} members in {{ with.place }}",
    "{{ dialogue.host_citty }} and {{ dialogue.name }}",
    "{{ signatories | lenght }}",
    "{{ dialogue.name }} {# hidden #}",
    "{{ dialogue.name }} {% if with.place %}there{% endif %}",
    "{{ dialogue.name }} { alone",
    "{{ dialogue.name }} {{ alone",
    "{{ dialogue.name.__class__ }}",
    "{{ loop.index }}",
    "{{ with.other }}",
    "{{ '{{' }} {{ dialogue.name }}",
    "{{ dialogue.name | upper | length }}",
    "{{ dialogue }}",
    "{{ dialogue.short_name | default(dialogue.name) }} and {{with.place|default( with.other )|upper}}",
    "{{ dialogue.name | default(none) }}",
    "{{ dialogue.name | default(nobody) }}",
    "{{ dialogue.name | default(dialogue.name, true) }}",
    "{{ dialogue.name | default() }}",
    "{{ dialogue.name | upper(dialogue.nmae) }}",
    "{{ dialogue.name " + "| upper " * 9 + "}}",
    "{{ if }} {{ none }} {{ true }}",
    "{{ dialogue.name }} " * 30,
)


def locate(line: int, column: int) -> Location:
    return Location("a.yaml", line, column)


@pytest.mark.parametrize("text", TEXTS)
def test_the_same_is_said_either_way(text: str) -> None:
    for with_ in ((), ("place",)):
        whole = merge._read(text, locate, "en", with_, ())
        assert merge.check(text, locate, with_) == whole


def test_a_plain_text_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert merge.check(TEXTS[0], locate) == []
    monkeypatch.setattr(merge, "_tokens", None)
    assert merge.check(f"Once more: {TEXTS[0]}", locate) == []
