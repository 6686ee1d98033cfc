"""A TOML table as a value of an attrs class: unknown keys, missing keys and what validators say, all at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, get_type_hints

import attrs
from cattrs import Converter

from geleit.config.faults import Mistake, Mistakes, as_mistakes, structured
from geleit.config.wording import nearest, shown
from geleit.errors import GeleitError
from geleit.labels import Sentence, say
from geleit.questions.calling import attempt

_REFUSING = (GeleitError, ValueError, TypeError, AttributeError)
"""What a validator raises that refuses a value; anything else is a fault of the validator."""


def key_of(attribute: attrs.Attribute[Any]) -> str:
    """A field's key in TOML: its name, without the underscore that keeps it apart from a Python keyword."""
    return str(attribute.alias).removesuffix("_")


def keys_of(cls: type) -> dict[str, attrs.Attribute[Any]]:
    """Key in TOML → field, for every field that a table of this class can set."""
    return {key_of(attribute): attribute for attribute in attrs.fields(cls) if attribute.init}


def table_hook(cls: Any, converter: Converter) -> Callable[[Any, Any], Any]:
    """A cattrs hook that builds a value of an attrs class from a table."""
    hints = get_type_hints(cls)

    def structure(value: object, _: Any) -> object:
        given, mistakes = read_table(value, cls, hints, converter)
        for key, attribute in keys_of(cls).items():
            if attribute.default is attrs.NOTHING and isinstance(value, dict) and key not in value:
                mistakes.append(Mistake((key,), say("config.missing")))
        mistakes += _refused_by_validators(cls, given, with_defaults=True)
        if mistakes:
            raise Mistakes(*mistakes)
        try:
            return cls(**given)
        except (GeleitError, ValueError, TypeError) as error:
            raise Mistakes(*as_mistakes(error, value)) from error

    return structure


def partial_table(value: object, cls: type, converter: Converter) -> dict[str, Any]:
    """Only the given keys of a table, by the names `cls(…)` and `attrs.evolve` take them; raises `Mistakes`.

    A validator that needs a field which is not given stays silent until the whole value is built. Raises Raised where
    a validator itself is at fault.
    """
    given, mistakes = read_table(value, cls, get_type_hints(cls), converter)
    mistakes += _refused_by_validators(cls, given, with_defaults=False)
    if mistakes:
        raise Mistakes(*mistakes)
    return given


def read_table(
    value: object, cls: type, hints: Mapping[str, Any], converter: Converter
) -> tuple[dict[str, Any], list[Mistake]]:
    """The structured values of the keys that are right, and what is wrong with the others."""
    if not isinstance(value, dict):
        found = shown(value)
        return {}, [Mistake((), say("config.expected", kind=say("config.kind.table"), found=found), found)]
    known = keys_of(cls)
    given: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    for key, inner in value.items():
        attribute = known.get(key)
        if attribute is None:
            mistakes.append(Mistake((key,), _unknown(key, known)))
            continue
        try:
            given[str(attribute.alias)] = structured(converter, inner, hints.get(attribute.name, Any))
        except Mistakes as below:
            mistakes += below.below(key)
    return given, mistakes


def _unknown(key: str, known: Mapping[str, object]) -> Sentence:
    near = nearest(key, known)
    return say("config.unknown_key_near", near=near) if near else say("config.unknown_key")


def _refused_by_validators(cls: type, given: Mapping[str, Any], *, with_defaults: bool) -> list[Mistake]:
    """Ask every given field's validator, even where other fields are wrong and no value can be built yet."""
    draft: Any = object.__new__(cls)
    absent = set()
    checked = []
    for attribute in attrs.fields(cls):
        name = str(attribute.alias)
        if name in given:
            value = given[name]
            if callable(attribute.converter) and not isinstance(attribute.converter, attrs.Converter):
                value = attribute.converter(value)
            checked.append((attribute, value))
        elif with_defaults and attribute.default is not attrs.NOTHING and not _needs_self(attribute.default):
            value = default_of(attribute)
        else:
            absent.add(attribute.name)
            continue
        object.__setattr__(draft, attribute.name, value)
    mistakes: list[Mistake] = []
    for attribute, value in checked:
        if attribute.validator is None:
            continue
        try:
            attempt(attribute.validator, draft, attribute, value, passing=_REFUSING)
        except (GeleitError, ValueError, TypeError) as error:
            key = key_of(attribute)
            mistakes += Mistakes(*as_mistakes(error, value)).below(key)
        except AttributeError as error:
            # It compares with a field that is wrong or not given: the whole value is checked when it is built.
            if error.obj is not draft or error.name not in absent:
                raise
    return mistakes


def _needs_self(default: object) -> bool:
    return bool(getattr(default, "takes_self", False))


def default_of(attribute: attrs.Attribute[Any]) -> Any:
    """A field's default value, made anew where it is made by a factory without arguments."""
    factory = getattr(attribute.default, "factory", None)
    return attribute.default if factory is None else factory()
