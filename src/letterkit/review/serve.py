"""The review page, live, for the browser on this machine and nobody else.

It listens on 127.0.0.1 alone. A request must name that host, so that no web site can reach it under a
name of its own (DNS rebinding), and must not come from another site's page. It answers GET with the
page, the pictures of its pages and the news of changes; it opens no file that a request names. A POST
carries a decision about what a partner proposes: only from the page itself, which has the token that
such a request must bring along, as JSON, which no form can send.
"""

from __future__ import annotations

import hmac
import os
import re
import sys
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from letterkit.diagnostics import LetterkitError
from letterkit.review.decisions import read_wanted
from letterkit.review.live_page import LivePage

ADDRESS = "127.0.0.1"
DECIDE = "/decide"
_LENGTH = re.compile(r"\d{1,5}")  # of a decision, in bytes
_PICTURE = re.compile(r"/pages/([0-9a-f]{16}-\d{1,4})\.png")
# In seconds: for a request to come whole, and between signs of life to a browser that waits for news.
_PATIENCE = 10
_SIGN_OF_LIFE = 10
_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_NOTHING = "default-src 'none'; frame-ancestors 'none'"


def serve(page: LivePage, port: int, ready: Callable[[str], None]) -> None:
    """Serve until interrupted. `ready` is given the address; port 0 stands for any that is free.

    Raises LetterkitError where the port is taken, or where the document cannot be begun.
    """
    try:
        server = _Server(page, port)
    except OSError as error:
        message = f"port {port} of this machine cannot be used: {error.strerror or error}"
        raise LetterkitError(message, "leave out --port to take one that is free") from None
    try:
        page.begin()
        ready(server.address)
        server.serve_forever(poll_interval=0.2)
    finally:
        page.end()
        server.server_close()


class _Server(ThreadingHTTPServer):
    """Ends with the threads that answer, once each has said what it was saying."""

    daemon_threads = False
    # On Windows it would let another program share the port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, page: LivePage, port: int) -> None:
        self.page = page
        super().__init__((ADDRESS, port), _Handler)
        self.names = {f"{name}:{self.server_port}" for name in (ADDRESS, "localhost")}

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that breaks off is nothing to tell of; what else goes wrong keeps its traceback."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)

    @property
    def address(self) -> str:
        """What to type into a browser."""
        return f"http://{ADDRESS}:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: _Server
    timeout = _PATIENCE
    server_version = "letterkit"
    sys_version = ""

    def parse_request(self) -> bool:
        """Read the request; whether it is one to answer."""
        if not super().parse_request():
            return False
        refusal = self._refusal()
        if refusal:
            self.send_error(*refusal)
        return refusal is None

    def do_GET(self) -> None:
        """Answer with the page, a picture or the news."""
        url = urlsplit(self.path)
        picture = _PICTURE.fullmatch(url.path)
        if url.path == "/":
            self._page(parse_qs(url.query))
        elif url.path == "/events":
            self._news()
        elif picture and (image := self.server.page.picture(picture[1])):
            self._answer(HTTPStatus.OK, image, "image/png", _NOTHING)
        else:
            self.send_error(HTTPStatus.NOT_FOUND, "there is nothing here")

    def do_POST(self) -> None:
        """Carry out a decision, and answer what there is to say about it."""
        length = self.headers.get("Content-Length", "")
        content = self.rfile.read(int(length)) if _LENGTH.fullmatch(length) else b""
        wanted = read_wanted(content)
        if wanted is None:
            self.send_error(HTTPStatus.BAD_REQUEST, "this is no decision")
            return
        try:
            said, status = self.server.page.decide(wanted), HTTPStatus.OK
        except LetterkitError as error:
            said, status = str(error), HTTPStatus.CONFLICT
        self._answer(status, said.encode(), "text/plain; charset=utf-8", _NOTHING)

    def _refusal(self) -> tuple[HTTPStatus, str] | None:
        """Why the request is not answered."""
        hosts, origin = self.headers.get_all("Host", []), self.headers.get("Origin")
        if len(hosts) != 1 or hosts[0].lower() not in self.server.names:
            return HTTPStatus.MISDIRECTED_REQUEST, f"this is {self.server.address}"
        ours = {f"http://{name}" for name in self.server.names}
        site = self.headers.get("Sec-Fetch-Site", "none")
        if (origin is not None and origin not in ours) or site not in ("same-origin", "none"):
            return HTTPStatus.FORBIDDEN, "not for the pages of other sites"
        if self.command == "POST" and self.path == DECIDE:
            return self._refusal_to_decide(is_ours=origin in ours)
        if self.command != "GET":
            return HTTPStatus.METHOD_NOT_ALLOWED, "GET only"
        return None

    def _refusal_to_decide(self, *, is_ours: bool) -> tuple[HTTPStatus, str] | None:
        """Why a decision is not taken: only the page itself sends one, with its token."""
        token = self.headers.get("X-Letterkit-Token", "").encode()
        if not is_ours or not hmac.compare_digest(token, self.server.page.token.encode()):
            return HTTPStatus.FORBIDDEN, "only the page itself decides; load it again"
        if self.headers.get("Content-Type") != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "JSON only"
        return None

    def _page(self, asked: dict[str, list[str]]) -> None:
        view, since = (asked.get(name, [""])[0] for name in ("view", "since"))
        made = self.server.page.page(view, since or None)
        policy = f"{made.policy}; frame-ancestors 'none'"
        self._answer(HTTPStatus.OK, made.html, "text/html; charset=utf-8", policy)

    def _news(self) -> None:
        """Tell the number of the state, now and whenever it changes (Server-sent events, HTML 9.2)."""
        self._begin(HTTPStatus.OK, {"Content-Type": "text/event-stream; charset=utf-8"}, _NOTHING)
        page, known = self.server.page, -1
        while not page.is_ending:
            number = page.news(known, _SIGN_OF_LIFE)
            said = f"event: made\ndata: {number}\n\n" if number != known else ":\n\n"
            known = number
            try:
                self.wfile.write(said.encode())
            except OSError:  # the browser went away
                return

    # What every answer has

    def _answer(self, status: HTTPStatus, body: bytes, kind: str, policy: str) -> None:
        self._begin(status, {"Content-Type": kind, "Content-Length": str(len(body))}, policy)
        self.wfile.write(body)

    def _begin(self, status: HTTPStatus, headers: dict[str, str], policy: str) -> None:
        self.send_response(status)
        for name, value in {**headers, **_HEADERS, "Content-Security-Policy": policy}.items():
            self.send_header(name, value)
        self.end_headers()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """A refusal, in one line of plain text."""
        status = HTTPStatus(code)
        body = f"{status.value} {status.phrase}: {message or explain or ''}\n".encode()
        headers = {"Allow": "GET"} if status is HTTPStatus.METHOD_NOT_ALLOWED else {}
        kind = {"Content-Type": "text/plain; charset=utf-8", "Content-Length": str(len(body))}
        self._begin(status, {**headers, **kind}, _NOTHING)
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: the terminal tells of the letter, not of the browser's requests."""
