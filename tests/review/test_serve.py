"""The server of the review page: what it answers, what it refuses, and that it ends."""

from __future__ import annotations

import http.client
import re
import socket
import struct
import threading
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from conftest import Served, Small, run, serving


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(served: Served, path: str = "/", method: str = "GET", **headers: str) -> Answer:
    """Ask the server, with its own host's name unless another is given."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)) as connection:
        connection.putrequest(method, path, skip_host=True)
        for name, value in {"Host": f"127.0.0.1:{served.port}", **named}.items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The small letter, served."""
    from conftest import SMALL

    small = Small(tmp_path_factory.mktemp("served"))
    for path, text in SMALL.items():
        small.write(path, text)
    with serving(small) as served:
        yield served


def test_it_answers_with_the_page_and_its_pictures(served: Served) -> None:
    page = ask(served)
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    pictures = re.findall(rb'src="(/pages/[^"]+)"', page.body)
    assert len(pictures) == 1
    picture = ask(served, pictures[0].decode())
    assert (picture.status, picture.headers["content-type"]) == (200, "image/png")
    assert picture.body.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "host",
    ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.evil:{port}", ""],
)
def test_a_foreign_host_is_refused(served: Served, host: str) -> None:
    answer = ask(served, Host=host.format(port=served.port))
    assert answer.status == 421
    assert b"Minister" not in answer.body


def test_its_own_names_are_answered(served: Served) -> None:
    for name in ("127.0.0.1", "localhost", "LOCALHOST"):
        assert ask(served, Host=f"{name}:{served.port}").status == 200


def test_without_a_host_or_with_two_it_is_refused(served: Served) -> None:
    own = f"Host: 127.0.0.1:{served.port}\r\n".encode()
    assert raw(served, b"GET / HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.0 421")
    assert raw(served, b"GET / HTTP/1.1\r\n" + own + b"Host: evil.example\r\n\r\n").startswith(
        b"HTTP/1.0 421"
    )


def raw(served: Served, request: bytes) -> bytes:
    """What is answered to these very bytes."""
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as connection:
        connection.sendall(request)
        received = b""
        while part := connection.recv(65536):
            received += part
        return received


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_pages_of_other_sites_are_refused(served: Served, headers: dict[str, str]) -> None:
    assert ask(served, **headers).status == 403


@pytest.mark.parametrize(
    "path",
    [
        "/seeds/issues/release.yaml",
        "/campaigns/talks/campaign.yaml",
        "/../../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2f..%2fetc%2fpasswd",
        "/pages/../../seeds/issues/release.yaml",
        "/pages/%2e%2e%2fseeds.png",
        "/pages/0123456789abcdef-1.png",
        "/index.html",
        "//evil.example/",
        "http://evil.example/page",
        "/events/",
    ],
)
def test_a_path_outside_is_not_found(served: Served, path: str) -> None:
    answer = ask(served, path)
    assert answer.status == 404
    assert b"root:" not in answer.body


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"])
def test_nothing_but_get_is_answered(served: Served, method: str) -> None:
    answer = ask(served, method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET")


@pytest.mark.parametrize("path", ["/", "/nothing"])
def test_every_answer_is_guarded(served: Served, path: str) -> None:
    headers = ask(served, path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "query", ["view=other", "view=redline&since=--output=/tmp/x", "a=" + "b" * 5000, "&" * 999]
)
def test_a_strange_question_still_gets_the_page(served: Served, query: str) -> None:
    answer = ask(served, f"/?{query}")
    assert answer.status == 200
    assert b"Review: " in answer.body


def test_it_listens_on_this_machine_alone(served: Served) -> None:
    """The rest of 127.0.0.0/8 is this machine too, but not what is listened on."""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", served.port), timeout=5)


def test_the_news_come_with_a_change(small: Small) -> None:
    with serving(small) as served, closing(news(served)) as heard:
        first = next(heard)
        small.change("seeds/framing/opening.yaml", "we write to you", "we write again")
        assert next(heard) == first + 1
        assert b"we write again" in ask(served).body


def news(served: Served) -> Generator[int, None, None]:
    """The numbers of the states, as they come."""
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=20)) as connection:
        connection.request("GET", "/events")
        response = connection.getresponse()
        assert response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
        while line := response.readline():
            if line.startswith(b"data: "):
                yield int(line.removeprefix(b"data: "))


def test_ctrl_c_ends_it_at_once_even_while_a_browser_waits_for_news(small: Small) -> None:
    with serving(small) as served, closing(news(served)) as heard:
        next(heard)
        # A browser that waits for news hears of nothing for longer than that.
        status, said = served.end(within=8)
        assert status == 0
        assert "Traceback" not in said
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", served.port), timeout=5)


def test_a_letter_that_is_broken_from_the_start_is_served_once_it_is_whole(small: Small) -> None:
    small.change("seeds/framing/opening.yaml", "text: |", "txt: |")
    with serving(small) as served, closing(news(served)) as heard:
        next(heard)
        assert b"seeds/framing/opening.yaml:" in ask(served).body
        small.change("seeds/framing/opening.yaml", "txt: |", "text: |")
        next(heard)
        assert b"we write to you" in ask(served).body


def test_a_slow_request_holds_up_nobody(served: Served) -> None:
    with socket.create_connection(("127.0.0.1", served.port), timeout=10) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHo")
        assert ask(served).status == 200


def test_many_ask_at_once(served: Served) -> None:
    statuses: list[int] = []
    threads = [threading.Thread(target=lambda: statuses.append(ask(served).status)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 8


def test_a_port_that_is_taken_is_told(small: Small) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run(small, "review", "--serve", "--port", str(port))
    assert done.returncode == 3
    assert f"port {port} of this machine cannot be used" in done.stderr


def test_a_browser_that_breaks_off_leaves_no_traceback(small: Small) -> None:
    with serving(small) as served:
        page = ask(served)
        (picture, *_) = re.findall(rb'src="(/pages/[^"]+)"', page.body)
        for path in (b"/", picture, b"/events", b"/nothing"):
            with socket.create_connection(("127.0.0.1", served.port)) as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.sendall(b"GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % (path, served.port))
        for half in (b"", b"GET", b"GET / HTTP/1.1\r\nHost:"):
            with socket.create_connection(("127.0.0.1", served.port)) as connection:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.sendall(half)
        assert ask(served).status == 200
        status, said = served.end()
    assert (status, "Traceback" in said, "Exception" in said) == (0, False, False), said


# Decisions


def decide(served: Served, body: bytes, **headers: str) -> Answer:
    """Send a decision as the page does, with these headers otherwise; empty ones are left out."""
    page = ask(served).body.decode()
    token = re.search(r'data-token="([^"]+)"', page)
    assert token
    own = {
        "Host": f"127.0.0.1:{served.port}",
        "Origin": f"http://127.0.0.1:{served.port}",
        "X-Letterkit-Token": token[1],
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
    }
    sent = own | {name.replace("_", "-"): value for name, value in headers.items()}
    with closing(http.client.HTTPConnection("127.0.0.1", served.port, timeout=10)) as connection:
        connection.putrequest("POST", "/decide", skip_host=True)
        for name, value in sent.items():
            if value:
                connection.putheader(name, value)
        connection.endheaders(body)
        response = connection.getresponse()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, response.read())


NOTHING_KNOWN = b'{"choice": "reject", "id": "0000-1", "text": "", "everywhere": false}'


def test_a_decision_of_the_page_is_heard(served: Served) -> None:
    answer = decide(served, NOTHING_KNOWN)
    assert answer.status == 409
    assert b"there is no proposal '0000-1'" in answer.body


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "http://evil.example"},
        {"X_Letterkit_Token": ""},
        {"X_Letterkit_Token": "x" * 43},
        {"Sec_Fetch_Site": "cross-site"},
    ],
)
def test_nobody_else_decides(served: Served, headers: dict[str, str]) -> None:
    assert decide(served, NOTHING_KNOWN, **headers).status == 403


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded"])
def test_no_form_decides(served: Served, kind: str) -> None:
    assert decide(served, NOTHING_KNOWN, Content_Type=kind).status == 415


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"choice": "delete", "id": "0000-1"}',
        b'{"choice": "accept", "id": 1}',
        b'{"choice": "accept", "id": "0000-1", "everywhere": "yes"}',
        b'{"choice": "accept", "id": "0000-1", "more": 1}',
        b"[" * 5000,
    ],
)
def test_what_the_page_would_not_send_is_refused(served: Served, body: bytes) -> None:
    assert decide(served, body).status == 400
