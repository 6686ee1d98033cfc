"""Asking a region and its extensions, one plugin at a time, so that a failure has a name."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, NoReturn, get_origin

import attrs
import pluggy

from geleit import standard
from geleit.errors import GeleitError, Problem, RegionError
from geleit.fields import fields_of, is_described
from geleit.labels import Labels, Sentence, core_labels, say
from geleit.model.people import Participant, Person, Role
from geleit.model.rounds import Round
from geleit.questions.calling import Raised, RegionFailed, attempt
from geleit.questions.eligibility import Eligibility
from geleit.questions.extension import Extension
from geleit.questions.matching import MatchingPolicy
from geleit.questions.outcomes import Outcomes
from geleit.questions.region import Region
from geleit.questions.reports import Report
from geleit.questions.sessions import SessionPolicy
from geleit.regions import checks, hooks, shapes, words
from geleit.regions.blame import Fault, FaultTable, Slow
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

    def __init__(
        self, loaded: Loaded, extensions: tuple[Loaded, ...] = (), *, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        """Register, ask who the region is, and check that answer; `ticks` counts seconds. Raises RegionError."""
        self.loaded = loaded
        self.extensions = extensions
        self._ticks = ticks
        self._table = FaultTable()
        self._added: dict[tuple[str, str], Loaded] = {}
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
        self._refuse("geleit_region", self._found(lambda: checks.region(self.region)), loaded)
        self._speak("geleit_region", words.of_region(self.region), loaded)

    def about(self, round_: Round[Any]) -> Answers:
        """Ask every question about a round; silence means the standard. Raises RegionError naming the culprit."""
        eligibility = self._ask("geleit_eligibility", Eligibility, round_)
        if eligibility is None:
            self._fail(self.loaded, "geleit_eligibility", "regions.silent")
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
            self._check_extended(answers, one)
            self._speak(hooks.EXTEND, words.of_extension(extra), one)
            rules = (*extra.rules.mentee, *extra.rules.mentor)
            self._added |= {("geleit_eligibility", rule.code): one for rule in rules}
            self._added |= {("geleit_reports", report.code): one for report in extra.reports}
        return answers

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What went wrong since the programme was opened, each with its count."""
        return self._table.faults

    @property
    def slow(self) -> tuple[Slow, ...]:
        """The questions that took long to answer."""
        return self._table.slow

    def blame(self, hook: str, code: str, fault: Sentence) -> Sentence:
        """What went wrong in a rule or a report (`code`) or in the matching, with the name of the region or extension
        that brought it; kept among the faults."""
        loaded = self._added.get((hook, code), self.loaded)
        asked = hook if loaded is self.loaded else hooks.EXTEND
        self._table.failed(loaded, asked, code, fault)
        return say("regions.failed_in", **loaded.who(), hook=asked, fault=fault)

    @contextmanager
    def blaming(self, hook: str, code: str = "") -> Iterator[None]:
        """Put the name of whose it is to a criterion or a figure that fails inside. Raises RegionError."""
        try:
            yield
        except RegionFailed as failed:
            raise RegionError(self.blame(hook, code, failed.sentence)) from failed

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
            self._refuse(hooks.EXTEND, self._fields_of(extra, taken), one)
        return combined_class(cls, added)

    def _fields_of(self, extra: type[Participant], taken: set[str]) -> list[Sentence]:
        return self._found(lambda: checks.fields(extra, taken))

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
            self._fail(self.loaded, "geleit_region", "regions.silent")
        self._typed("geleit_region", answer, Region, self.loaded)
        region: Region = answer
        for role, cls in ((Role.MENTEE, region.mentee), (Role.MENTOR, region.mentor)):
            self._described("geleit_region", role, cls, self.loaded)
        return region

    def _described(self, hook: str, role: Role, cls: type[Any], loaded: Loaded) -> None:
        if not (issubclass(cls, Participant) and is_described(cls)):
            self._fail(loaded, hook, "regions.undecorated", role=role.value, cls=cls.__name__)

    def _extension(self, one: Loaded, round_: Round[Any]) -> Extension:
        answer = self._call(one, hooks.EXTEND, round_=round_)
        if not answer:
            self._fail(one, hooks.EXTEND, "regions.extension_silent")
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
        began = self._ticks()
        try:
            # A copy, so that nothing of the host's is changed, whatever a region does to what it is given.
            given = attempt(deepcopy, arguments)
            answer = attempt(caller, **given)
            changed = given != arguments and attempt(deepcopy, arguments) == arguments
        except Raised as raised:
            self._fail(loaded, hook, "regions.raised", raised, fault=raised.fault)
        finally:
            self._table.took(loaded, hook, self._ticks() - began)
        if changed:
            self._fail(loaded, hook, "regions.changed_argument")
        return answer

    def _typed(self, hook: str, answer: Any, wanted: Any, loaded: Loaded) -> None:
        """Refuse an answer of another type, and one that holds a value of another type anywhere inside."""
        if not isinstance(answer, get_origin(wanted) or wanted):
            self._fail(loaded, hook, "regions.wrong_type", wanted=wanted.__name__, found=type(answer).__name__)
        self._refuse(hook, self._found(lambda: list(shapes.faults(answer, wanted))), loaded)

    def _check(self, answers: Answers, loaded: Loaded) -> None:
        for hook, check in checks.answers(self, answers).items():
            self._refuse(hook, self._found(check), loaded)
        for hook, codes in words.of_answers(answers):
            self._speak(hook, codes, loaded)

    def _check_extended(self, answers: Answers, one: Loaded) -> None:
        """Check everything once more with an extension's additions, but the matching, to which none can be added."""
        found = [
            fault
            for hook, check in checks.answers(self, answers).items()
            if hook != "geleit_matching"
            for fault in self._found(check)
        ]
        self._refuse(hooks.EXTEND, found, one)

    def _found(self, check: Callable[[], list[Sentence]]) -> list[Sentence]:
        """What a check finds; an answer that cannot even be looked at is a fault like any other."""
        try:
            return attempt(check, passing=(GeleitError,))
        except Raised as raised:
            return [say("regions.check.failed", fault=raised.fault)]

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
            self._fail(loaded, hook, "regions.faulty", problems=problems, n=len(faults))

    def _fail(
        self,
        loaded: Loaded,
        hook: str,
        code: str,
        cause: Exception | None = None,
        *,
        problems: Sequence[Problem] = (),
        **args: object,
    ) -> NoReturn:
        """Keep a fault and raise it, with the name of the region or extension."""
        sentence = say(code, **loaded.who(), hook=hook, **args)
        self._table.failed(loaded, hook, "", sentence)
        raise RegionError(sentence, problems) from cause
