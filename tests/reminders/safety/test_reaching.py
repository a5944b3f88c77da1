"""Only by a way that was confirmed with them as safe, and that is nobody else's."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from cases.contact_values import write_value
from cases.domain.contacting import confirm_contact, end_contact
from cases.models import Consent, ContactPoint, KeepApart, NetworkMember, Person, Reminder
from cases.reminders.reaching import forecast, forecast_cases, reach
from conferences.models import Participant
from tests.factories.cases import CaseFactory
from tests.leaks.twists import TWISTS
from tests.reminders.safety.family import planned, row_of

ADDRESS_ONLY = ("mobile", "email")


def way_of(world, key, **which):
    row = row_of(world, key, **which)
    return reach([row])[row.pk]


def why_not(world, key):
    way = way_of(world, key)
    assert (way.channel == "ring") == bool(way.why_not)
    return way.why_not


def change_all(world, key, **changes):
    world.people[key].person.contact_points.update(**changes)


def same_mobile(world, key, person):
    mine = world.contact(key, "mobile")
    return ContactPoint.objects.create(
        person=person,
        channel="mobile",
        _value=mine._value,
        value_hash=mine.value_hash or write_value("mobile", mine._value).value_hash,
        recorded_by=world.coordinator,
    )


def apart(world, one, other):
    KeepApart.objects.create(
        first=one,
        second=other,
        kind="separate_arrival",
        reason="They ask for it.",
        source="request",
        review_on=timezone.localdate() + timedelta(days=60),
        recorded_by=world.coordinator,
    )


def test_a_text_comes_before_an_email(world):
    way = way_of(world, "mother")

    assert (way.channel, way.to) == ("text", "07700 913013")
    assert way.contact_point == world.contact("mother", "mobile").pk


def test_an_email_where_texts_are_not_agreed(world):
    world.set_contact("mother", "mobile", may_text="no")

    assert way_of(world, "mother").channel == "email"


@pytest.mark.parametrize(
    "changes",
    [
        {"may_text": "no", "may_write": "no"},
        {"may_text": "", "may_write": ""},
        {"confirmed_on": None, "confirmed_by": None},
        {"ended_at": timezone.now()},
    ],
    ids=["said no", "nobody asked", "not confirmed", "not in use"],
)
def test_nothing_goes_where_nobody_agreed(world, changes):
    change_all(world, "mother", **changes)

    assert why_not(world, "mother") == "no_safe_way"


def test_what_was_confirmed_long_ago_is_asked_again(world, settings):
    long_ago = timezone.localdate() - timedelta(days=184)
    change_all(world, "mother", confirmed_on=long_ago)
    assert why_not(world, "mother") == "long_ago"

    settings.CONFIRMED_WITHIN_DAYS = 365
    assert why_not(world, "mother") == ""


def test_a_phone_that_others_read_gets_nothing(world):
    change_all(world, "mother", used_by_others="Her new partner")

    assert why_not(world, "mother") == "shared"


def test_a_number_of_somebody_kept_away_gets_nothing(world):
    TWISTS["grandmother_shares_with_uncle"](world)
    assert why_not(world, "grandmother") == ""

    TWISTS["uncle_kept_away"](world)
    assert why_not(world, "grandmother") == "shared"


def test_a_number_of_somebody_kept_apart_gets_nothing(world):
    TWISTS["parents_share_a_phone"](world)
    apart(world, world.people["father"].person, world.people["mother"].person)

    assert way_of(world, "mother").channel == "email"
    assert way_of(world, "father").channel == "email"


def test_a_secret_number_is_compared_too(world):
    TWISTS["refuge_phone_was_his"](world)
    TWISTS["uncle_kept_away"](world)

    assert way_of(world, "mother").channel == "email"


def test_the_secret_number_of_another_is_compared_too(world):
    TWISTS["grandmother_shares_with_uncle"](world)
    TWISTS["uncle_kept_away"](world)
    for channel in ("mobile", "email", "address"):
        world.set_contact("uncle", channel, is_confidential=True, value_hash="", postcode_hash="")

    assert why_not(world, "grandmother") == "shared"


def test_a_number_given_to_somebody_elsewhere_since_is_not_theirs(world):
    other = CaseFactory(allocated=True)
    stranger = Person.objects.create(first_name="Sid", created_by=world.coordinator)
    NetworkMember.objects.create(
        case=other, person=stranger, part="family", added_by=world.coordinator
    )
    same_mobile(world, "mother", stranger)

    assert way_of(world, "mother").channel == "email"


def test_two_of_one_family_may_share_a_phone(world):
    TWISTS["parents_share_a_phone"](world)

    assert way_of(world, "mother").channel == way_of(world, "father").channel == "text"


def test_a_number_of_somebody_who_left_the_family_is_not_theirs(world):
    TWISTS["parents_share_a_phone"](world)
    NetworkMember.objects.filter(person=world.people["father"].person).update(
        left_at=timezone.now()
    )

    assert way_of(world, "mother").channel == "email"


def says(world, key, answer, kind="contact"):
    Consent.objects.create(
        case=world.case,
        person=world.people[key].person,
        kind=kind,
        capacity="adult",
        answer=answer,
        given_on=timezone.localdate(),
        recorded_by=world.coordinator,
    )


@pytest.mark.parametrize(
    ("kind", "answer"), [("contact", "no"), ("contact", "withdrawn"), ("go_ahead", "withdrawn")]
)
def test_who_took_it_back_is_written_to_no_more(world, kind, answer):
    says(world, "mother", answer, kind)

    assert why_not(world, "mother") == "withdrawn"
    assert why_not(world, "father") == ""


def test_who_changed_their_mind_again_is_written_to(world):
    says(world, "mother", "withdrawn")
    Consent.objects.update(superseded_at=timezone.now())
    says(world, "mother", "yes")

    assert why_not(world, "mother") == ""


@pytest.mark.parametrize("language", ["Polish", "  somali "])
def test_who_reads_another_language_is_rung(world, language):
    Person.objects.filter(pk=world.people["aunt"].person_id).update(language=language)

    assert why_not(world, "aunt") == "language"


def test_who_speaks_another_language_and_needs_nobody_is_written_to(world):
    Person.objects.filter(pk=world.people["aunt"].person_id).update(
        language="Polish", interpreter="none"
    )

    assert why_not(world, "aunt") == ""


def test_a_child_gets_nothing_of_their_own(world):
    assert why_not(world, "child") == "too_young"


def test_a_child_whose_age_nobody_knows_gets_nothing(world):
    Person.objects.filter(pk=world.people["brother"].person_id).update(date_of_birth=None)

    assert why_not(world, "brother") == "too_young"


def test_a_seventeen_year_old_gets_their_own(world):
    assert way_of(world, "brother").to == world.contact("brother", "mobile")._value


def test_a_young_person_who_chose_so_gets_their_own(world):
    Participant.objects.filter(pk=world.people["child"].pk).update(writes_for_self=True)

    assert way_of(world, "child").to == world.contact("child", "mobile")._value


def passes_on(world, adult, child="child"):
    Participant.objects.filter(pk=world.people[child].pk).update(
        reached_through=world.people[adult].pk
    )
    planned(world)


def test_a_child_is_reached_through_the_adult_agreed(world):
    passes_on(world, "foster_carer")

    way = way_of(world, "child")

    assert way.to == world.contact("foster_carer", "mobile")._value
    assert (way.is_passed_on, way.name) == (True, "Cordeliana")
    assert row_of(world, "child").contact_point == world.contact("foster_carer", "mobile")


def test_through_an_adult_only_by_a_way_safe_for_them(world):
    passes_on(world, "foster_carer")
    change_all(world, "foster_carer", may_text="no", may_write="no")

    assert why_not(world, "child") == "no_safe_way"


def test_never_through_somebody_kept_away(world):
    passes_on(world, "uncle")
    TWISTS["uncle_kept_away"](world)

    assert why_not(world, "child") == "kept_away"


def test_never_through_somebody_the_child_is_kept_apart_from(world):
    passes_on(world, "uncle")
    apart(world, world.people["child"].person, world.people["uncle"].person)

    assert why_not(world, "child") == "kept_away"


def test_never_through_somebody_who_died_or_is_a_child(world):
    passes_on(world, "uncle")
    uncle = Person.objects.filter(pk=world.people["uncle"].person_id)
    uncle.update(died_on=timezone.localdate())
    assert why_not(world, "child") == "too_young"

    uncle.update(died_on=None, date_of_birth=timezone.localdate() - timedelta(days=14 * 366))
    assert why_not(world, "child") == "too_young"


def test_an_old_number_is_never_taken_when_the_carer_changed(world):
    passes_on(world, "old_carer")
    passes_on(world, "foster_carer")

    assert way_of(world, "child").to == world.contact("foster_carer", "mobile")._value


def test_safe_hours_come_with_the_way(world):
    world.set_contact("mother", "mobile", safe_from=time(10), safe_until=time(14))

    way = way_of(world, "mother")

    assert (way.since, way.until) == (time(10), time(14))


def test_an_interpreter_gets_an_email_at_their_firm(world):
    way = way_of(world, "interpreter")

    assert (way.channel, way.to, way.name) == (
        "email",
        "interpreter@bureau.example",
        "Interpreterissima",
    )


def test_an_interpreter_without_email_gets_a_text_and_otherwise_a_ring(world):
    resource = world.people["interpreter"].resource
    type(resource).objects.filter(pk=resource.pk).update(contact_email="")
    assert way_of(world, "interpreter").channel == "text"

    type(resource).objects.filter(pk=resource.pk).update(contact_phone="01632 960001")
    assert why_not(world, "interpreter") == "no_safe_way"


def test_a_colleague_gets_an_email_while_they_work_here(world):
    assert way_of(world, "worker").to == world.service.worker.email

    type(world.service.worker).objects.filter(pk=world.service.worker.pk).update(is_active=False)
    assert way_of(world, "worker").why_not == "left"


# What is said ahead.


def test_planning_says_ahead_by_which_way_each_will_go(world):
    TWISTS["says_no"](world)
    forecast_cases({world.case.pk})

    assert (row_of(world, "mother").channel, row_of(world, "mother").reason) == (
        "ring",
        "no_safe_way",
    )
    father = row_of(world, "father")
    assert (father.channel, father.contact_point, father.reason) == (
        "text",
        world.contact("father", "mobile"),
        "",
    )


def test_the_way_follows_when_a_contact_ends_or_is_confirmed(world):
    for channel in ("mobile", "email"):
        end_contact(world.contact("mother", channel), by=world.coordinator)
    assert row_of(world, "mother").reason == "no_safe_way"

    email = ContactPoint.objects.create(
        person=world.people["mother"].person,
        channel="email",
        _value="new@hideaway.example",
        value_hash=write_value("email", "new@hideaway.example").value_hash,
        recorded_by=world.coordinator,
    )
    confirm_contact(
        email,
        by=world.coordinator,
        version=email.version,
        confirmed_on=timezone.localdate(),
        may_write="yes",
    )

    row = row_of(world, "mother")
    assert (row.channel, row.contact_point, row.reason) == ("email", email, "")


def test_a_letter_only_where_the_post_is_in_time(world):
    change_all(world, "mother", may_text="no")
    for channel in ADDRESS_ONLY:
        world.set_contact("mother", channel, may_write="no", may_text="no")
    assert why_not(world, "mother") == "no_safe_way"

    row = row_of(world, "mother")
    row.rule, row.step = "review_soon", "week_before"
    assert reach([row])[row.pk].channel == "letter"

    world.set_contact("mother", "address", is_confidential=True, value_hash="", postcode_hash="")
    assert reach([row])[row.pk].why_not == "no_safe_way"


def test_a_service_that_sends_no_texts_takes_the_next_way(world, settings):
    settings.MESSAGES_VIA = "smtp"

    assert way_of(world, "mother").channel == "email"


def test_many_cost_as_many_queries_as_few(world, django_assert_max_num_queries):
    rows = list(Reminder.objects.filter(case=world.case))

    with django_assert_max_num_queries(13):
        reach(rows)
    with django_assert_max_num_queries(12):
        forecast(rows)
