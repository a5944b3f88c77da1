"""Random figure rows for the published lattice, made in bulk: measures count nothing else."""

import random
from datetime import date, timedelta

from accounts.models import Team
from conferences.models import CaseFigure, ChildFigure
from tests.factories.recording import make_service


def live(*, families, seed=1, first=date(2024, 10, 1), days=730, teams=2):
    """A service of several teams whose families met in the eight quarters up to September 2026."""
    chance = random.Random(seed)
    service = make_service()
    keys = [
        service.team.pk,
        *(
            Team.objects.create(name=f"Service {n}", kind=Team.Kind.SERVICE).pk
            for n in range(teams - 1)
        ),
    ]
    cases, children = [], []
    start = 10_000_000 * seed
    for n in range(families):
        held = first + timedelta(days=chance.randrange(days))
        team = chance.choices(keys, weights=range(len(keys), 0, -1))[0]
        cases.append(_family(chance, start + n, team, held))
        children += [
            _child(chance, start + n, start + 10 * n + c, team, held)
            for c in range(chance.randint(1, 4))
        ]
    CaseFigure.objects.bulk_create(cases, batch_size=500)
    ChildFigure.objects.bulk_create(children, batch_size=500)
    return service


def _family(chance, case, team, held):
    made = chance.random() < 0.85
    bottom = chance.randint(0, 4)
    asked = chance.randint(0, 6)
    answered = chance.randint(0, asked)
    reviewed = held + timedelta(days=chance.randint(40, 120)) if chance.random() < 0.6 else None
    ended = held + timedelta(days=chance.randint(100, 200)) if chance.random() < 0.7 else None
    return CaseFigure(
        case_id=case,
        team_id=team,
        is_restricted=chance.random() < 0.03,
        stage="closed" if ended else "allocated",
        sent_on=held - timedelta(days=45),
        accepted_on=held - timedelta(days=40),
        allocated_on=held - timedelta(days=38),
        held_on=held,
        plan_made_on=held if made else None,
        plan_agreed_on=held if made and chance.random() < 0.8 else None,
        reviewed_on=reviewed,
        review_declined=not reviewed and chance.random() < 0.3,
        ended_on=ended,
        days_to_meet=chance.choice([None, *range(15, 60)]),
        days_from_allocation=chance.choice([None, *range(10, 50)]),
        days_allowed=30,
        bottom_lines_set=bottom,
        bottom_lines_answered=chance.randint(0, bottom),
        family_came=chance.choice([None, *range(2, 12)]),
        professionals_came=chance.randint(1, 5),
        father_invitable=chance.choice([None, False, True, True]),
        father_came=chance.choice([None, False, True, True]),
        feedback_asked=asked,
        feedback_answered=answered,
        answers_given=answered,
        answers_positive=chance.randint(0, answered),
        offending=chance.choice(["", "", "", "stopped", "less", "same", "not_known"]),
        began_work=chance.choice(["", "", "yes", "no", "not_known"]),
    )


def _child(chance, case, person, team, held):
    return ChildFigure(
        case_id=case,
        person_id=person,
        team_id=team,
        is_restricted=chance.random() < 0.03,
        held_on=held,
        age=chance.choice([None, *range(17)]),
        gender=chance.choice(["female", "male", "female", "male", "another", ""]),
        ethnicity=chance.choice(["White British"] * 8 + ["Pakistani", "Roma", "not_asked"]),
        faith=chance.choice(["not_asked"] * 5 + ["None", "Christian", "Muslim"]),
        language=chance.choice(["English"] * 9 + ["Polish", "Urdu", ""]),
        access=chance.choice(["given", "not_asked", "not_asked"]),
        came=chance.random() < 0.5,
        views_conveyed=chance.random() < 0.5,
        advocate_offered=chance.random() < 0.6,
        rank_index=chance.choice([None, *range(8)]),
        rank_m6=chance.choice([None, *range(8)]),
        living_m3=chance.choice(["mother", "father", "foster_care", "", "unborn"]),
        living_m6=chance.choice(["mother", "father", "foster_care", ""]),
        living_m12=chance.choice(["mother", "both", "foster_care", "", "residential"]),
        looked_after_index=chance.choice(["no", "no", "no", "yes", ""]),
        looked_after_m12=chance.choice(["no", "no", "yes", ""]),
        entered_care_on=chance.choice([None, None, None, held + timedelta(days=90)]),
        proceedings_index=chance.choice(["no", "no", "yes", ""]),
        proceedings_m12=chance.choice(["no", "no", "yes", ""]),
        attendance_index=chance.choice([None, None, None, 60, 80]),
        attendance_m6=chance.choice([None, None, None, 80, 95]),
        suspensions_index=chance.choice([None, None, 0, 2, 4]),
        suspensions_m6=chance.choice([None, None, 0, 1, 5]),
    )
