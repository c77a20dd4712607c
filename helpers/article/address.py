"""Address: a page or file fetched from the web, with limits on size, time, redirects and place.

Every address on the way is resolved before it is asked, and refused if it is not public: else a
link in a list of articles could read what only this machine or its network may see.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import os
import socket
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit, urlunsplit

from helpers.article.article import ArticleError

if TYPE_CHECKING:
    from requests import Response, Session

MAX_BYTES = 20_000_000
MAX_REDIRECTS = 10
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0  # between two pieces of the answer
WHOLE_SECONDS = 60.0  # names, redirects, head and body together
PRIVATE = "NEWS_VOICES_PRIVATE"  # set to 1, addresses that are not public are read as well
_CHUNK = 65_536
# The program names itself: it reads one article for a person.
_HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; NewsVoices/0.1)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "en",
}
_OTHERWISE = "open it in a browser, save the page, and give the saved file"


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address answered: bytes, media type, encoding, and the address after redirects."""

    raw: bytes
    media: str
    encoding: str
    address: str


def is_address(source: str) -> bool:
    """Return whether a string is an address and not a file; any scheme counts as an address.

    >>> [is_address(text) for text in ("https://a.example/b", "ftp://a/b", "a.txt", "C:/a.txt")]
    [True, True, False, False]
    """
    scheme, found, _ = source.partition("://")
    return bool(found) and len(scheme) > 1 and scheme.isalnum()


def without_credentials(address: str) -> str:
    """Return an address without the name and password in it, which are neither sent nor stored."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if "@" not in parts.netloc:
        return address
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def fetch(address: str) -> Fetched:
    """Return what an ``http`` or ``https`` address answers; an ArticleError says why it can't."""
    address = without_credentials(address)
    found: list[Fetched | ArticleError] = []
    deadline = time.monotonic() + WHOLE_SECONDS

    def work() -> None:
        try:
            found.append(_follow(address, deadline))
        except ArticleError as error:
            found.append(error)

    # Neither the search for a name nor a head sent byte by byte can be broken off from within.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(WHOLE_SECONDS)
    if not found:
        raise _too_slow(address)
    if isinstance(found[0], ArticleError):
        raise found[0]
    return found[0]


def _follow(given: str, deadline: float) -> Fetched:
    """Return the answer at the end of all redirects, each of which is looked at by itself."""
    import requests
    import urllib3

    reasons = (
        (requests.exceptions.InvalidHeader, "gives an answer that can't be read"),
        (requests.exceptions.SSLError, "has no valid certificate"),
        (requests.ConnectTimeout, f"could not be reached within {CONNECT_SECONDS:.0f} seconds"),
        (requests.Timeout, f"did not answer within {READ_SECONDS:.0f} seconds"),
        (
            (requests.exceptions.ContentDecodingError, requests.exceptions.ChunkedEncodingError),
            "breaks off in the middle of its answer",
        ),
        (requests.ConnectionError, "can't be reached"),
        (ValueError, "is not an address as the web writes them"),  # InvalidURL among them
        (Exception, "gives an answer that can't be read"),
    )
    address = given
    with requests.Session() as session:
        session.auth = lambda request: request  # no password from a file of the user's
        _look_at_places(session, given)
        try:
            for _ in range(MAX_REDIRECTS + 1):
                _require_public(address, given)
                limits = (CONNECT_SECONDS, READ_SECONDS)
                with session.get(
                    address, stream=True, timeout=limits, headers=_HEADERS, allow_redirects=False
                ) as answer:
                    if not answer.is_redirect:
                        return _read(answer, given, deadline)
                    target = urljoin(address, str(answer.headers["location"]))
                address = without_credentials(target)
        except (requests.RequestException, urllib3.exceptions.HTTPError, ValueError) as error:
            if isinstance(error, ArticleError):
                raise
            reason = next(reason for kinds, reason in reasons if isinstance(error, kinds))
            raise ArticleError(
                f"{given} {reason}: check the address and your connection, or {_OTHERWISE}."
            ) from None
    raise ArticleError(
        f"{given} leads in circles from one address to the next: check it, or {_OTHERWISE}."
    )


def _require_public(address: str, given: str) -> None:
    """Raise an :class:`ArticleError` for an address of another scheme or in a private network."""
    if not address.lower().startswith(("http://", "https://")):
        leads = "" if address == given else f" leads to {address}, which"
        raise ArticleError(
            f"{given}{leads} is not an address that can be read: give one that begins with http:// "
            "or https://, or a file."
        )
    host = urlsplit(address).hostname
    # Where a proxy is in use, it may be the only one that knows the name; numbers are known here.
    with contextlib.suppress(OSError):
        for found in socket.getaddrinfo(host, None) if host else ():
            _require_public_place(str(found[4][0]), given)


def _require_public_place(place: str, given: str) -> None:
    number = ipaddress.ip_address(place.partition("%")[0])
    inner = getattr(number, "ipv4_mapped", None) or number
    if os.environ.get(PRIVATE) != "1" and (not inner.is_global or inner.is_multicast):
        raise ArticleError(
            f"{given} leads to {place}, which is an address of this machine or of a private "
            f"network: set {PRIVATE}=1 to read it all the same, or {_OTHERWISE}."
        )


def _look_at_places(session: Session, given: str) -> None:
    """Have a session look at the place that each connection leads to, before it asks anything.

    A name may lead to another place than a moment ago, when it was resolved for a first look. A
    proxy's own place is the user's business; connections to one are made elsewhere in urllib3.
    """
    from requests.adapters import HTTPAdapter
    from urllib3.connection import HTTPConnection, HTTPSConnection
    from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

    class Looking:
        def _new_conn(self) -> socket.socket:
            connected: socket.socket = super()._new_conn()  # type: ignore[misc]
            try:
                _require_public_place(str(connected.getpeername()[0]), given)
            except ArticleError:
                connected.close()
                raise
            return connected

    pools = {
        "http": (HTTPConnectionPool, HTTPConnection),
        "https": (HTTPSConnectionPool, HTTPSConnection),
    }
    adapter = HTTPAdapter()
    adapter.poolmanager.pool_classes_by_scheme = {
        scheme: type("Pool", (pool,), {"ConnectionCls": type("Seen", (Looking, connection), {})})
        for scheme, (pool, connection) in pools.items()
    }
    for scheme in pools:
        session.mount(f"{scheme}://", adapter)


def _read(answer: Response, given: str, deadline: float) -> Fetched:
    """Return the answer, read in pieces so that no endless one is stored."""
    if answer.status_code != http.HTTPStatus.OK:
        phrase = http.client.responses.get(answer.status_code)
        reason = f"{answer.status_code} ({phrase})" if phrase else str(answer.status_code)
        raise ArticleError(f"{given} answers {reason}: check the address, or {_OTHERWISE}.")
    length = answer.headers.get("Content-Length", "")
    announced = int(length) if length.isdecimal() and len(length) < 20 else 0
    raw = bytearray()
    for piece in answer.iter_content(_CHUNK) if announced <= MAX_BYTES else ():
        raw += piece
        if len(raw) > MAX_BYTES:
            break
        if time.monotonic() > deadline:
            raise _too_slow(given)
    if max(announced, len(raw)) > MAX_BYTES:
        raise ArticleError(
            f"{given} sends more than {MAX_BYTES / 1e6:.0f} MB, which no article has: give the "
            "address of the article itself."
        )
    media, _, parameters = answer.headers.get("Content-Type", "").partition(";")
    encoding = parameters.partition("charset=")[2].partition(";")[0].strip(" \"'")
    return Fetched(bytes(raw), media.strip().lower(), encoding, without_credentials(answer.url))


def _too_slow(address: str) -> ArticleError:
    return ArticleError(
        f"{address} sends its page too slowly (over {WHOLE_SECONDS:.0f} s): try again later, or "
        f"{_OTHERWISE}."
    )
