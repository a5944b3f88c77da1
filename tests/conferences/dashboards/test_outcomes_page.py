from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AccessEvent
from cases.models import Case, CaseAccess
from conferences.figures.refreshing import refresh_dirty
from conferences.models import CaseFigure, HiddenMeasure, MeetingParty
from tests.conferences.dashboards.cutting import lists_in, rows_in
from tests.factories.conferences import make_conference
from tests.factories.recording import make_service, queries_of, reload
from tests.factories.staff import UserFactory
from tests.figures.cohorts import make_cohort, moment

pytestmark = pytest.mark.django_db
PAGE = reverse("conferences:outcomes")
LONG = "from=2024-01&to=2026-12"


def page_of(client, user, query=LONG):
    client.force_login(reload(user))
    return client.get(f"{PAGE}?{query}").content.decode()


def test_every_number_on_the_page_opens_a_list_of_that_length(client, edited):
    html = page_of(client, edited.services[0].manager)
    told = lists_in(html)

    assert len(told) > 25
    assert {address: rows_in(client, address) for address in told} == told


def test_a_referring_manager_sees_the_families_of_their_own_team(client, edited):
    mine, other = edited.services
    html = page_of(client, mine.referring_manager)
    told = lists_in(html)
    referred = next(n for address, n in told.items() if "reached_referred/" in address)

    seen = CaseFigure.objects.visible_to(reload(mine.referring_manager))
    assert referred == seen.count() < CaseFigure.objects.count()
    assert {address: rows_in(client, address) for address in told} == told
    for case in Case.objects.filter(team=other.team):
        assert str(case.reference) not in html


def test_a_restricted_family_is_neither_counted_nor_listed_for_others(client, clock):
    service = make_service()
    cohort = make_cohort(service, families=3, first=date(2026, 5, 4), over_days=30)
    Case.objects.filter(pk=cohort.cases[0].pk).update(
        is_restricted=True, restriction_review_on=date(2027, 1, 1)
    )
    refresh_dirty()

    listed = "conferences:outcome_records"
    address = reverse(listed, args=["families_met", "numerator"])
    client.force_login(reload(service.manager))
    without = client.get(f"{address}?{LONG}").content.decode()
    CaseAccess.objects.create(
        case=cohort.cases[0],
        user=service.manager,
        granted_by=service.manager,
        expires_on=date(2027, 1, 1),
    )
    with_it = client.get(f"{address}?{LONG}").content.decode()

    assert "2 families" in without
    assert str(cohort.cases[0].reference) not in without
    assert "3 families" in with_it
    assert str(cohort.cases[0].reference) in with_it


def test_a_link_shows_the_same_cut_to_a_colleague_with_their_own_eyes(client, edited):
    mine = edited.services[0]
    query = f"{LONG}&team={mine.team.public_id}&coordinator={mine.coordinator.public_id}"
    html = page_of(client, mine.manager, query)

    assert f"January 2024 to December 2026, {mine.team.name}, coordinated by" in html
    assert all(f"coordinator={mine.coordinator.public_id}" in address for address in lists_in(html))


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("from=yesterday", "Enter a month and a year"),
        ("to=2026-13", "Enter a month and a year"),
        ("from=1066-01", "Enter a month and a year"),
        ("from=2026-05&to=2026-01", "must be the same as the first or later"),
        ("from=2001-01&to=2026-01", "Choose at most 120 months"),
        ("team=nobody", "not there any more"),
        ("pathway=%00x", "not there any more"),
        ("coordinator=1", "not there any more"),
    ],
)
def test_what_makes_no_sense_is_said_and_the_usual_is_shown(client, clock, query, says):
    service = make_service()
    client.force_login(service.manager)

    response = client.get(f"{PAGE}?{query}")

    assert response.status_code == 200
    assert says in response.content.decode()
    if "from" in query or "to=" in query:
        assert "December 2025 to November 2026" in response.content.decode()


def test_measures_of_nobody_stand_in_one_sentence(client, clock):
    service = make_service()
    make_cohort(service, families=2, first=date(2026, 10, 5), over_days=10)
    refresh_dirty()

    html = page_of(client, service.manager, "from=2026-10&to=2026-10")

    where = html.partition('id="section-children"')[2].partition("</section>")[0]
    assert "Nobody to count in this period" in where
    assert "in their family network after 12 months</a>" in where
    assert "<table" not in where


def test_months_are_understood_as_people_write_them(client, clock):
    client.force_login(make_service().manager)

    html = client.get(f"{PAGE}?from=April 2026&to=9/2026").content.decode()

    assert "April to September 2026" in html


def test_an_empty_period_leads_to_the_nearest_with_families(client, clock):
    service = make_service()
    make_cohort(service, families=2, first=date(2025, 3, 3), over_days=10)
    refresh_dirty()

    html = page_of(client, service.manager, "from=2026-04&to=2026-06")

    assert "No family was referred or met in this period." in html
    assert "November 2024 to January 2025" in html


def test_an_empty_service_has_a_page(client, clock):
    html = page_of(client, make_service().manager, "")

    assert "Figures appear here with the first referral." in html


def test_what_the_service_hides_is_on_no_page(client, edited):
    mine = edited.services[0]
    HiddenMeasure.objects.create(key="response_rate", hidden_by=mine.manager)
    HiddenMeasure.objects.create(key="fathers", hidden_by=mine.manager)

    html = page_of(client, mine.manager)

    assert "Fathers who came" not in html
    # Never without the response rate.
    assert "Positive answers afterwards" not in html
    assert "Plan agreed" in html


def test_the_page_costs_the_same_for_many_families(client, clock):
    service = make_service()
    make_conference(service, stage="held", starts_at=moment(date(2026, 5, 4)))
    refresh_dirty()
    client.force_login(reload(service.manager))
    few = queries_of(client, f"{PAGE}?{LONG}")
    make_cohort(service, families=30, first=date(2026, 1, 5), over_days=200)
    refresh_dirty()

    assert queries_of(client, f"{PAGE}?{LONG}") == few


def test_colleagues_without_a_team_to_answer_for_do_not_see_it(client, clock):
    for seat in ("social_worker", "coordinator", "business_support", "report_reader"):
        client.force_login(UserFactory(**{seat: True}))
        assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize(("key", "part"), [("nothing", "numerator"), ("days_to_meet", "numerator")])
def test_a_list_that_is_none_is_not_found(client, clock, key, part):
    client.force_login(make_service().manager)

    assert client.get(reverse("conferences:outcome_records", args=[key, part])).status_code == 404


def test_the_look_at_a_list_names_its_cases(client, clock):
    from accounts.models import AccessEvent

    service = make_service()
    cohort = make_cohort(service, families=2, first=date(2026, 5, 4), over_days=10)
    refresh_dirty()
    client.force_login(reload(service.manager))

    client.get(
        reverse("conferences:outcome_records", args=["families_met", "numerator"]) + f"?{LONG}"
    )

    look = AccessEvent.objects.latest("pk")
    assert look.action == "outcome_records_families"
    assert set(look.case_ids) == {case.pk for case in cohort.cases}


def test_a_meeting_for_two_families_names_the_one_its_reader_may_see(client, clock):
    meeting = make_conference(stage="held", starts_at=moment(date(2026, 5, 4)))
    other = make_conference()
    MeetingParty.objects.create(meeting=meeting.meeting, case=other.case)
    refresh_dirty()
    client.force_login(reload(meeting.service.manager))

    address = reverse("conferences:outcome_records", args=["meetings_held", "numerator"])
    html = client.get(f"{address}?{LONG}").content.decode()

    assert str(meeting.case.reference) in html
    assert str(other.case.reference) not in html
    assert "Family group conference" in html
    look = AccessEvent.objects.filter(action="outcome_records_meetings").latest("pk")
    assert look.case_ids == [meeting.case.pk]


def test_each_look_is_recorded_also_where_nothing_is_drawn_anew(client, edited):
    mine = edited.services[0]
    pages = [page_of(client, mine.manager) for _ in range(3)]
    drawn = [html.partition("<h2")[2].partition("</main>")[0] for html in pages]

    looks = AccessEvent.objects.filter(action="outcomes", actor=mine.manager)
    assert drawn[0] == drawn[1] == drawn[2] != ""
    assert looks.count() == 3
