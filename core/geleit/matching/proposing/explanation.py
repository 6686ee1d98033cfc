"""Why these two: a plain sentence per pair, from what adds most to its score.

Nothing special and nothing that no scorer may see is ever named. Of a criterion that may see the country of origin it
is only said that there is a business tie to it, never to which country.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import singledispatch

import attrs

from geleit.fields import Kind, Reading, Sensitivity, Vocabulary
from geleit.fields.kinds import ChoiceKind, CodeKind, SpokenKind
from geleit.labels import Labels, Listed, Sentence, say
from geleit.matching.columns.coding import elements, inner
from geleit.matching.columns.people import Candidate, Columns, Sides, touched
from geleit.matching.scoring.evaluating import evaluate
from geleit.matching.scoring.scores import Part
from geleit.model.partnerships import Side as WishOf
from geleit.questions.matching import LIFTABLE, Combine, Criterion, MatchingPolicy, Scorer, Veto
from geleit.standard.scorers import Closeness, FreeCapacity, Overlap, Prefers, SameOccupation, Similarity
from geleit.vocabulary.answer import Slot
from geleit.vocabulary.isco import common_prefix

_MOST = 3
"""How many reasons a sentence names: what is said at a kick-off, not a table."""
_NUMBER_WORDS = 12


@attrs.frozen
class InWords:
    """One value in a sentence, as its kind shows it; a territory by its label where the reading does not know it."""

    kind: Kind
    value: object
    reading: Reading = attrs.field(factory=Reading, eq=False)

    def in_language(self, labels: Labels, language: str) -> str:
        """The value in words."""
        kind, code = self.kind, f"territory.{self.value}"
        if isinstance(kind, CodeKind) and kind.vocabulary is Vocabulary.TERRITORY and labels.languages_of(code):
            return labels.text(code, language)
        reading = attrs.evolve(self.reading, labels=labels, languages=(language,))
        return kind.shown(self.value, reading, language)


def explain(
    policy: MatchingPolicy,
    sides: Sides,
    pair: tuple[int, int],
    parts: Iterable[Part],
    *,
    reading: Reading | None = None,
) -> Sentence:
    """The sentence for a pair (rows of `sides`), with both names and the strongest reasons; where the smaller of both
    sides' views is the score, also whose wishes it does not meet."""
    i, j = pair
    mentee, mentor = sides.mentees.candidates[i], sides.mentors.candidates[j]
    parts = tuple(parts)
    found = reasons(policy, sides, pair, parts, reading=reading)
    unmet = tuple(_unmet(policy, sides, pair, parts)) if policy.combine is Combine.SMALLER else ()
    names = {"mentee": mentee.name, "mentor": mentor.name}
    if unmet:
        told = say("explain.reasons", reasons=Listed(found)) if found else say("explain.nothing")
        return say("explain.pair_but", **names, reasons=told, unmet=Listed(unmet))
    if not found:
        return say("explain.pair_nothing", **names)
    return say("explain.pair", **names, reasons=Listed(found))


def reasons(
    policy: MatchingPolicy,
    sides: Sides,
    pair: tuple[int, int],
    parts: Iterable[Part],
    *,
    reading: Reading | None = None,
) -> tuple[Sentence, ...]:
    """What speaks for a pair, the strongest first, three at the most; unknown values are no reasons. Where the smaller
    of both sides' views is the score, a wish of each side is among them, if one is met."""
    by_code = {criterion.code: criterion for criterion in policy.criteria}
    mentee, mentor = sides.mentees.candidates[pair[0]], sides.mentors.candidates[pair[1]]
    found: dict[Sentence, None] = {}
    met = [part for part in parts if part.value is not None and part.contribution > 0]
    met.sort(key=lambda part: -part.contribution)
    for part in _of_both(by_code, met) if policy.combine is Combine.SMALLER else met:
        if len(found) == _MOST:
            continue
        criterion = by_code[part.code]
        reads = _reads(criterion, sides, pair)
        if criterion.lifts is not None and any(criterion.lifts in names for names in reads):
            found[say(f"explain.{criterion.lifts}")] = None
        elif not any(_special(side.columns, reads[at]) for at, side in enumerate((sides.mentees, sides.mentors))):
            said = common(criterion.scorer, mentee, mentor, reading or Reading())
            found[said or _in_percent(part)] = None
    return tuple(found)


def _of_both(by_code: Mapping[str, Criterion], parts: list[Part]) -> list[Part]:
    """The parts with one that is each side's own wish among the first, if there is one; else the order stays."""
    first, rest = parts[:_MOST], parts[_MOST:]
    for side in (WishOf.MENTEE, WishOf.MENTOR):
        sides = [by_code[part.code].wish_of for part in first]
        own = next((part for part in rest if by_code[part.code].wish_of is side), None)
        gives = [at for at, whose in enumerate(sides) if whose is None or sides.count(whose) > 1]
        if own is not None and side not in sides and gives:
            rest = [first.pop(gives[-1]), *(part for part in rest if part is not own)]
            first.append(own)
    return [*first, *rest]


def _unmet(policy: MatchingPolicy, sides: Sides, pair: tuple[int, int], parts: Iterable[Part]) -> Iterator[Sentence]:
    """For each side less than a third of whose own wishes is met, as far as they are known, that this is so."""
    by_code = {criterion.code: criterion for criterion in policy.criteria}
    for side, people, row in (
        (WishOf.MENTEE, sides.mentees, pair[0]),
        (WishOf.MENTOR, sides.mentors, pair[1]),
    ):
        wishes = [
            part
            for part in parts
            if by_code[part.code].wish_of is side
            and part.value is not None
            and criterion_in_words(by_code[part.code], sides, pair) is not None
        ]
        wished = sum(part.weight for part in wishes)
        met = sum(part.weight * (part.value or 0.0) for part in wishes)
        if wished and met < wished / 3:
            yield say("explain.unmet" if met else "explain.unmet_all", name=people.candidates[row].name)


def _in_percent(part: Part) -> Sentence:
    return say("explain.percent", criterion=say(f"criterion.{part.code}"), percent=round(100 * (part.value or 0)))


def veto_in_words(veto: Veto, sides: Sides, pair: tuple[int, int]) -> Sentence:
    """What a veto is called in a sentence; one that reads special data of a pair is not named."""
    reads = _reads(veto, sides, pair)
    if any(_special(side.columns, reads[at]) for at, side in enumerate((sides.mentees, sides.mentors))):
        return say("explain.veto_unnamed")
    return say(f"veto.{veto.code}")


def vetoes_in_words(policy: MatchingPolicy, sides: Sides, pair: tuple[int, int], codes: Iterable[str]) -> Listed:
    """Those vetoes of the policy that rule a pair out, each as `veto_in_words` calls it, no name twice."""
    ruling = set(codes)
    named = (veto_in_words(veto, sides, pair) for veto in policy.vetoes if veto.code in ruling)
    return Listed(list(dict.fromkeys(named)))


def criterion_in_words(criterion: Criterion, sides: Sides, pair: tuple[int, int]) -> Sentence | None:
    """What a criterion is called in a sentence; None for one that reads special data of a pair, which is not named."""
    reads = _reads(criterion, sides, pair)
    if any(_special(side.columns, reads[at]) for at, side in enumerate((sides.mentees, sides.mentors))):
        return None
    return say(f"criterion.{criterion.code}")


def _reads(criterion: Criterion | Veto, sides: Sides, pair: tuple[int, int]) -> tuple[frozenset[str], frozenset[str]]:
    """The fields of both sides that a scorer reads: as it declares, or as seen when it scores this pair."""
    declared = getattr(criterion.scorer, "reads", None)
    if declared is not None:
        return frozenset(declared[0]), frozenset(declared[1])
    lifts = criterion.lifts if isinstance(criterion, Criterion) else None
    mentee, mentor = (
        side.single(row).lifting(lifts, criterion=criterion.code)
        for side, row in zip((sides.mentees, sides.mentors), pair, strict=True)
    )
    evaluate(criterion.code, criterion.scorer, mentee, mentor, ())
    return touched(mentee), touched(mentor)


def _special(columns: Columns, names: Iterable[str]) -> bool:
    fields = (columns.fields.get(name) for name in names)
    return any(field is not None and field.ask.sensitivity is Sensitivity.SPECIAL for field in fields)


@singledispatch
def common(scorer: Scorer, mentee: Candidate, mentor: Candidate, reading: Reading) -> Sentence | None:
    """What a scorer found two people to have in common; None if it cannot say more than its value."""
    return None


@common.register
def _(scorer: SameOccupation, mentee: Candidate, mentor: Candidate, reading: Reading) -> Sentence | None:
    both = [
        (common_prefix(mine, theirs), mine)
        for mine in elements(mentee.value(scorer.mentee_field))
        for theirs in elements(mentor.value(scorer.mentor_field))
    ]
    digits, code = max(both, key=lambda found: found[0], default=(0, ""))
    if not digits:
        return None
    shown = InWords(CodeKind(Vocabulary.ISCO), code[:digits], reading)
    return say(f"explain.occupation_{digits}", occupation=shown)


@common.register
def _(scorer: Overlap, mentee: Candidate, mentor: Candidate, reading: Reading) -> Sentence | None:
    theirs = set(elements(mentor.value(scorer.mentor_field)))
    shared = [value for value in dict.fromkeys(elements(mentee.value(scorer.mentee_field))) if value in theirs]
    if not shared or {scorer.mentee_field, scorer.mentor_field} & set(LIFTABLE):
        return None
    field = mentee.field(scorer.mentee_field)
    kind = inner(field.kind)
    if isinstance(kind, SpokenKind):
        kind = CodeKind(Vocabulary.LANGUAGE)
    values = Listed([InWords(kind, value, reading) for value in shared])
    n: object = say(f"explain.number.{len(shared)}") if 1 < len(shared) <= _NUMBER_WORDS else len(shared)
    if isinstance(kind, ChoiceKind) and kind.members is Slot:
        return say("explain.slots", n=n)
    match kind.vocabulary if isinstance(kind, CodeKind) else None:
        case Vocabulary.LANGUAGE:
            return say("explain.languages", n=n, values=values)
        case Vocabulary.TERRITORY:
            return say("explain.territory", values=values)
    return say("explain.shared", field=say(field.label), values=values)


@common.register
def _(scorer: Similarity, mentee: Candidate, mentor: Candidate, reading: Reading) -> Sentence | None:
    mine, theirs = mentee.value(scorer.mentee_field), mentor.value(scorer.mentor_field)
    field, other = mentee.field(scorer.mentee_field), mentor.field(scorer.mentor_field)
    shown = InWords(field.kind, mine, reading)
    if mine == theirs:
        return say("explain.shared", field=say(field.label), values=shown)
    return say("explain.similar", field=say(field.label), mine=shown, theirs=InWords(other.kind, theirs, reading))


@common.register
def _(scorer: Closeness, mentee: Candidate, mentor: Candidate, reading: Reading) -> Sentence | None:
    field, other = mentee.field(scorer.mentee_field), mentor.field(scorer.mentor_field)
    mine = InWords(field.kind, mentee.value(field.name), reading)
    theirs = InWords(other.kind, mentor.value(other.name), reading)
    return say("explain.close", field=say(field.label), mine=mine, theirs=theirs)


@common.register
def _(scorer: Prefers, mentee: Candidate, mentor: Candidate, reading: Reading) -> Sentence | None:
    wishing = mentor if scorer.of_mentor else mentee
    return say("explain.wish", name=wishing.name, wish=say(wishing.field(scorer.wish).label))


@common.register
def _(scorer: FreeCapacity, mentee: Candidate, mentor: Candidate, reading: Reading) -> Sentence | None:
    return say("explain.free", name=mentor.name)
