"""The questions, and which of them a module answers; what looks like an answer and is none is refused loudly."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from difflib import get_close_matches
from types import ModuleType

import pluggy

from geleit.errors import RegionError
from geleit.labels import say
from geleit.questions import eligibility, extension, matching, outcomes, region, reports, sessions
from geleit.questions.hooks import PROJECT
from geleit.regions.loading import Loaded

_HOMES = (region, eligibility, matching, sessions, outcomes, reports, extension)
EXTEND = "geleit_extend"


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
        if not name.startswith(f"{PROJECT}_") or inspect.ismodule(value) or not callable(value):
            continue
        who = {**loaded.who(), "hook": name}
        if name not in known:
            near = get_close_matches(name, known, n=1, cutoff=0.4)
            raise RegionError(say("regions.misspelt", **who, near=near[0] if near else "geleit_region"))
        if not inspect.isroutine(value):
            raise RegionError(say("regions.cached", **who))
        if not hasattr(value, f"{PROJECT}_impl"):
            raise RegionError(say("regions.unmarked", **who))
        if inspect.isgeneratorfunction(value) or inspect.iscoroutinefunction(value):
            raise RegionError(say("regions.generator", **who))
        if extends != (name == EXTEND):
            raise RegionError(say("regions.not_yours" if extends else "regions.not_extension", **who))
        answered.append(name)
    try:
        plugins.register(loaded.module, name=loaded.name)
        plugins.check_pending()
    except (pluggy.PluginValidationError, ValueError) as error:
        raise RegionError(say("regions.not_registered", **loaded.who(), fault=str(error))) from error
    return tuple(answered)
