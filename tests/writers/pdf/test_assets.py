"""What a template may make the renderer read: the files beside it, and nothing else."""

from __future__ import annotations

import errno
import socket
from typing import NoReturn

import pytest

from conftest import Letterkit, Small

TEMPLATE = "templates/letter.html.jinja"


def page(head: str = "", body: str = "") -> str:
    return (
        f'<!doctype html>\n<html lang="en"><head><title>Letter</title>{head}</head>\n'
        f"<body><p>{{{{ document.date.text }}}}</p>{body}</body></html>\n"
    )


@pytest.mark.parametrize(
    "template",
    [
        page(body='<img alt="x" src="http://example.org/x.png">'),
        page(body='<img alt="x" src="https://example.org/x.png">'),
        page(body='<img alt="x" src="ftp://example.org/x.png">'),
        page(body='<img alt="x" src="file:///etc/passwd">'),
        page(body='<img alt="x" src="../../../../../../../../etc/passwd">'),
        page(body='<object data="file:///etc/passwd"></object>'),
        page(body='<a rel="attachment" href="file:///etc/passwd">x</a>'),
        page('<link rel="attachment" href="file:///etc/passwd">'),
        page('<link rel="stylesheet" href="http://example.org/x.css">'),
        page("<style>body { background: url(http://example.org/x.png) }</style>"),
        page("<style>body { background: url(file:///etc/passwd) }</style>"),
        page('<style>@import "http://example.org/x.css";</style>'),
        page("<style>@import url(file:///etc/passwd);</style>"),
        page("<style>p { list-style-image: url(http://example.org/x.png); display: list-item }</style>"),
    ],
)
def test_a_template_reads_nothing_but_its_folder(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch, template: str
) -> None:
    asked = _forbid_network(monkeypatch)
    small.write(TEMPLATE, template)
    answer = letterkit.refuses("render", "talks")
    assert answer.findings == [("LK505", f"{TEMPLATE}:1:1")]
    assert asked == []


def test_a_font_from_the_network_is_refused(
    letterkit: Letterkit, small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = _forbid_network(monkeypatch)
    font = "@font-face { font-family: X; src: url(http://example.org/x.ttf) } p { font-family: X }"
    small.write(TEMPLATE, page(f"<style>{font}</style>"))
    assert ("LK505", f"{TEMPLATE}:1:1") in letterkit.refuses("render", "talks").findings
    assert asked == []


def _forbid_network(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What was asked of the network: noted, because the renderer passes over an exception."""
    asked: list[object] = []

    def refuse(*arguments: object, **_: object) -> NoReturn:
        asked.append(arguments)
        raise OSError(errno.ENETUNREACH, "no network in this test")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    return asked
