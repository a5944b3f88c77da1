from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.domain.covering import record_absence
from cases.models import CaseChild, Person
from conferences.clashes import warnings_about
from conferences.diaries import Diary, When
from conferences.domain.booking import book_meeting
from conferences.domain.finding_dates import record_availability
from conferences.domain.resources import add_away, resource_of, set_hours
from conferences.local_time import in_local_time
from conferences.meeting_timescale import meet_by
from conferences.models import Availability, Participant, Resource
from conferences.slots import free_slots, survey_days
from tests.factories.conferences import make_conference

MONDAY = date(2026, 11, 30)
THREE_HOURS = timedelta(hours=3)


@pytest.fixture
def conference(db, clock):
    return make_conference()


@pytest.fixture
def hall(conference):
    hall = Resource.objects.create(kind="venue", name="St Mark’s Hall", minutes_before=30)
    set_hours(
        hall, [(0, time(9), time(21))], by=conference.service.coordinator, version=hall.version
    )
    return hall


def says(conference, name, can="no", **key):
    for part in key.pop("parts", [key.pop("part", "evening")]):
        Availability.objects.create(
            participant=conference[name],
            part_of_day=part,
            can=can,
            recorded_by=conference.service.coordinator,
            **key,
        )


def survey(conference, *groups, between=(MONDAY, MONDAY), **fields):
    return survey_days(
        conference.meeting,
        resources_wanted=groups,
        length=THREE_HOURS,
        between=between,
        seen_by=conference.service.coordinator,
        **fields,
    )


def cell(found, part):
    [day] = found.days
    return next(one for one in day.cells if one.part == part)


def test_a_day_on_which_everybody_can_has_a_slot_in_each_part(conference, hall):
    for name in conference.people:
        says(conference, name, "yes", weekday=0, parts=["morning", "afternoon", "evening"])

    found = survey(conference, [hall])

    starts = [timezone.localtime(slot.starts_at).time() for slot in found.slots]
    # Set-up happens within the hours of the hall.
    assert starts == [time(9, 30), time(12), time(17)]
    assert {slot.why for slot in found.slots} == {"Everybody can."}
    assert found.slots[0].venue == hall


def test_who_is_needed_and_cannot_is_named(conference, hall):
    says(conference, "Ngozi", weekday=0)

    evening = cell(survey(conference, [hall]), "evening")

    assert (evening.slot, evening.words) == (None, "Ngozi cannot")


def test_a_meeting_that_reaches_into_a_part_of_the_day_counts_there(conference):
    says(conference, "Ngozi", weekday=0, part="evening")

    afternoon = cell(survey(conference), "afternoon")

    start = timezone.localtime(afternoon.slot.starts_at).time()
    assert start <= time(14)


def test_a_day_outweighs_its_weekday(conference):
    says(conference, "Ngozi", weekday=0)
    says(conference, "Ngozi", "yes", day=MONDAY)

    assert cell(survey(conference), "evening").slot


def test_who_is_optional_does_not_keep_a_time_away_but_ranks_it_lower(conference):
    Participant.objects.filter(pk=conference["Lal"].pk).update(is_required=False)
    says(conference, "Lal", weekday=0, part="morning")

    found = survey(conference)

    assert cell(found, "morning").slot.cannot == ("Lal",)
    assert found.slots[-1] == cell(found, "morning").slot
    assert "Without Lal" in found.slots[-1].why


def test_two_of_one_name_are_two_people(conference):
    Person.objects.filter(pk=conference["Ngozi"].person_id).update(first_name="Lal")
    for name in conference.people:
        says(conference, name, "yes", weekday=0, part="evening")
    Availability.objects.filter(participant=conference["Lal"]).update(can="at_a_pinch")

    evening = cell(survey(conference), "evening").slot

    assert evening.at_a_pinch == ("Lal",)
    assert not evening.is_good


def test_whoever_is_kept_away_or_heard_by_letter_does_not_count(conference):
    says(conference, "Ngozi", weekday=0)
    says(conference, "Emeka", weekday=0)
    Participant.objects.filter(pk=conference["Ngozi"].pk).update(attendance="another_way")
    Participant.objects.filter(pk=conference["Emeka"].pk).update(way="letter")

    assert cell(survey(conference), "evening").slot


def test_of_a_group_one_that_is_free_will_do(conference, hall):
    library = Resource.objects.create(kind="venue", name="Library")
    add_away(hall, MONDAY, MONDAY, by=conference.service.coordinator)

    assert {slot.venue for slot in survey(conference, [hall, library]).slots} == {library}
    add_away(library, MONDAY, MONDAY, by=conference.service.coordinator)
    assert cell(survey(conference, [hall, library]), "evening").words == "No venue free"
    assert cell(survey(conference, [hall]), "evening").words == "St Mark’s Hall is closed"


def test_an_interpreter_who_is_booked_is_not_offered(conference):
    ewa = Resource.objects.create(kind="interpreter", name="Ewa")
    rival = make_conference()
    start = in_local_time(datetime.combine(MONDAY, time(9)))
    book_meeting(
        rival.meeting,
        by=rival.service.coordinator,
        version=1,
        starts_at=start,
        ends_at=start + timedelta(hours=12),
        resources=[ewa],
        place="Hall",
    )

    assert cell(survey(conference, [ewa]), "morning").words == "Ewa is booked"


def test_a_resource_is_booked_whenever_set_up_and_travel_meet_another_booking():
    hall = Resource(kind="venue", name="Hall", minutes_before=30, minutes_after=15)
    nine = datetime(2026, 11, 30, 9, tzinfo=UTC)
    hour = timedelta(hours=1)
    held = [(nine + n * hour, nine + (n + 1) * hour) for n in (0, 1, 4, 9)]
    diary = Diary(hall, held=held)

    for quarter in range(60):
        starts_at = nine + quarter * timedelta(minutes=15)
        begin, end = starts_at - timedelta(minutes=30), starts_at + hour + timedelta(minutes=15)
        is_met = any(begin < upper and lower < end for lower, upper in held)
        assert diary.is_booked(When.of(starts_at, starts_at + hour)) == is_met


def test_leave_of_the_coordinator_counts_from_either_record(conference):
    service = conference.service
    record_absence(service.coordinator, service.colleague, MONDAY, MONDAY, by=service.coordinator)
    tuesday = MONDAY + timedelta(days=1)
    add_away(resource_of(service.coordinator), tuesday, tuesday, by=service.coordinator)

    found = survey(conference, between=(MONDAY, tuesday))

    assert found.slots == []
    assert {cell.words for day in found.days for cell in day.cells} == {"Cora Coordinator is away"}


def test_a_person_in_another_visible_meeting_is_elsewhere(conference):
    start = in_local_time(datetime.combine(MONDAY, time(17)))
    other = make_conference(conference.service, starts_at=start, coordinator=None)
    Participant.objects.create(
        meeting=other.meeting,
        person=conference["Ngozi"].person,
        part="family",
        added_by=conference.service.coordinator,
    )

    evening = cell(survey(conference), "evening")

    assert "Ngozi is in another meeting" in evening.words


@pytest.mark.parametrize(
    ("day", "what"),
    [
        (date(2026, 12, 25), "Christmas"),
        (date(2026, 12, 28), "the substitute for Boxing Day on a Saturday"),
        (date(2027, 12, 27), "the substitute for Christmas on a Saturday"),
        (date(2027, 12, 28), "the substitute for Boxing Day on a Sunday"),
        (date(2027, 3, 29), "Easter Monday"),
    ],
)
def test_nothing_is_offered_on_a_bank_holiday(conference, day, what):
    [found] = survey(conference, between=(day, day)).days

    assert (found.note, found.cells) == ("Bank holiday", ())
    [warning] = [
        words
        for words in warnings_about(
            conference.meeting,
            in_local_time(datetime.combine(day, time(10))),
            in_local_time(datetime.combine(day, time(12))),
            [],
            seen_by=conference.service.coordinator,
        )
        if "bank" in words
    ]
    assert warning == "This day is a bank holiday."


def test_weekends_are_looked_at_only_when_asked_for(conference):
    saturday = date(2026, 12, 5)

    assert survey(conference, between=(saturday, saturday)).days == []
    assert survey(conference, between=(saturday, saturday), weekends=True).slots


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31)])
def test_on_the_day_the_clocks_change_wall_clocks_count(conference, day):
    found = survey(conference, between=(day, day), weekends=True)

    starts = {timezone.localtime(slot.starts_at).time() for slot in found.slots}
    assert starts == {time(9), time(12), time(17)}
    assert {slot.ends_at - slot.starts_at for slot in found.slots} == {THREE_HOURS}


def test_nothing_that_has_begun_is_offered(conference):
    today = timezone.localdate()

    [day] = survey(conference, between=(today, today)).days

    assert min(one.slot.starts_at for one in day.cells) > timezone.now()


def test_the_timescale_runs_in_working_days_from_the_allocation(conference):
    case = conference.case
    case.allocated_at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    case.save()
    assert meet_by(conference.meeting) == date(2027, 1, 21)

    CaseChild.objects.filter(case=case).update(legal_status="plo")
    assert meet_by(conference.meeting) == date(2026, 12, 21)


def test_a_time_after_the_timescale_is_offered_last_and_says_so(conference):
    case = conference.case
    case.allocated_at = timezone.now() - timedelta(days=56)
    case.save()
    last = meet_by(conference.meeting)

    found = survey(conference, between=(last, last + timedelta(days=1)))

    assert [slot.is_late for slot in found.slots] == [False] * 3 + [True] * 3
    assert "timescale" in found.slots[-1].why


def test_the_best_come_first_and_no_more_than_asked_for(conference):
    slots = free_slots(
        conference.meeting,
        resources_wanted=[],
        length=THREE_HOURS,
        between=(MONDAY, MONDAY + timedelta(days=20)),
        limit=3,
    )

    assert len(slots) == 3
    assert slots == sorted(slots, key=lambda slot: slot.rank)


def test_a_long_search_over_many_costs_as_much_as_a_short_one(conference, hall):
    def cost(*groups, days):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            survey(conference, *groups, between=(MONDAY, MONDAY + timedelta(days=days)))
        return len(queries)

    says(conference, "Ngozi", weekday=0)
    cost([hall], days=1)  # what is read of a colleague is read once
    short = cost([hall], days=1)
    more = [Resource.objects.create(kind="venue", name=f"Hall {n}") for n in range(30)]
    for name in conference.people:
        says(conference, name, day=MONDAY + timedelta(days=3))

    assert cost([hall, *more], days=60) == short


def test_what_somebody_says_anew_takes_the_place_of_what_they_said(conference):
    participant = conference["Ngozi"]
    says(conference, "Ngozi", weekday=0)
    kept = Availability.objects.get()

    record_availability(
        participant,
        by=conference.service.colleague,
        version=participant.version,
        weekly={(0, "evening"): "no", (1, "evening"): "yes"},
        daily={(MONDAY, "morning"): "at_a_pinch"},
    )

    said = {(one.day, one.weekday, one.part_of_day, one.can) for one in Availability.objects.all()}
    assert said == {
        (None, 0, "evening", "no"),
        (None, 1, "evening", "yes"),
        (MONDAY, None, "morning", "at_a_pinch"),
    }
    assert Availability.objects.filter(pk=kept.pk).exists()


def test_warnings_name_each_thing_that_speaks_against_a_time(conference, hall):
    says(conference, "Ngozi", weekday=0)
    start = in_local_time(datetime.combine(MONDAY, time(19)))

    words = warnings_about(
        conference.meeting,
        start,
        start + THREE_HOURS,
        [hall],
        seen_by=conference.service.coordinator,
    )

    assert words == [
        "St Mark’s Hall is not open for all of this time.",
        "Ngozi cannot come then (Monday, evening (after 5)).",
    ]
