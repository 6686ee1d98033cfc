"""A stand-in for age that costs nothing: sealing takes a second each time by design, whatever a test is about."""

from __future__ import annotations

import hashlib
import hmac

from geleit.store import sealing

_MARK = b"age-encryption.org/v1\n"
_LENGTH = 32


class Quick:
    """What `geleit.store.sealing` asks of pyrage. It hides nothing, and notices what age notices."""

    class DecryptError(Exception):
        """The passphrase is another, or the content was changed."""

    class passphrase:  # the library's name for it
        """Sealing under a passphrase."""

        @staticmethod
        def encrypt(content: bytes, words: str) -> bytes:
            return _MARK + _tag(content, words) + content

        @staticmethod
        def decrypt(sealed: bytes, words: str) -> bytes:
            tag, content = sealed[len(_MARK) :][:_LENGTH], sealed[len(_MARK) + _LENGTH :]
            if not hmac.compare_digest(tag, _tag(content, words)):
                raise Quick.DecryptError
            return content


def _tag(content: bytes, words: str) -> bytes:
    return hmac.digest(words.encode(), content, hashlib.sha256)


def seal_quickly() -> None:
    """Let this process seal with the stand-in."""
    sealing._age = lambda: Quick
