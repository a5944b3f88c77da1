from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from cases.outcomes.items import DECLARED, scores
from cases.outcomes.known import read_record
from restorative.environment import Scale
from restorative.months import add_months
from tests.factories.conferences import make_conference

SAFE = Scale("How safe things are", 0, 10, "not safe at all", "as safe as can be")


@pytest.fixture(autouse=True)
def scales(settings):
    settings.OUTCOME_SCALES = (SAFE,)
    settings.OUTCOME_ALSO = []


def met_months_ago(months, *, days=0, **fields):
    """A family whose conference was held so many months and days ago."""
    day = add_months(timezone.localdate(), -months) - timedelta(days=days)
    starts_at = timezone.make_aware(datetime.combine(day, time(10)))
    return make_conference(stage="distributed", starts_at=starts_at, **fields)


@pytest.fixture
def met():
    """Two children whose family met seven months ago."""
    return met_months_ago(7, children=2)


def item(key):
    return {**DECLARED, **{one.key: one for one in scores()}}[key]


def record_of(conference, **options):
    return read_record(conference.case, **options)


def child_of(conference, number=0):
    return list(conference.case.children.order_by("pk"))[number]


def index_of(conference) -> date:
    return timezone.localdate(conference.meeting.starts_at)
