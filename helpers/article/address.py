"""Address: a page or file fetched from the web, with limits on size, time and redirects."""

from __future__ import annotations

import http
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.article.article import ArticleError

if TYPE_CHECKING:
    from requests import Response

MAX_BYTES = 20_000_000
MAX_REDIRECTS = 10
CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0  # between two pieces of the answer
WHOLE_SECONDS = 60.0
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


def fetch(address: str) -> Fetched:
    """Return what an ``http`` or ``https`` address answers.

    Raises:
        ArticleError: another scheme, no answer, an error status, too many redirects, or more
            than ``MAX_BYTES``: the rest is then not read.
    """
    import requests

    if not address.lower().startswith(("http://", "https://")):
        raise ArticleError(
            f"{address} is not an address that can be read: give one that begins with http:// or "
            "https://, or a file."
        )
    reasons = (
        (requests.TooManyRedirects, "leads in circles from one address to the next"),
        (requests.exceptions.SSLError, "has no valid certificate"),
        (requests.ConnectTimeout, f"could not be reached within {CONNECT_SECONDS:.0f} seconds"),
        (requests.Timeout, f"did not answer within {READ_SECONDS:.0f} seconds"),
        (requests.exceptions.InvalidSchema, "leads to an address that is not http or https"),
        (
            (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema),
            "is not an address as the web writes them",
        ),
        (
            (requests.exceptions.ContentDecodingError, requests.exceptions.ChunkedEncodingError),
            "breaks off in the middle of its answer",
        ),
        (Exception, "can't be reached"),
    )
    try:
        with requests.Session() as session:
            session.max_redirects = MAX_REDIRECTS
            limits = (CONNECT_SECONDS, READ_SECONDS)
            with session.get(address, stream=True, timeout=limits, headers=_HEADERS) as answer:
                return _read(answer, address)
    except requests.RequestException as error:
        reason = next(reason for kinds, reason in reasons if isinstance(error, kinds))
        raise ArticleError(
            f"{address} {reason}: check the address and your connection, or {_OTHERWISE}."
        ) from None


def _read(answer: Response, address: str) -> Fetched:
    """Return the answer, read in pieces so that no endless one is stored."""
    if answer.status_code != http.HTTPStatus.OK:
        code = answer.status_code
        known = {status.value: status.phrase for status in http.HTTPStatus}
        reason = f"{code} ({known[code]})" if code in known else str(code)
        raise ArticleError(f"{address} answers {reason}: check the address, or {_OTHERWISE}.")
    began = time.monotonic()
    announced = int(answer.headers.get("Content-Length", "0") or 0)
    raw = bytearray()
    for piece in answer.iter_content(_CHUNK) if announced <= MAX_BYTES else ():
        raw += piece
        if len(raw) > MAX_BYTES:
            break
        if time.monotonic() - began > WHOLE_SECONDS:
            raise ArticleError(
                f"{address} sends its page too slowly (over {WHOLE_SECONDS:.0f} s): try again "
                f"later, or {_OTHERWISE}."
            )
    if max(announced, len(raw)) > MAX_BYTES:
        raise ArticleError(
            f"{address} sends more than {MAX_BYTES / 1e6:.0f} MB, which no article has: give the "
            "address of the article itself."
        )
    media, _, parameters = answer.headers.get("Content-Type", "").partition(";")
    encoding = parameters.partition("charset=")[2].partition(";")[0].strip(" \"'")
    return Fetched(bytes(raw), media.strip().lower(), encoding, answer.url)
