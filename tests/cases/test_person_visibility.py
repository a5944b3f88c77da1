"""Who may be known of, told again the long way round, for everybody in the council."""

from datetime import date

import pytest
from django.db.models import Q

from accounts.models import User
from cases.models import (
    Case,
    CaseChild,
    Exclusion,
    NetworkMember,
    Offer,
    OfferChild,
    OfferReply,
    Person,
)

pytestmark = pytest.mark.django_db


def known_to(user):
    cases, offers = Case.objects.visible_to(user), Offer.objects.visible_to(user)
    ways = (
        Person.objects.filter(created_by=user).values_list("pk", flat=True),
        CaseChild.objects.filter(case__in=cases).values_list("person", flat=True),
        NetworkMember.objects.filter(case__in=cases).values_list("person", flat=True),
        OfferChild.objects.filter(offer__in=offers).values_list("child", flat=True),
        OfferReply.objects.filter(offer__in=offers).values_list("person", flat=True),
    )
    closed = Exclusion.objects.current().filter(user=user).values("case")
    professional = Q(part=NetworkMember.Part.PROFESSIONAL)
    hidden = (
        CaseChild.objects.filter(case__in=closed).values_list("person", flat=True),
        NetworkMember.objects.exclude(professional)
        .filter(case__in=closed)
        .values_list("person", flat=True),
    )
    return set().union(*map(set, ways)) - set().union(*map(set, hidden))


def test_people_are_visible_by_exactly_these_ways(council):
    for offer in Offer.objects.filter(case__isnull=False)[:5]:
        # A letter about somebody who is in no case.
        lone = Person.objects.create(
            first_name="Lone", last_name="Child", created_by=offer.created_by
        )
        OfferChild.objects.create(offer=offer, child=lone)
    worker = council.user("social_worker")
    alone = Person.objects.create(first_name="No", last_name="Case", created_by=worker)
    letter = Offer.objects.create(
        team=worker.current_memberships[0].team, letter_on=date(2026, 1, 5), created_by=worker
    )
    OfferReply.objects.create(offer=letter, person=alone)
    seen = {}
    for user in User.objects.filter(is_active=True):
        if user.seats & {"social_worker", "coordinator", "referring_manager", "service_manager"}:
            seen[user] = set(Person.objects.visible_to(user).values_list("pk", flat=True))
            assert seen[user] == known_to(user), user
    assert len(seen) > 5
    assert len(set(map(frozenset, seen.values()))) > 4
