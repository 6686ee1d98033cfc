"""A warning about free texts that tell of health, belief or flight; it refuses nothing.

Nobody needs such notes to accompany somebody, they are what may be held against a person, and where a programme has to
know of a residence document it has a protected field for it.
"""

from __future__ import annotations

from geleit.labels import Listed, Sentence, say
from geleit.vocabulary.delicate import Delicate, delicate_words

_SHOWN = 5


def warning(*texts: str | None) -> Sentence | None:
    """What some texts seem to tell of, with the words by which they do; None if nothing was found."""
    found: dict[Delicate, dict[str, None]] = {}
    for text in texts:
        for kind, words in delicate_words(text or "").items():
            found.setdefault(kind, {}).update(dict.fromkeys(words))
    if not found:
        return None
    kinds = [
        say(
            "wary.kind", kind=say(f"Delicate.{kind.value}"), words=Listed([say("wary.word", word=one) for one in words])
        )
        for kind, words in ((kind, [*found[kind]][:_SHOWN]) for kind in Delicate if kind in found)
    ]
    return say("wary.warning", kinds=Listed(kinds))
