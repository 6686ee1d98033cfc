"""The pages that a browser gets: the terminal, the way in, and refusals. Nothing in them leads to another server."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape
from http import HTTPStatus
from pathlib import Path
from string import Template

import attrs

from geleit.display import safe
from geleit.labels import Sentence

HEADERS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
}
"""For every answer; the policy is the narrowest, which the terminal's page widens."""

_FOLDER = Path(__file__).parent
_REFUSALS = {
    HTTPStatus.FORBIDDEN: "serving.page.forbidden",
    HTTPStatus.NOT_FOUND: "serving.page.not_found",
    HTTPStatus.MISDIRECTED_REQUEST: "serving.page.misdirected",
    HTTPStatus.SERVICE_UNAVAILABLE: "serving.page.full",
}


def policy(host: str) -> str:
    """What a page may load: its own files, and the WebSocket of its own server."""
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; "
        f"connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )


@attrs.frozen
class Pages:
    """The pages in the reader's language."""

    title: str
    language: str
    say: Callable[[Sentence | str], str]

    def screen(self, host: str) -> str:
        """The terminal, connected with the server under the name by which it was asked."""
        return self._filled(
            "screen.html",
            websocket=f"ws://{host}/ws",
            opening=self.say("serving.page.opening"),
            ended=self.say("serving.page.ended"),
            again=self.say("serving.page.again"),
        )

    def welcome(self) -> str:
        """The page after the link: it goes on to the terminal by itself, so that the browser brings its cookie along."""
        return self._filled("welcome.html", go_on=self.say("serving.page.go_on"))

    def refusal(self, status: HTTPStatus) -> str:
        """Why not, in a sentence."""
        return self._filled("refusal.html", why=self.say(_REFUSALS.get(status, "serving.page.other")))

    def _filled(self, name: str, **texts: str) -> str:
        template = Template((_FOLDER / name).read_text(encoding="utf-8"))
        values = {"title": self.title, "language": self.language, **texts}
        return template.substitute({key: escape(safe(text, 600)) for key, text in values.items()})
