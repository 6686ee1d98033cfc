"""Whether an answer is made of what its types say, down to the last value, so that a slip has a place and a name."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

from geleit.labels import Listed, Sentence, say


def faults(value: Any, wanted: Any, place: str = "") -> Iterator[Sentence]:
    """Every value within an answer that is not of the type its place asks for.

    Follows attrs classes, tuples, mappings and unions; whole numbers pass for numbers, yes and no for neither.
    """
    options = _options(wanted)
    fitting = [option for option in options if _fits(value, option)]
    if not fitting:
        names = Listed([_name(option) for option in options], "list.or")
        yield say("regions.check.shape", place=place or _name(wanted), wanted=names, found=type(value).__name__)
        return
    option = fitting[0]
    inner = get_args(option)
    match get_origin(option) or option:
        case origin if origin is tuple and inner[-1:] == (Ellipsis,):
            for index, item in enumerate(value):
                yield from faults(item, inner[0], f"{place}[{index}]")
        case origin if _is_mapping(origin) and inner:
            for key, item in value.items():
                yield from faults(item, inner[1], f"{place}[{key!r}]")
        case origin if isinstance(origin, type) and attrs.has(origin):
            for name, hint in _hints(origin).items():
                yield from faults(getattr(value, name), hint, f"{place}.{name}".lstrip("."))


@cache
def _hints(cls: type[Any]) -> Mapping[str, Any]:
    hints = get_type_hints(cls)
    return {field.name: hints[field.name] for field in attrs.fields(cls) if field.init and field.name in hints}


def _options(wanted: Any) -> tuple[Any, ...]:
    if get_origin(wanted) is Annotated:
        return _options(get_args(wanted)[0])
    if get_origin(wanted) in (Union, types.UnionType):
        return tuple(option for arg in get_args(wanted) for option in _options(arg))
    return (wanted,)


def _fits(value: Any, option: Any) -> bool:
    origin = get_origin(option) or option
    if option is Any or isinstance(option, TypeVar) or option is object:
        return True
    if origin is float or origin is int:
        return isinstance(value, int | float if origin is float else int) and not isinstance(value, bool)
    if getattr(origin, "_is_protocol", False):
        return callable(value) and all(hasattr(type(value), name) for name in vars(origin) if not name.startswith("_"))
    return isinstance(value, origin) if isinstance(origin, type) else True


def _is_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _name(option: Any) -> str:
    return "None" if option is type(None) else getattr(option, "__name__", str(option))
