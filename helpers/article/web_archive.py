"""Web archive: the page in a file that a browser saved as "web page, single file" (MHTML)."""

from __future__ import annotations

import re

from helpers.article.article import ArticleError

_HEAD = re.compile(rb"\A[\w-]+: .*?^content-type: multipart/related", re.I | re.S | re.M)


def is_archive(raw: bytes) -> bool:
    """Whether a file begins like a web archive."""
    return bool(_HEAD.match(raw[:4000]))


def page_of(raw: bytes, name: str) -> tuple[bytes, str]:
    """Return the page in an archive as UTF-8, and the archive's name.

    Raises:
        ArticleError: the archive holds no page.
    """
    import email
    import email.policy

    message = email.message_from_bytes(raw, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            page = part.get_content()
            # The encoding that the page names is the one it had before it was saved.
            return b"\xef\xbb\xbf" + page.encode("utf-8", "replace"), name
    raise ArticleError(f"{name} is a web archive without a page: save the page again.")
