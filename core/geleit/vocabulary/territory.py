"""Places a programme works in: the type only, the lists are the regions'.

Several territories can have one name (a town and the district around it), so a name is shown with its kind, and
reading a text gives every territory it can mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs

from geleit.errors import RegionError
from geleit.labels import FALLBACK, Labels, say
from geleit.vocabulary.names import spelling_key


def _names(name: Mapping[str, str] | str) -> Mapping[str, str] | str:
    return name if isinstance(name, str) else dict(name)


@attrs.frozen
class Territory:
    """One place.

    `code` is its key (in Germany the AGS), always text. `name` is one name or names by language. `kind` is a label's
    code, for example `territory_kind.city`. `nuts` is the code in Eurostat's NUTS, for reports. `parent` is the code
    of the territory around it.
    """

    code: str
    name: Mapping[str, str] | str = attrs.field(converter=_names, hash=False)
    kind: str = ""
    nuts: str = ""
    parent: str = ""

    def named(self, language: str) -> str:
        """The name in a language, else in English, else in any."""
        if isinstance(self.name, str):
            return self.name
        return self.name.get(language) or self.name.get(FALLBACK) or next(iter(self.name.values()), self.code)

    def shown(self, labels: Labels, language: str) -> str:
        """The name as a person has to see it, with its kind: `Kassel (Landkreis)`."""
        name = self.named(language)
        return f"{name} ({labels.text(self.kind, language)})" if self.kind else name

    def spellings(self, labels: Labels, languages: Iterable[str]) -> frozenset[str]:
        """The keys of all spellings of the name: alone, and with its kind (or the kind's `<kind>.short`) before or
        after it."""
        names = {spelling_key(name) for name in ([self.name] if isinstance(self.name, str) else self.name.values())}
        codes = (self.kind, f"{self.kind}.short") if self.kind else ()
        kinds = {spelling_key(labels.find(code, language) or "") for code in codes for language in languages} - {""}
        with_kind = {spelt for name in names for kind in kinds for spelt in (f"{name} {kind}", f"{kind} {name}")}
        return frozenset(names | with_kind) - {""}


def _listed(territories: Iterable[Territory]) -> tuple[Territory, ...]:
    return tuple(territories)


def _by_code(territories: Territories) -> dict[str, Territory]:
    """Raises RegionError if a code is empty or given twice, a parent is missing, or parents go round in a circle."""
    by_code: dict[str, Territory] = {}
    for territory in territories.items:
        if not territory.code or territory.code in by_code:
            raise RegionError(say("territory.code", code=territory.code, name=territory.named(FALLBACK)))
        by_code[territory.code] = territory
    for territory in territories.items:
        around, seen = territory.parent, {territory.code}
        while around:
            if around not in by_code:
                raise RegionError(say("territory.parent", code=territory.code, parent=around))
            if around in seen:
                raise RegionError(say("territory.circle", code=territory.code))
            seen.add(around)
            around = by_code[around].parent
    return by_code


@attrs.frozen
class Territories:
    """Territories in the order of their list, found by code: `territories["06611"]`, `"06611" in territories`.

    Raises RegionError if a code is empty or given twice, a parent is not in the list, or parents form a circle.
    """

    items: tuple[Territory, ...] = attrs.field(default=(), converter=_listed)
    _codes: dict[str, Territory] = attrs.field(
        init=False, eq=False, repr=False, default=attrs.Factory(_by_code, takes_self=True)
    )

    def __iter__(self) -> Iterator[Territory]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __contains__(self, item: object) -> bool:
        """Whether a code, or a territory, is in the list."""
        return item in self._codes if isinstance(item, str) else item in self.items

    def __getitem__(self, code: str) -> Territory:
        """The territory with a code. Raises KeyError."""
        return self._codes[code]

    def get(self, code: str) -> Territory | None:
        """The territory with a code, or None."""
        return self._codes.get(code)

    def within(self, code: str, parent: str) -> bool:
        """Whether a territory is the other one or lies in it, by the chain of parents; False for unknown codes."""
        inside = self._codes.get(code)
        while inside is not None:
            if inside.code == parent:
                return True
            inside = self._codes.get(inside.parent)
        return False

    def read(self, text: str, labels: Labels, languages: Iterable[str]) -> tuple[Territory, ...]:
        """Every territory that a text can mean, in the order of the list.

        A code or NUTS code means its own territory and no other. Otherwise names count, alone or with their kind:
        "Kassel" can be two, "Kassel (Landkreis)", "Landkreis Kassel" and "Kassel, LK" are one. Case, accents and
        punctuation do not matter.
        """
        written = text.strip().casefold()
        if not written:
            return ()
        by_code = tuple(t for t in self.items if written in (t.code.casefold(), t.nuts.casefold()))
        if by_code:
            return by_code
        key, spoken = spelling_key(text), tuple(languages)
        return tuple(territory for territory in self.items if key in territory.spellings(labels, spoken))
