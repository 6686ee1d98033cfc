"""Asking a region and its extensions, one plugin at a time, so that a failure has a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_origin

import attrs
import pluggy

from geleit import standard
from geleit.errors import Problem, RegionError
from geleit.fields import fields_of, is_described
from geleit.labels import Labels, Sentence, core_labels, say
from geleit.model.people import Participant, Person, Role
from geleit.model.rounds import Round
from geleit.questions.eligibility import Eligibility
from geleit.questions.extension import Extension
from geleit.questions.matching import MatchingPolicy
from geleit.questions.outcomes import Outcomes
from geleit.questions.region import Region
from geleit.questions.reports import Report
from geleit.questions.sessions import SessionPolicy
from geleit.regions import checks, hooks, shapes, words
from geleit.regions.combining import combined_class, with_extensions
from geleit.regions.loading import Loaded


@attrs.frozen
class Answers:
    """Everything a region, with the standard and the extensions, says about one round."""

    eligibility: Eligibility
    matching: MatchingPolicy
    sessions: SessionPolicy
    outcomes: Outcomes
    reports: tuple[Report, ...]

    def report(self, code: str) -> Report | None:
        """A report by its code."""
        return next((report for report in self.reports if report.code == code), None)


class Asked:
    """A loaded region with its extensions, ready to be asked about rounds; one plugin manager of its own."""

    def __init__(self, loaded: Loaded, extensions: tuple[Loaded, ...] = ()) -> None:
        """Register, ask who the region is, and check that answer. Raises RegionError."""
        self.loaded = loaded
        self.extensions = extensions
        self._plugins = hooks.manager()
        self.answered = hooks.register(self._plugins, loaded, extends=False)
        for extension in extensions:
            hooks.register(self._plugins, extension, extends=True)
        self.region: Region = self._region()
        self.labels: Labels = core_labels().over(
            words.form_labels(self.region),
            words.territory_labels(self.region),
            loaded.labels,
            *(extension.labels for extension in extensions),
        )
        self.mentee = self.region.mentee
        self.mentor = self.region.mentor
        self._refuse("geleit_region", checks.region(self.region), loaded)
        self._speak("geleit_region", words.of_region(self.region), loaded)

    def about(self, round_: Round[Any]) -> Answers:
        """Ask every question about a round; silence means the standard. Raises RegionError naming the culprit."""
        eligibility = self._ask("geleit_eligibility", Eligibility, round_)
        if eligibility is None:
            raise RegionError(say("regions.silent", **self.loaded.who(), hook="geleit_eligibility"))
        matching = self._ask("geleit_matching", MatchingPolicy, round_) or standard.matching(round_)
        sessions = self._ask("geleit_sessions", SessionPolicy, round_) or standard.sessions(round_)
        outcomes = self._ask("geleit_outcomes", Outcomes, round_) or standard.outcomes(round_)
        reports = self._ask("geleit_reports", tuple[Report, ...], round_)
        own = Answers(
            eligibility, matching, sessions, outcomes, standard.reports(round_) if reports is None else reports
        )
        added = [(one, self._extension(one, round_)) for one in self.extensions]
        self._check(own, self.loaded)
        answers = own
        for one, extra in added:
            answers = with_extensions(answers, extra)
            self._refuse(hooks.EXTEND, checks.extended(self, answers), one)
            self._speak(hooks.EXTEND, words.of_extension(extra), one)
        return answers

    def widen(self, rounds: Iterable[Round[Any]]) -> None:
        """Add the fields that the extensions ask in any of the rounds to the region's classes. Raises RegionError."""
        asked_about = tuple(rounds)
        for one in self.extensions:
            extras = [self._extension(one, round_) for round_ in asked_about]
            self.mentee = self._widened(self.mentee, dict.fromkeys(extra.mentee for extra in extras), one)
            self.mentor = self._widened(self.mentor, dict.fromkeys(extra.mentor for extra in extras), one)

    def _widened(
        self, cls: type[Participant], extras: Iterable[type[Participant] | None], one: Loaded
    ) -> type[Participant]:
        added = [extra for extra in extras if extra is not None]
        taken = {field.name for field in fields_of(cls)}
        for extra in added:
            self._refuse(hooks.EXTEND, checks.fields(extra, taken), one)
        return combined_class(cls, added)

    def participant(self, role: Role) -> type[Participant]:
        """The class of a role's fields, with those of the extensions."""
        return self.mentee if role is Role.MENTEE else self.mentor

    def participant_names(self) -> tuple[set[str], set[str]]:
        """The names a rule for mentees, and one for mentors, may read."""
        person = {field.name for field in fields_of(Person)} | {"age"}
        mentee, mentor = ({field.name for field in fields_of(cls)} for cls in (self.mentee, self.mentor))
        return person | mentee, person | mentor

    def silent(self) -> tuple[str, ...]:
        """The questions the region leaves to the standard."""
        return tuple(name for name in hooks.questions() if name not in self.answered and name != hooks.EXTEND)

    def _region(self) -> Region:
        answer = self._call(self.loaded, "geleit_region")
        if answer is None:
            raise RegionError(say("regions.silent", **self.loaded.who(), hook="geleit_region"))
        self._typed("geleit_region", answer, Region, self.loaded)
        region: Region = answer
        for role, cls in ((Role.MENTEE, region.mentee), (Role.MENTOR, region.mentor)):
            self._described("geleit_region", role, cls, self.loaded)
        return region

    def _described(self, hook: str, role: Role, cls: type[Any], loaded: Loaded) -> None:
        if not (issubclass(cls, Participant) and is_described(cls)):
            names = {"role": role.value, "cls": cls.__name__}
            raise RegionError(say("regions.undecorated", **loaded.who(), hook=hook, **names))

    def _extension(self, one: Loaded, round_: Round[Any]) -> Extension:
        answer = self._call(one, hooks.EXTEND, round_=round_)
        if not answer:
            raise RegionError(say("regions.extension_silent", **one.who(), hook=hooks.EXTEND))
        extension: Extension = answer[0]
        self._typed(hooks.EXTEND, extension, Extension, one)
        for role, cls in ((Role.MENTEE, extension.mentee), (Role.MENTOR, extension.mentor)):
            if cls is not None:
                self._described(hooks.EXTEND, role, cls, one)
        return extension

    def _ask(self, hook: str, wanted: Any, round_: Round[Any]) -> Any:
        answer = self._call(self.loaded, hook, round_=round_)
        if hook == "geleit_reports" and isinstance(answer, list):
            answer = tuple(answer)
        if answer is not None:
            self._typed(hook, answer, wanted, self.loaded)
        return answer

    def _call(self, loaded: Loaded, hook: str, **arguments: Any) -> Any:
        others = [plugin for plugin in self._plugins.get_plugins() if plugin is not loaded.module]
        caller: pluggy.HookCaller = self._plugins.subset_hook_caller(hook, others)
        try:
            return caller(**arguments)
        except (Exception, SystemExit) as error:
            fault = f"{type(error).__name__}: {error}".strip().rstrip(":")
            raise RegionError(say("regions.raised", **loaded.who(), hook=hook, fault=fault)) from error

    def _typed(self, hook: str, answer: Any, wanted: Any, loaded: Loaded) -> None:
        """Refuse an answer of another type, and one that holds a value of another type anywhere inside."""
        if not isinstance(answer, get_origin(wanted) or wanted):
            names = {"wanted": wanted.__name__, "found": type(answer).__name__}
            raise RegionError(say("regions.wrong_type", **loaded.who(), hook=hook, **names))
        self._refuse(hook, list(shapes.faults(answer, wanted)), loaded)

    def _check(self, answers: Answers, loaded: Loaded) -> None:
        for hook, faults in checks.answers(self, answers):
            self._refuse(hook, faults, loaded)
        for hook, codes in words.of_answers(answers):
            self._speak(hook, codes, loaded)

    def _speak(self, hook: str, codes: tuple[str, ...], loaded: Loaded) -> None:
        """Refuse a text that the region adds and that lacks one of its languages; the standard's may fall back."""
        host = core_labels()
        missing = [
            say("regions.untranslated", code=code, language=language)
            for code in dict.fromkeys(codes)
            if not host.languages_of(code)
            for language in self.region.languages
            if self.labels.find(code, language) is None
        ]
        self._refuse(hook, missing, loaded)

    def _refuse(self, hook: str, faults: list[Sentence], loaded: Loaded) -> None:
        if faults:
            problems = [Problem(loaded.name, 0, hook, fault) for fault in faults]
            raise RegionError(say("regions.faulty", **loaded.who(), hook=hook, n=len(faults)), problems)
