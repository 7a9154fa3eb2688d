"""Keeps other websites out: which hosts are served, who may post, and which headers go out.

The service listens on this machine, and so does every page that is open in its browser. A page of
another site may neither post into the book nor, by renaming its own host to 127.0.0.1, read it.
"""

from collections.abc import Callable, Collection
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.errors import ForeignRequestError, OnRecordError, TooLargeError

LOOPBACK = ("127.0.0.1", "localhost", "::1")
"""The names under which a service that listens on this machine alone is reached."""

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
        "object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # Not "no-referrer": browsers then send "Origin: null" with our own forms too.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})

_PATIENCE = 100_000_000

Refusal = Callable[[Request, OnRecordError], Response]


class Guard:
    """ASGI middleware that refuses foreign requests and adds the security headers to every answer.

    Args:
        app: The service.
        hosts: The names that this service goes by, without port; ``*`` for any.
        largest_body: Bytes of a request's body that are taken at most.
        refuse: Makes the answer to a refused request.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: Collection[str], largest_body: int, refuse: Refusal
    ) -> None:
        self._app = app
        self._hosts = frozenset(host.lower() for host in hosts)
        self._largest_body = largest_body
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        try:
            self._check(scope["method"], Headers(scope=scope))
        except OnRecordError as error:
            if isinstance(error, TooLargeError):
                await _drain(receive)
            response = self._refuse(Request(scope), error)
            await response(scope, receive, send_with_headers)
            return
        await self._app(scope, receive, send_with_headers)

    def _check(self, method: str, headers: Headers) -> None:
        host = headers.get("host", "")
        if "*" not in self._hosts and host_name(host) not in self._hosts:
            raise ForeignRequestError(
                f"this service does not go by the name “{host}”",
                "Open it by the address that “onrecord serve” printed.",
            )
        if method in _SAFE:
            return
        if not _from_here(headers, host):
            raise ForeignRequestError(
                "the request comes from another website", "Send it from this service's own page."
            )
        length = headers.get("content-length", "" if "transfer-encoding" in headers else "0")
        if not length.isdecimal() or int(length) > self._largest_body:
            raise TooLargeError(
                f"what was sent has {length or 'no stated number of'} bytes, "
                f"and {self._largest_body:,} are taken at once",
                "Put the text into a file and run “onrecord read FILE”.",
            )


def host_name(host: str) -> str:
    """The name in a ``Host`` header, in lower case and without port or brackets.

    Example:
        >>> host_name("[::1]:8000"), host_name("LocalHost")
        ('::1', 'localhost')
    """
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _from_here(headers: Headers, host: str) -> bool:
    """Whether a page of this very service sent the request, or no browser did."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    # Every browser names the origin when it posts to another one; programs need not.
    if origin is None:
        return True
    try:
        return urlsplit(origin).netloc.lower() == host.lower() != ""
    except ValueError:
        return False


async def _drain(receive: Receive) -> None:
    """Takes in and forgets what is still being sent: browsers show no answer before that.

    Someone who sends more than `_PATIENCE` bytes sees the connection close instead.
    """
    taken = 0
    while taken < _PATIENCE:
        message = await receive()
        taken += len(message.get("body", b""))
        if not message.get("more_body", False):
            return
