"""The past of the demo: enough for every figure, and rows as the domain would have left them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.models import Case, Event, Fact, Offer
from conferences.demo.past import ENDINGS, make_past
from conferences.demo.staff import make_council
from conferences.figures.refreshing import rebuild
from conferences.measures import MEASURES
from conferences.measures.selection import Selection
from conferences.models import CaseFigure, Feedback, Meeting
from conferences.summaries.reading import figures, figures_by_month
from restorative.months import add_months

pytestmark = pytest.mark.django_db
FAMILIES = 70


@pytest.fixture
def council(db):
    council = make_council()
    make_past(council, families=FAMILIES, seed=1, today=timezone.localdate())
    rebuild()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as a running server does by itself
    return council


def test_two_years_of_families_fill_the_dashboards(council):
    first = add_months(timezone.localdate().replace(day=1), -26)
    last = add_months(first, 27) - timedelta(days=1)
    of_families = ("families_met", "days_to_meet", "plan_agreed", "bottom_lines", "actions_done")
    of_children = ("in_family_m3", "in_family_m12", "step_down", "entered_care", "child_voice")
    others = ("offer_rate", "acceptance", "fathers", "network_size", "satisfaction", "review_rate")
    asked = [MEASURES[key] for key in (*of_families, *of_children, *others)]

    found = figures(asked, Selection(start=first, end=last), reader=council["helen"])
    for key, figure in found.items():
        assert figure.n > 10, key
        assert figure.numerator != 0, key
    assert found["in_family_m12"].unknown > 3
    by_month = figures_by_month(
        [MEASURES["families_met"]], Selection(start=first, end=last), reader=council["helen"]
    )
    assert sum(month["families_met"].n > 0 for month in by_month.values()) >= 8
    assert Feedback.objects.filter(may_quote=True).exclude(words="").count() > 10
    assert Case.objects.filter(is_restricted=True).exists()
    assert Offer.objects.filter(case=None, made=Offer.Made.NO).exists()
    assert Fact.objects.filter(unknown_because=Fact.Unknown.NOT_KNOWN).exists()


def test_nothing_is_written_before_what_it_follows_or_after_today(council):
    now = timezone.now()
    assert not Event.objects.filter(at__gt=now)
    assert not Fact.objects.filter(recorded_at__gt=now)
    assert not Meeting.objects.filter(stage_since__gt=now)
    for row in CaseFigure.objects.exclude(held_on=None):
        days = [row.sent_on, row.accepted_on, row.allocated_on, row.held_on, row.ended_on]
        assert days == sorted(days)
    ended = Case.objects.filter(ended_at__isnull=False)
    assert ended.count() == Case.objects.count() == FAMILIES
    for case in ended:
        late = Event.objects.of_case(case).filter(at__gt=case.ended_at)
        assert not late.exclude(kind=Event.Kind.FACT_RECORDED)


def test_the_pages_of_one_of_each_ending_open(council, client):
    client.force_login(council["helen"])
    cases = list(Case.objects.order_by("reference"))
    for ending in dict.fromkeys(ENDINGS):
        case = cases[ENDINGS.index(ending)]
        if case.is_restricted and not case.access_list.exists():
            continue
        assert client.get(case.get_absolute_url()).status_code == 200
        for name in ("cases:case_outcomes", "cases:case_timeline"):
            assert client.get(reverse(name, args=[case.public_id])).status_code == 200, name
        for meeting in Meeting.objects.of_case(case):
            page = client.get(meeting.get_absolute_url())
            assert page.status_code == 200
