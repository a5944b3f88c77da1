from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cases.case_page import says_who_is_kept_apart
from cases.domain.offering import join_offers
from cases.models import Case
from cases.reminders.ledger import claim
from cases.rules import other_cases
from cases.search import search_people
from tests.plans.crowd import crowd  # noqa: F401  # a fixture
from tests.plans.explained import plans_of

pytestmark = pytest.mark.django_db


def _page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, answer


def _case(manager):
    """One of those with 2,000 notes."""
    cases = Case.objects.visible_to(manager).alias(number=F("pk") % 1000)
    return cases.filter(number=20).earliest("pk")


def see_list(client, manager):
    _page(client, reverse("cases:case_list"))


def see_last_page(client, manager):
    oldest = Case.objects.visible_to(manager).working().order_by("created_at")[30]
    _page(client, f"{reverse('cases:case_list')}?after={oldest.public_id}")


def see_ended_cases(client, manager):
    team = manager.current_memberships[0].team
    _page(client, f"{reverse('cases:case_list')}?team={team.public_id}&stage=closed")


def see_case(client, manager):
    _page(client, _case(manager).get_absolute_url())


def see_timeline(client, manager):
    _page(client, reverse("cases:case_timeline", kwargs={"public_id": _case(manager).public_id}))


def see_calendar(client, manager):
    month = timezone.localdate() - timedelta(days=100)
    _page(client, f"{reverse('conferences:calendar')}?of=team&view=month&on={month}")


def see_own_work(client, manager):
    _page(client, reverse("cases:my_work"))


def see_own_work_as_coordinator(client, manager):
    team = manager.current_memberships[0].team
    seats = {"memberships__team": team, "memberships__role": "coordinator"}
    client.force_login(User.objects.filter(**seats).earliest("pk"))
    _page(client, reverse("cases:my_work"))


def look_somebody_up(client, manager):
    search_people(manager, "Child Barbelcr")


def claim_reminders(client, manager):
    claim(100, timedelta(minutes=1), outside=True)


def look_who_is_kept_apart(client, manager):
    says_who_is_kept_apart(_case(manager), manager)


def put_letters_with_a_case(client, manager):
    join_offers(_case(manager), by=manager)


def look_for_the_same_children(client, manager):
    list(other_cases(_case(manager)))


DOINGS = {
    see_list: {"case_team_stage"},
    see_last_page: {"case_team_stage"},
    see_ended_cases: {"case_team_stage"},
    see_case: {"event_case_newest", "note_case_newest"},
    see_timeline: {"event_case_newest", "note_case_newest"},
    see_calendar: {"meeting_start"},
    see_own_work: {"task_open_team"},
    see_own_work_as_coordinator: {"task_open_person"},
    look_somebody_up: {"name_word_slips"},
    claim_reminders: {"reminder_next"},
    look_who_is_kept_apart: {
        "cases_keepapart_first_id_b3311484",
        "cases_keepapart_second_id_2bacde07",
    },
    put_letters_with_a_case: {"cases_offerchild_child_id_547999fe"},
    look_for_the_same_children: {"cases_casechild_person_id_5a5ecd19"},
}
# At this size a hash of all meetings, or letters, costs less than a hundred look-ups, one for each
# case or child, and one of all parties less than looking up each meeting of a month.
MAY_WALK = {
    see_own_work_as_coordinator: {"conferences_meeting", "cases_offer"},
    see_calendar: {"conferences_meetingparty"},
}
INDEXES = [(doing, index) for doing, indexes in DOINGS.items() for index in sorted(indexes)]


def _check(doing, client, manager):
    client.force_login(manager)
    with plans_of() as plans:
        doing(client, manager)

    assert DOINGS[doing] <= plans.indexes, plans
    assert plans.walked <= MAY_WALK.get(doing, set()), plans


@pytest.mark.parametrize("doing", DOINGS, ids=lambda doing: doing.__name__)
def test_what_is_asked_most_uses_its_index_and_walks_no_large_table(doing, client, crowd):  # noqa: F811
    _check(doing, client, crowd)


@pytest.mark.parametrize(("doing", "index"), INDEXES, ids=lambda one: getattr(one, "__name__", one))
def test_a_lost_index_is_noticed(doing, index, client, crowd):  # noqa: F811
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"DROP INDEX {index}")

    with pytest.raises(AssertionError, match="Plans"):
        _check(doing, client, crowd)
