"""Who may come in: a link that works once, then a cookie; only under this machine's own names; only from its own page.

Without it, any page that somebody has open could type into the programme: browsers let every page open a WebSocket to
any address, this machine's included.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping

import attrs

NAMES = ("127.0.0.1", "localhost")
_LENGTH = 32
"""Bytes of chance in a link and in a cookie."""


@attrs.define
class Guard:
    """The door of one server at a port. What it hands out is known to nobody else and is never written down."""

    port: int
    _token: str | None = None
    _cookies: set[str] = attrs.field(factory=set)

    @property
    def cookie_name(self) -> str:
        """Cookies do not tell ports apart, so the name does."""
        return f"geleit_{self.port}"

    @property
    def hosts(self) -> frozenset[str]:
        """What a request may call this server."""
        return frozenset(f"{name}:{self.port}" for name in NAMES)

    def new_link(self) -> str:
        """A link that lets one browser in, once; the one before no longer works."""
        self._token = secrets.token_urlsafe(_LENGTH)
        return f"http://{NAMES[0]}:{self.port}/open?token={self._token}"

    def redeem(self, token: str) -> str | None:
        """The cookie for the link's token, or None if it is not the one, or has been used."""
        if self._token is None or not hmac.compare_digest(self._token.encode(), token.encode(errors="replace")):
            return None
        self._token = None
        cookie = secrets.token_urlsafe(_LENGTH)
        self._cookies.add(cookie)
        return cookie

    def knows(self, cookies: Mapping[str, str]) -> str | None:
        """The cookie by which a request was let in, or None."""
        given = cookies.get(self.cookie_name, "").encode(errors="replace")
        return next((one for one in self._cookies if hmac.compare_digest(one.encode(), given)), None)

    def lock(self, cookie: str) -> None:
        """A browser is let in no longer, until it brings a new link."""
        self._cookies.discard(cookie)

    def is_own_page(self, host: str, origin: str | None) -> bool:
        """Whether a WebSocket is opened by a page of this very server; one without an origin is not."""
        return host in self.hosts and origin == f"http://{host}"
