"""Parts of a somewhat bigger region: matching by language, half a year with a dose and topics, a job as an outcome."""

from __future__ import annotations

from tests.organisations.tiny import region_source

BY_LANGUAGE = '''

def by_language():
    """Two points for languages that both speak."""
    return geleit.MatchingPolicy(criteria=(geleit.Criterion("languages", geleit.shared_languages(), 2),))
'''

HALF_A_YEAR = '''

def half_a_year():
    """Six months from the agreement, with a dose, a talk in between, a topic, and a task that is not the mentor's."""
    return geleit.SessionPolicy(
        months=6,
        clock=geleit.Clock.AGREEMENT,
        dose=geleit.Dose(5, 7),
        milestones=(geleit.Milestone("talk", geleit.Due(months=3)),),
        topics=(geleit.Topic("CV"),),
        blocked=(geleit.Blocked("LAW"),),
        end_reasons=("completed", "mentor_left"),
    )
'''

JOB = '''

@participant
class Job(geleit.Participant):
    """What is asked about a job."""

    remark: Annotated[str | None, ask(free_text=True)] = None


def a_job(**more):
    """A job with a remark, and what else is given."""
    category = geleit.Category("JOB", standard_class=geleit.StandardClass.EMPLOYED, detail=Job)
    return geleit.Outcomes(categories=(category,), **more)
'''

JOBS = f'''{JOB}

@hookimpl
def geleit_outcomes(round_):
    """A job and nothing else."""
    return a_job()
'''


def mentoring_region(*parts: str, name: str = "tiny") -> str:
    """A region's source with both policies; `parts` have its classes Mentee and Settings and its other answers."""
    source = region_source(
        HALF_A_YEAR, BY_LANGUAGE, *parts, name=name, country="IS", host="is", mentee="Mentee", settings="Settings"
    )
    return f"from __future__ import annotations\n\n{source}"


LABELS = """
[topic]
CV = { de = "Lebenslauf", en = "CV" }
[blocked]
LAW = { de = "Rechtsberatung", en = "legal advice" }
[referral]
LAW = { de = "Beratungsstelle", en = "advice centre" }
[outcome]
JOB = { de = "Arbeit", en = "Work" }
"""
"""Of what is named here; further outcomes may follow, other sections stand before it."""

MENTORS = """\
id;Vorname;Nachname;Sprachen
p1;Sabine;Ortner;Arabisch B2
p2;Jonas;Huber;Ukrainisch B2
"""
