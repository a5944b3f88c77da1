"""What becomes of circles, Lifelong Links and the like: each figure is the list behind it."""

import re
from collections import defaultdict
from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEvent
from cases.models import Case
from conferences.dashboards.behind import lines
from conferences.dashboards.choosable import choosable
from conferences.dashboards.figure_words import LISTED, address_of
from conferences.domain.choosing_measures import choose_measures
from conferences.exports.figures import measures_shown
from conferences.formats import FORMATS, register_format
from conferences.measures import MEASURES, declare_formats
from conferences.measures.computing import compute, records
from conferences.measures.other_rows import counted_formats
from conferences.measures.selection import Selection
from conferences.models import HiddenMeasure, Meeting, MeetingParty
from conferences.published.counting import publishable
from tests.factories.recording import make_family, make_service, queries_of, reload
from tests.figures.other_work import HARM, ask_harmed, day_ago, sat, write

pytestmark = pytest.mark.django_db
ENGAGED = "after_harm_trial_engaged"


@pytest.fixture
def service():
    return make_service()


@pytest.fixture
def manager(service):
    return service.manager


@pytest.fixture
def harm():
    register_format(HARM)
    declare_formats()
    yield HARM
    del FORMATS[HARM.key]
    for key in [key for key in MEASURES if key.startswith(HARM.key)]:
        del MEASURES[key]


def figure(key, reader):
    """What a reader sees, once each list behind it has been found as long as it says."""
    reader = reload(reader)
    found = compute(MEASURES[key], Selection(), reader=reader)
    said = {"numerator": found.numerator, "denominator": found.n, "unknown": found.unknown}
    for part in LISTED[found.measure.kind]:
        rows = records(found.measure, Selection(), part, reader=reader)
        if found.measure.rows.name == "other_work":
            rows = rows.with_parties_for(reader)
        assert len(lines(found.measure, part, list(rows), reader)) == (said[part] or 0)
    return found


def counts(key, reader):
    found = figure(key, reader)
    return found.numerator, found.n, found.unknown


def test_a_circle_is_repeated_by_one_about_the_same_matter_within_a_term(service, manager):
    team, by = service.team, service.coordinator
    sat(team, by, 300, setting="school")
    sat(team, by, 240, setting="school", again="yes")
    assert counts("circle_repeated", manager) == (1, 2, 0)

    # One later than a term, in another place, of another matter, or that was called off.
    sat(team, by, 148, setting="school", again="yes")
    sat(team, by, 230, setting="home", again="yes")
    sat(team, by, 225, setting="school", again="no")
    sat(team, by, 224, setting="school", again="yes", stage="called_off")
    assert counts("circle_repeated", manager) == (2, 5, 0)


def test_the_last_day_of_a_term_belongs_to_it(service, manager):
    sat(service.team, service.coordinator, 200, setting="team")
    sat(service.team, service.coordinator, 109, setting="team", again="yes")

    assert counts("circle_repeated", manager) == (1, 2, 0)


def test_a_circle_is_not_counted_before_a_term_is_over(service, manager):
    sat(service.team, service.coordinator, 90, setting="team")
    assert counts("circle_repeated", manager) == (0, 0, 0)

    sat(service.team, service.coordinator, 91, setting="team")
    assert counts("circle_repeated", manager) == (0, 0, 1), "the other does not say of which matter"


def test_what_is_not_said_of_a_circle_is_not_known(service, manager):
    team, by = service.team, service.coordinator
    sat(team, by, 300)
    sat(team, by, 200, setting="school")
    sat(team, by, 190, setting="school")

    assert counts("circle_repeated", manager) == (0, 1, 2)


def test_circles_of_a_case_go_together_and_with_no_other(service, manager):
    ours, theirs = make_family(service).case, make_family(service).case
    by = service.coordinator
    sat(service.team, by, 200, case=ours, setting="home")
    sat(service.team, by, 190, case=theirs, setting="home", again="yes")
    sat(service.team, by, 185, setting="home", again="yes")
    assert counts("circle_repeated", manager) == (0, 3, 0)

    sat(service.team, by, 180, case=ours, setting="home", again="yes")
    assert counts("circle_repeated", manager) == (1, 4, 0)


def test_another_team_counts_none_of_ours(service, manager):
    other = make_service()
    sat(service.team, service.coordinator, 200, setting="school")
    sat(other.team, other.coordinator, 190, setting="school", again="yes")

    assert counts("circle_repeated", manager) == (0, 1, 0)
    assert counts("circle_held", other.manager) == (1, 1, 0)
    assert counts("circle_held", service.referring_manager) == (0, 0, 0)


def test_a_circle_of_a_restricted_case_is_in_no_figure_of_others(service, manager):
    case = make_family(service).case
    sat(service.team, service.coordinator, 200, case=case, setting="school")
    assert counts("circle_held", manager) == (1, 1, 0)
    Case.objects.filter(pk=case.pk).update(is_restricted=True, restriction_review_on=day_ago(-30))

    assert counts("circle_held", manager) == (0, 0, 0)


def test_check_backs_and_promises_are_counted_on_their_day(service, manager):
    by = service.coordinator
    circle = sat(service.team, by, 30, setting="school")
    write(circle, "check_back", by, on=day_ago(9), how="better", happened_again="yes")
    write(circle, "check_back", by, on=day_ago(5), how="same", happened_again="no")
    write(circle, "check_back", by, on=day_ago(1))
    write(circle, "check_back", by, on=day_ago(-3))
    write(circle, "promise", by, what="Pays half", kept="kept")
    gone = write(circle, "promise", by, what="Says sorry", kept="kept")
    gone.removed_at = timezone.now()
    gone.save()

    assert counts("circle_again_this_term", manager) == (1, 2, 1)
    assert counts("circle_promises_kept", manager) == (1, 1, 0)


def links_of(service, days):
    start = timezone.make_aware(datetime.combine(day_ago(days), time(10)))
    meeting = Meeting.objects.create(
        format="lifelong_links",
        team=service.team,
        opened_by=service.coordinator,
        stage="celebrated",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
    )
    MeetingParty.objects.create(meeting=meeting, case=make_family(service).case)
    return meeting


def count_people(meeting, by, when, family):
    numbers = {"family": family, "friends": 1, "carers": 0, "professionals": 2}
    write(meeting, "network", by, when=when, **numbers)


def test_a_network_is_counted_before_and_after_by_its_newest_counts(service, manager):
    by = service.coordinator
    for before, after in ((2, 9), (4, 5), (1, None)):
        meeting = links_of(service, 30)
        count_people(meeting, by, "before", 90)
        count_people(meeting, by, "before", before)
        if after:
            count_people(meeting, by, "after", after)

    found = [
        figure(f"lifelong_links_network_{one}", manager) for one in ("before", "after", "gain")
    ]

    assert [(one.value, one.n, one.unknown) for one in found] == [(5, 3, 0), (8, 2, 1), (1, 2, 1)]
    assert [one.mean for one in found] == [pytest.approx(16 / 3), 10, 4]


def test_the_same_home_is_what_the_first_look_back_after_a_year_says(service, manager):
    by = service.coordinator
    said = (
        (400, [(60, "yes")]),
        (400, [(60, "no"), (10, "yes")]),
        (400, [(300, "yes")]),
        (400, []),
        (400, [(66, "yes"), (200, "no")]),
        (364, [(3, "yes")]),
    )
    for days, looks in said:
        meeting = links_of(service, days)
        for back, same in looks:
            write(meeting, "look_back", by, on=day_ago(back), words="…", same_home=same)

    assert counts("lifelong_links_same_home", manager) == (2, 3, 2)


def test_people_harmed_are_counted_by_those_alone_who_know_of_that_side(client, service, harm):
    case, other = make_family(service).case, make_family(make_service()).case
    theirs = other.coordinator
    meeting = Meeting.objects.create(
        format=HARM.key, team=service.team, opened_by=service.manager, stage="met_them"
    )
    MeetingParty.objects.create(meeting=meeting, case=case, side="harmed")
    MeetingParty.objects.create(meeting=meeting, case=other, side="harming")
    by = service.coordinator
    for engaged in ({"engaged": "met"}, {"engaged": "letter"}, {"engaged": "no"}, {}):
        ask_harmed(meeting, by, consents="yes", **engaged)
    ask_harmed(meeting, by, consents="no", engaged="no")
    ask_harmed(meeting, by, engaged="met")

    assert counts(ENGAGED, service.manager) == (2, 3, 1)
    across = other.team.memberships.get(role="manager").user
    assert Meeting.objects.visible_to(across).count() == 1
    assert counts(ENGAGED, across) == (0, 0, 0)
    assert counts(ENGAGED, theirs) == (0, 0, 0)

    client.force_login(service.manager)
    page = client.get(reverse("conferences:other_work")).content.decode()
    assert "People harmed who took part" in page
    assert "2 of 3 people harmed" in page
    client.force_login(across)
    page = client.get(reverse("conferences:other_work")).content.decode()
    assert "2 of 3" not in page
    for part in ("numerator", "denominator", "unknown"):
        listed = client.get(address_of("outcome_records", ENGAGED, part))
        assert (listed.status_code, listed.context["lines"]) == (200, [])


def test_the_page_shows_n_unknowns_interval_and_lists(client, service, manager):
    by = service.coordinator
    circle = sat(service.team, by, 20, setting="school")
    for happened in ("yes", "no", "no"):
        write(circle, "check_back", by, on=day_ago(2), how="same", happened_again=happened)
    write(circle, "check_back", by, on=day_ago(2))
    client.force_login(manager)

    page = client.get(reverse("conferences:other_work")).content.decode()

    for words in ("1 of 3 check-backs", "1 not known", "6 % to 79 %", "How this is counted"):
        assert words in page
    assert 'id="section-lifelong_links"' not in page
    address = address_of("outcome_records", "circle_again_this_term", "unknown")
    listed = client.get(address).content.decode()
    key = {"public_id": circle.public_id, "page": "agreement"}
    assert f'href="{reverse("conferences:meeting_records", kwargs=key)}"' in listed
    look = AccessEvent.objects.latest("pk")
    assert (look.action, look.row_count) == ("outcome_records_written_down", 1)


def test_a_list_shows_a_case_to_those_who_may_know_of_it(client, service):
    case = make_family(service).case
    circle = sat(service.team, service.coordinator, 20, case=case, setting="school")
    write(circle, "promise", service.coordinator, what="Pays half", kept="kept")
    client.force_login(service.referring_manager)

    for key in ("circle_held", "circle_promises_kept"):
        listed = client.get(address_of("outcome_records", key, "numerator")).content.decode()
        assert case.reference in listed
        assert AccessEvent.objects.latest("pk").case_ids == [case.pk]


def test_a_service_chooses_which_of_them_it_shows(client, service, manager, harm):
    """Also those of a kind that became known from outside; the others stay as they were."""
    circle = sat(service.team, service.coordinator, 20, setting="school")
    write(circle, "promise", service.coordinator, what="Pays half", kept="kept")
    client.force_login(manager)
    choice = reverse("conferences:measure_choice")
    page = client.get(choice).content.decode()
    assert "Other restorative work" in page
    assert "People harmed who took part" in page

    ticked = defaultdict(list)
    for name, value in re.findall(r'name="(\w+)" type="checkbox" value="(\w+)" checked', page):
        if value != "circle_promises_kept":
            ticked[name].append(value)
    assert client.post(choice, ticked).status_code == 302

    assert list(HiddenMeasure.objects.values_list("key", "hidden_by")) == [
        ("circle_promises_kept", manager.pk)
    ]
    page = client.get(reverse("conferences:other_work")).content.decode()
    assert "Circle: how many took place" in page
    assert "What was agreed was kept" not in page
    for name in ("outcome_measure", "outcome_records"):
        part = ("numerator",) if name == "outcome_records" else ()
        assert client.get(address_of(name, "circle_promises_kept", *part)).status_code == 404
    assert "circle_promises_kept" not in {one.key for one in measures_shown()}


def test_a_kind_of_which_everything_is_hidden_has_no_heading(client, service, manager):
    sat(service.team, service.coordinator, 20, setting="school")
    kept = [key for key in choosable() if not key.startswith("circle_")]
    choose_measures(kept, by=manager)
    client.force_login(manager)

    page = client.get(reverse("conferences:other_work")).content.decode()

    assert "section-circle" not in page


def test_what_is_counted_apart_is_in_no_published_report():
    assert not {one.rows.name for one in publishable()} & {"other_work", "written_down"}


def test_the_page_and_its_lists_cost_the_same_for_many(client, service, manager):
    client.force_login(manager)
    urls = [
        reverse("conferences:other_work"),
        address_of("outcome_records", "circle_held", "numerator"),
        address_of("outcome_records", "circle_promises_kept", "denominator"),
    ]

    def add(many):
        for _ in range(many):
            case = make_family(service).case
            circle = sat(service.team, service.coordinator, 20, case=case, setting="school")
            write(circle, "promise", service.coordinator, what="Pays half", kept="kept")

    add(1)
    few = [queries_of(client, url) for url in urls]
    add(20)

    assert [queries_of(client, url) for url in urls] == few


def test_a_file_takes_a_list_along_without_what_was_said(client, service, manager):
    circle = sat(service.team, service.coordinator, 20, setting="school")
    write(circle, "promise", service.coordinator, what="K.L. pays half", kept="kept")
    client.force_login(manager)

    address = reverse(
        "conferences:outcome_records_export", args=["circle_promises_kept", "numerator"]
    )
    sent = client.get(address, {"format": "csv"})

    body = b"".join(sent.streaming_content).decode() if sent.streaming else sent.content.decode()
    assert "Circle" in body
    assert service.team.name in body
    assert "K.L." not in body


def test_every_kind_that_stands_beside_is_counted():
    keys = {one.key for one in counted_formats()}

    assert {"circle", "restorative_conversation", "lifelong_links"} <= keys
    assert keys.isdisjoint({"family_group_conference", "review_conference"})
