"""The last decision that can be taken back, and how."""

from __future__ import annotations

from collections.abc import Callable

import attrs

from geleit.labels import Sentence


@attrs.frozen
class Undo:
    """What was decided, in words, and the use case that takes it back; the core decides whether it still may."""

    what: Sentence
    back: Callable[[], object]
