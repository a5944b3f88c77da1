from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.domain.facts import record_fact
from cases.domain.networks import change_child
from cases.domain.outcomes import AnsweredMeanwhile, Said, newest_fact, record_outcomes
from cases.models import CaseChild, Event, Fact
from restorative.months import add_months
from tests.cases.outcomes.conftest import (
    child_of,
    index_of,
    item,
    met_months_ago,
    record_of,
)
from tests.factories.conferences import make_conference
from tests.factories.recording import end_case

pytestmark = pytest.mark.django_db


def record(conference, *answers, point="m6", by=None, as_at=None, **options):
    return record_outcomes(
        conference.case,
        point,
        answers,
        by=by or conference.service.worker,
        as_at=as_at or timezone.localdate(),
        source="Visit",
        **options,
    )


def standing(conference, **which):
    facts = Fact.objects.standing().filter(case=conference.case, **which)
    return [(fact.kind, fact.value, fact.unknown_because) for fact in facts.order_by("pk")]


def events(conference):
    found = Event.objects.filter(case_id=conference.case.pk, kind=Event.Kind.FACT_RECORDED)
    return [(event.from_value, event.to_value, event.child_ids) for event in found.order_by("pk")]


def test_one_form_records_all_siblings_and_the_family(met):
    first, second = child_of(met, 0), child_of(met, 1)

    record(
        met,
        Said(item("legal_status"), first, "cin"),
        Said(item("legal_status"), second, "cin"),
        Said(item("living_with"), second, "", "not_known"),
        Said(item("network_contact"), None, "weekly"),
        Said(item("score_1"), None, "7"),
    )

    assert standing(met, point="m6") == [
        ("legal_status", "cin", ""),
        ("legal_status", "cin", ""),
        ("living_with", "", "not_known"),
        ("network_contact", "weekly", ""),
        ("score", "7", ""),
    ]
    fact = Fact.objects.get(kind="score")
    assert (fact.scale, fact.source, fact.recorded_by) == (
        "How safe things are",
        "Visit",
        met.service.worker,
    )


def test_each_thing_said_is_one_event_with_its_children(met):
    first, second = child_of(met, 0), child_of(met, 1)

    record(
        met,
        Said(item("legal_status"), first, "cin"),
        Said(item("legal_status"), second, "cin"),
        Said(item("living_with"), first, "mother"),
    )

    assert events(met) == [
        ("", "Legal status, 6 months on: Child in need (section 17)", [first.pk, second.pk]),
        ("", "Living with, 6 months on: Mother", [first.pk]),
    ]


def test_the_same_answer_again_writes_nothing(met):
    said = Said(item("legal_status"), child_of(met), "cin")
    record(met, said)

    assert record(met, said) == []
    assert Fact.objects.count() == 1


def test_another_answer_supersedes_and_keeps_the_first(app_role, met):
    child = child_of(met)
    (wrong,) = record(met, Said(item("legal_status"), child, "cin"))

    (right,) = record(met, Said(item("legal_status"), child, "cp"))

    assert right.corrects == wrong
    assert standing(met, point="m6") == [("legal_status", "cp", "")]
    assert events(met)[-1][0] == "Legal status: Child in need (section 17)"


def test_another_day_for_the_same_answer_is_a_correction(met):
    child = child_of(met)
    record(met, Said(item("legal_status"), child, "cin"))
    day = timezone.localdate() - timedelta(days=3)

    record(met, Said(item("legal_status"), child, "cin", as_at=day))

    assert Fact.objects.standing().get(point="m6").as_at == day


def test_an_answer_has_its_own_day_and_source(met):
    day = timezone.localdate() - timedelta(days=3)
    record(met, Said(item("living_with"), child_of(met), "mother", as_at=day, source="Nan"))

    fact = Fact.objects.get()
    assert (fact.as_at, fact.source) == (day, "Nan")


def test_what_the_case_knows_at_the_index_writes_nothing(met):
    child = child_of(met)
    know(met, child, "legal_status", "cp")

    assert (
        record(met, Said(item("legal_status"), child, "cp"), point="index", as_at=index_of(met))
        == []
    )


def know(conference, child, kind, value, **changes):
    return record_fact(
        conference.case,
        kind,
        value,
        as_at=changes.pop("as_at", index_of(conference) - timedelta(days=30)),
        source="Referral",
        by=conference.service.worker,
        person=child.person,
        **changes,
    )


def test_the_latest_status_is_what_lists_show(met):
    child = child_of(met)
    record(met, Said(item("legal_status"), child, "cp"))
    child.refresh_from_db()
    assert (child.legal_status, child.version) == ("cp", 2)

    record(
        met,
        Said(item("legal_status"), child, "cin"),
        point="m3",
        as_at=add_months(index_of(met), 3),
    )
    child.refresh_from_db()
    assert child.legal_status == "cp"


def test_a_status_learnt_later_elsewhere_stays(met):
    child = child_of(met)
    change_child(child, by=met.service.worker, version=1, changes={"legal_status": "cla"})
    record(
        met,
        Said(item("legal_status"), child, "cp"),
        as_at=add_months(index_of(met), 6),
    )
    assert CaseChild.objects.get(pk=child.pk).legal_status == "cla"


def test_a_closed_case_is_followed_up(met):
    end_case(met, met.service)

    assert record(met, Said(item("network_contact"), None, "rarely"), by=met.service.coordinator)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("score_1", "11"), "out_of_range"),
        (("score_1", "-1"), "not_a_number"),
        (("network_size", "many"), "not_a_number"),
        (("network_size", "1000"), "out_of_range"),
        (("network_size", "9" * 30), "out_of_range"),
        (("network_size", "²"), "not_a_number"),
        (("network_contact", "hourly"), "choice"),
        (("employment", "yes"), "not_asked_here"),
    ],
)
def test_what_cannot_be_is_refused_in_plain_words(met, said, code):
    key, value = said
    with pytest.raises(ValidationError) as refusal:
        record(met, Said(item(key), None, value))
    assert refusal.value.code == code
    assert not Fact.objects.exists()


@pytest.mark.parametrize(
    ("value", "kept"),
    [("87", "87"), ("87.55 %", "87.6"), ("100", "100"), ("0", "0"), ("90.0", "90")],
)
def test_a_percentage_is_kept_short(value, kept):
    assert item("attendance").check(value) == kept


@pytest.mark.parametrize("value", ["101", "-1", "NaN", "Infinity", "lots", "1e5"])
def test_a_percentage_lies_between_0_and_100(value):
    with pytest.raises(ValidationError):
        item("attendance").check(value)


def test_what_a_service_asks_beyond_is_recorded(met, settings):
    settings.OUTCOME_ALSO = ["attendance", "employment"]
    record(
        met, Said(item("attendance"), child_of(met), "91"), Said(item("employment"), None, "yes")
    )
    assert standing(met) == [("attendance", "91", ""), ("employment", "yes", "")]


@pytest.mark.parametrize(
    ("point", "days", "code"),
    [
        ("m6", 1, "in_the_future"),
        ("m6", -400, "before_index"),
        ("m12", 0, "not_yet"),
        ("m9", 0, "no_such_point"),
    ],
)
def test_days_that_cannot_be_are_refused(met, point, days, code):
    with pytest.raises(ValidationError) as refusal:
        record(
            met,
            Said(item("network_contact"), None, "weekly"),
            point=point,
            as_at=timezone.localdate() + timedelta(days=days),
        )
    assert refusal.value.code == code


def test_a_day_of_the_next_follow_up_belongs_to_that(met):
    with pytest.raises(ValidationError) as refusal:
        record(met, Said(item("network_contact"), None, "weekly"), point="m3")
    assert refusal.value.code == "next_point"


def test_an_answer_and_a_reason_for_none_exclude_each_other(met):
    for said in (
        Said(item("network_size"), None, "5", "not_known"),
        Said(item("network_size"), None, "", ""),
    ):
        with pytest.raises(ValidationError):
            record(met, said)


def test_nothing_is_recorded_before_a_family_has_met():
    conference = make_conference()
    with pytest.raises(ValidationError) as refusal:
        record(conference, Said(item("network_contact"), None, "weekly"))
    assert refusal.value.code == "not_met"


def test_a_child_of_another_family_is_refused(met):
    other = met_months_ago(7)
    with pytest.raises(ValidationError) as refusal:
        record(met, Said(item("legal_status"), child_of(other), "cp"))
    assert refusal.value.code == "child_left"


# Two at once ----------------------------------------------------------------------------


def test_two_who_answer_different_things_both_save(met):
    seen = newest_fact(met.case)
    record(met, Said(item("legal_status"), child_of(met), "cin"), seen=seen)
    record(met, Said(item("network_size"), None, "6"), seen=seen)
    assert len(standing(met)) == 2


def test_of_two_who_answer_the_same_the_second_sees_both(met):
    seen = newest_fact(met.case)
    record(met, Said(item("legal_status"), child_of(met), "cin"), seen=seen)

    with pytest.raises(AnsweredMeanwhile) as told:
        record(
            met,
            Said(item("legal_status"), child_of(met), "cp"),
            Said(item("network_size"), None, "6"),
            seen=seen,
            by=met.service.coordinator,
        )

    (clash,) = told.value.clashes
    assert (clash.their_words, clash.said.words) == (
        "Child in need (section 17)",
        "Child protection plan",
    )
    assert standing(met) == [("legal_status", "cin", "")]

    record(met, Said(item("legal_status"), child_of(met), "cp"), seen=newest_fact(met.case))
    assert standing(met) == [("legal_status", "cp", "")]


def test_an_answer_left_as_it_was_does_not_undo_a_correction(met):
    child = child_of(met)
    record(met, Said(item("legal_status"), child, "cin"))
    seen = newest_fact(met.case)
    record(met, Said(item("legal_status"), child, "cp"), seen=seen)

    record(
        met,
        Said(item("legal_status"), child, "cin"),
        Said(item("network_size"), None, "6"),
        seen=seen,
    )

    assert standing(met) == [("legal_status", "cp", ""), ("network_size", "6", "")]


def test_the_record_says_when_a_follow_up_is_complete(met):
    missing = record_of(met).missing("m6")
    assert {one.item.key for one in missing} == {
        "legal_status",
        "living_with",
        "looked_after",
        "proceedings",
        "network_size",
        "network_contact",
        "score_1",
    }
    record(met, *(Said(one.item, one.child, "", "not_known") for one in missing))
    assert record_of(met).missing("m6") == []
