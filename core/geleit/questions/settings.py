"""A region's settings: its numbers and switches, each with where it comes from.

A setting's default is the region's; the organisation's `[region]` table replaces it for the organisation and a
round's `region` table for the round::

    @settings
    class Settings:
        district: str = setting("north", source="leaflet")
        hours_per_month: tuple[int, int] = assumption((5, 7), note="not published for this district")

On screens a setting is called by its label `setting.<name>`; `source.<name>` and `assumption.<name>` say in the reader's
language what source or note say.
"""

from __future__ import annotations

from typing import Any, TypeVar, dataclass_transform

import attrs

T = TypeVar("T")


@attrs.frozen
class Origin:
    """Where a default comes from: a source, or an assumption that the organisation is asked to confirm."""

    source: str | None = None
    assumption: str | None = None


def setting(default: T, *, source: str) -> T:
    """A setting whose default has a source."""
    return attrs.field(default=default, metadata={"origin": Origin(source=source)})


def assumption(default: T, *, note: str) -> T:
    """A setting whose default is assumed; `check` lists it with its note until the organisation sets it itself."""
    return attrs.field(default=default, metadata={"origin": Origin(assumption=note)})


# No field_specifiers: type checkers would take the positional default for none at all.
@dataclass_transform(frozen_default=True, kw_only_default=True)
def settings(cls: type[T]) -> type[T]:
    """Make a class of settings: frozen and keyword-only, every attribute with a default."""
    return attrs.frozen(kw_only=True)(cls)


@settings
class NoSettings:
    """The settings of a region that has none."""


def origins(cls: type[Any]) -> dict[str, Origin]:
    """For each setting of a class, where its default comes from."""
    return {field.name: field.metadata.get("origin", Origin()) for field in attrs.fields(cls)}
