"""The questions, and which of them a module answers; what looks like an answer and is none is refused loudly."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from difflib import get_close_matches
from types import ModuleType
from typing import Any

import pluggy

from geleit.errors import RegionError
from geleit.labels import Listed, say
from geleit.questions import eligibility, extension, matching, outcomes, region, reports, sessions
from geleit.questions.hooks import PROJECT
from geleit.regions.loading import Loaded

_HOMES = (region, eligibility, matching, sessions, outcomes, reports, extension)
EXTEND = "geleit_extend"
_MARK = f"{PROJECT}_impl"


def questions() -> Mapping[str, ModuleType]:
    """Every question by name, with the module in which it stands."""
    return {name: home for home in _HOMES for name in vars(home) if hasattr(vars(home)[name], f"{PROJECT}_spec")}


def manager() -> pluggy.PluginManager:
    """A fresh plugin manager that knows the questions; one per programme."""
    made = pluggy.PluginManager(PROJECT)
    for home in _HOMES:
        made.add_hookspecs(home)
    return made


def register(plugins: pluggy.PluginManager, loaded: Loaded, *, extends: bool) -> tuple[str, ...]:
    """Register a region or an extension; returns the names of the questions it answers.

    Raises RegionError for a misspelt, unmarked, cached or generating hook, for wrong parameters, and for an answer
    that is not its to give.
    """
    known = questions()
    answered = []
    for name, value in sorted(vars(loaded.module).items()):
        hook = _meant(name, value)
        if hook is None:
            continue
        who = {**loaded.who(), "hook": hook}
        if hook not in known:
            near = get_close_matches(hook, known, n=1, cutoff=0.4)
            raise RegionError(say("regions.misspelt", **who, near=near[0] if near else "geleit_region"))
        if not inspect.isfunction(value):
            raise RegionError(say("regions.cached", **who))
        if not hasattr(value, _MARK):
            raise RegionError(say("regions.unmarked", **who))
        if inspect.isgeneratorfunction(value) or inspect.iscoroutinefunction(value):
            raise RegionError(say("regions.generator", **who))
        if extends != (hook == EXTEND):
            raise RegionError(say("regions.not_yours" if extends else "regions.not_extension", **who))
        offered = list(inspect.signature(vars(known[hook])[hook]).parameters)
        strange = [parameter for parameter in inspect.signature(value).parameters if parameter not in offered]
        if strange:
            offer = Listed(offered or ["–"])
            raise RegionError(say("regions.parameters", **who, found=Listed(strange), offered=offer))
        answered.append(hook)
    try:
        plugins.register(loaded.module, name=loaded.name)
        plugins.check_pending()
    except (pluggy.PluginValidationError, ValueError) as error:
        raise RegionError(say("regions.not_registered", **loaded.who(), fault=str(error))) from error
    return tuple(answered)


def _meant(name: str, value: Any) -> str | None:
    """The question that a name of a module answers, or seems to; None for everything else."""
    if inspect.ismodule(value) or not callable(value):
        return None
    mark = inspect.getattr_static(value, _MARK, None)
    marked: Mapping[str, Any] = mark if isinstance(mark, Mapping) else {}
    return marked.get("specname") or (name if marked or name.startswith(f"{PROJECT}_") else None)
