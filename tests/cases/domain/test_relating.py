from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cases.domain.relating import (
    end_relationship,
    record_responsibility,
    take_back_responsibility,
    tell_relationship,
)
from cases.models import Event, ParentalResponsibility, Relationship
from cases.relationships import PAIRS, STORED, Kind, label_for, reciprocal_of
from cases.rules_people import relationship_doubts
from tests.factories.cases import CaseFactory, NetworkMemberFactory
from tests.factories.people import (
    ChildFactory,
    PersonFactory,
    RelationshipFactory,
    ResponsibilityFactory,
)
from tests.factories.staff import UserFactory

pytestmark = pytest.mark.django_db
Holds, HowKnown = ParentalResponsibility.Holds, ParentalResponsibility.HowKnown


def refused(act):
    with pytest.raises(ValidationError) as refusal:
        act()
    return refusal.value.code


def test_a_relationship_is_told_once_and_read_from_both_ends():
    pat, jonah = PersonFactory(gender="female"), ChildFactory(gender="male")

    relationship = RelationshipFactory(person=pat, kind=Kind.GRANDPARENT, relative=jonah)

    assert relationship.word_for_other_to(jonah) == "Grandmother"
    assert relationship.word_for_other_to(pat) == "Grandson"


def test_the_familys_own_word_is_for_the_one_it_was_said_of():
    pat, jonah = PersonFactory(), ChildFactory()

    relationship = RelationshipFactory(
        person=pat, kind=Kind.GRANDPARENT, relative=jonah, detail="Nan"
    )

    assert relationship.word_for_other_to(jonah) == "Nan"
    assert relationship.word_for_other_to(pat) == "Grandchild"


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in STORED])
def test_told_from_the_other_end_it_is_the_same_row(kind):
    child, elder = ChildFactory(), PersonFactory()

    relationship = tell_relationship(child, kind, elder, by=UserFactory())

    assert (relationship.person, relationship.relative) == (elder, child)
    assert relationship.kind == reciprocal_of(kind)
    assert relationship.kind_of_other_to(elder) == kind


@pytest.mark.parametrize("pair", PAIRS)
def test_no_relationship_is_told_twice_from_either_end(pair):
    one, other = PersonFactory(), ChildFactory()
    by = UserFactory()
    tell_relationship(one, pair.stored, other, by=by)

    assert refused(lambda: tell_relationship(one, pair.stored, other, by=by)) == "already_told"
    assert refused(lambda: tell_relationship(other, pair.reciprocal, one, by=by)) == "already_told"
    assert Relationship.objects.count() == 1


def test_what_has_ended_can_be_told_again():
    told = RelationshipFactory(kind=Kind.PARTNER)
    end_relationship(told, by=told.recorded_by)

    again = tell_relationship(told.relative, Kind.PARTNER, told.person, by=told.recorded_by)

    assert again.pk != told.pk


def test_nobody_is_their_own_relative():
    one = PersonFactory()

    assert refused(lambda: tell_relationship(one, Kind.SIBLING, one, by=UserFactory())) == "self"
    with pytest.raises(IntegrityError), transaction.atomic():
        Relationship.objects.create(
            person=one, relative=one, kind="sibling", recorded_by=one.created_by
        )


def test_a_parent_is_not_also_the_child():
    told = RelationshipFactory(kind=Kind.PARENT)
    by = told.recorded_by

    assert refused(lambda: tell_relationship(told.relative, Kind.PARENT, told.person, by=by)) == (
        "contradicts"
    )
    assert tell_relationship(told.person, Kind.FOSTER_CARER, told.relative, by=by)


def test_a_word_for_the_younger_is_not_put_on_the_elder():
    assert (
        refused(
            lambda: tell_relationship(
                ChildFactory(), Kind.CHILD, PersonFactory(), by=UserFactory(), detail="Babs"
            )
        )
        == "detail_wrong_way"
    )


def test_a_child_older_than_the_parent_is_doubted_and_not_refused():
    young, old = ChildFactory(age=9), PersonFactory(date_of_birth=date(1980, 1, 1))

    assert relationship_doubts(old, Kind.PARENT, young) == []
    assert relationship_doubts(young, Kind.AUNT_UNCLE, old) == []
    [doubt] = relationship_doubts(young, Kind.PARENT, old)
    assert doubt.startswith(f"{young.liked_name} is not older than {old.liked_name}.")
    [other_way] = relationship_doubts(old, Kind.CHILD, young)
    assert other_way == doubt
    assert tell_relationship(young, Kind.PARENT, old, by=UserFactory())


def test_a_third_parent_is_doubted():
    child = ChildFactory()
    RelationshipFactory.create_batch(2, relative=child, kind=Kind.PARENT)

    [doubt] = relationship_doubts(PersonFactory(), Kind.PARENT, child)

    assert "more than two parents" in doubt


def test_it_stands_on_the_cases_that_have_both_and_are_visible():
    member = NetworkMemberFactory(person=PersonFactory(first_name="Pat", gender="female"))
    case = member.case
    child = case.children.get()
    CaseFactory(children=[child.person])

    tell_relationship(member.person, Kind.GRANDPARENT, child.person, by=case.created_by)

    [event] = Event.objects.of_kinds(Event.Kind.RELATIONSHIP_TOLD)
    assert event.case_id == case.pk
    assert event.to_value == f"Pat Example: Grandmother of {child.person.full_name}"
    assert event.child_ids == [child.pk]


def test_ending_says_when_or_that_it_never_was(clock):
    today = timezone.localdate()
    over = RelationshipFactory(kind=Kind.PARTNER, started_on=date(2020, 1, 1))
    wrong = RelationshipFactory(kind=Kind.PARTNER)

    end_relationship(over, by=over.recorded_by, ended_on=date(2026, 5, 1))
    end_relationship(wrong, by=wrong.recorded_by, was_wrong=True)

    over.refresh_from_db()
    wrong.refresh_from_db()
    assert (over.ended_on, over.withdrawn_at) == (date(2026, 5, 1), None)
    assert wrong.ended_on is None
    assert timezone.localdate(wrong.withdrawn_at) == today
    assert not Relationship.objects.current().exists()
    assert refused(lambda: end_relationship(over, by=over.recorded_by)) == "already_ended"


@pytest.mark.parametrize(
    ("ended_on", "code"),
    [(date(2019, 12, 31), "ends_before_it_began"), (date(2026, 11, 24), "in_the_future")],
)
def test_it_ends_between_its_beginning_and_today(clock, ended_on, code):
    told = RelationshipFactory(kind=Kind.PARTNER, started_on=date(2020, 1, 1))

    assert refused(lambda: end_relationship(told, by=told.recorded_by, ended_on=ended_on)) == code


def test_a_later_finding_supersedes_and_overwrites_nothing():
    first = ResponsibilityFactory(holds=Holds.NOT_KNOWN, how_known=HowKnown.NOT_KNOWN)

    second = record_responsibility(
        first.child,
        by=first.recorded_by,
        holder=first.holder,
        holds=Holds.YES,
        since=timezone.localdate() - timedelta(days=30),
        how_known=HowKnown.COURT_ORDER,
    )

    first.refresh_from_db()
    assert first.holds == Holds.NOT_KNOWN
    assert first.superseded_at is not None
    assert ParentalResponsibility.objects.current().get() == second


def test_an_answer_taken_back_is_kept_and_nothing_is_known_any_more():
    member = NetworkMemberFactory()
    case, holder = member.case, member.person
    child = case.children.get().person
    first = ResponsibilityFactory(child=child, holder=holder)

    take_back_responsibility(first, by=case.created_by)
    take_back_responsibility(first, by=case.created_by)

    assert not ParentalResponsibility.objects.current().exists()
    told = Event.objects.of_kinds(Event.Kind.RESPONSIBILITY_RECORDED).filter(from_value="Yes")
    assert told.get().to_value == f"{holder.full_name} for {child.full_name}: Not asked"


def test_two_holders_and_an_authority_stand_side_by_side():
    child, by = ChildFactory(), UserFactory()
    ResponsibilityFactory.create_batch(2, child=child)

    for name in ("Exampleshire Council", "exampleshire council"):
        record_responsibility(
            child, by=by, authority=name, holds=Holds.YES, how_known=HowKnown.CARE_ORDER
        )

    assert ParentalResponsibility.objects.current().filter(child=child).count() == 3


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"holder": None}, "one_holder"),
        ({"authority": "A council"}, "one_holder"),
        ({"since": date(2026, 11, 24)}, "in_the_future"),
        ({"since": date(2001, 1, 1)}, "before_birth"),
    ],
)
def test_what_cannot_be_of_responsibility_is_refused(clock, changes, code):
    said = {"holder": PersonFactory(), "holds": Holds.YES, "how_known": HowKnown.TOLD} | changes

    assert refused(lambda: record_responsibility(ChildFactory(), by=UserFactory(), **said)) == code


def test_a_child_does_not_hold_responsibility_for_itself():
    child = ChildFactory()

    assert (
        refused(
            lambda: record_responsibility(
                child, by=UserFactory(), holder=child, holds=Holds.YES, how_known=HowKnown.TOLD
            )
        )
        == "self"
    )


def test_words_are_everyday_ones():
    assert label_for(Kind.AUNT_UNCLE, "male") == "Uncle"
    assert label_for(Kind.AUNT_UNCLE) == "Aunt or uncle"
