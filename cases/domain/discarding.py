"""Throwing a draft away: nothing of a family stays that nobody else holds."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError

from accounts.models import User
from cases.domain.referring import lock_draft
from cases.models import (
    Case,
    CaseChild,
    Consent,
    ContactPoint,
    Draft,
    Exclusion,
    Fact,
    KeepApart,
    NetworkMember,
    OfferChild,
    OfferReply,
    ParentalResponsibility,
    Person,
    Relationship,
    Task,
)


@transaction.atomic
def delete_draft(case: Case, *, by: User) -> None:
    """Delete a referral that was never sent, and the people who were entered for it alone.

    What was typed about them and not saved goes with them: its forms are there no more.
    Letters before proceedings stay: they went out whatever became of the referral. With
    a safeguarding alert on it the whole draft stays: what was disclosed is never lost.
    """
    case = lock_draft(case)
    if case.alerts.exists():
        raise ValidationError(
            "A safeguarding alert was recorded here, which must be kept. "
            "This draft cannot be deleted.",
            code="has_alert",
        )
    people = list(
        Person.objects.filter(created_by=by, created_at__gte=case.created_at)
        .filter(
            Exists(CaseChild.objects.filter(case=case, person=OuterRef("pk")))
            | Exists(NetworkMember.objects.filter(case=case, person=OuterRef("pk")))
        )
        .values_list("pk", flat=True)
    )
    case.offers.update(case=None)
    for model in (Consent, Fact, Exclusion, CaseChild, NetworkMember, Task):
        model._default_manager.filter(case=case).delete()
    case.access_list.all().delete()
    referral = case.referral
    referrer = referral.referrer
    referral.delete()
    if referrer:
        referrer.delete()
    Draft.objects.filter(user=by).about(case.public_id).delete()
    case.delete()
    _forget(people)


def _forget(keys: list[int]) -> None:
    """Delete those of these people who are part of nothing else."""
    me = OuterRef("pk")
    alone = Person.objects.filter(pk__in=keys).exclude(
        Exists(CaseChild.objects.filter(person=me))
        | Exists(NetworkMember.objects.filter(person=me))
        | Exists(OfferChild.objects.filter(child=me))
        | Exists(OfferReply.objects.filter(person=me))
    )
    for person in alone:
        try:
            with transaction.atomic():
                Relationship.objects.of(person).delete()
                ParentalResponsibility.objects.filter(child=person).delete()
                ParentalResponsibility.objects.filter(holder=person).delete()
                contacts = ContactPoint.objects.filter(person=person)
                gone = contacts.values_list("public_id", flat=True)
                Draft.objects.about(person.public_id, *gone).delete()
                contacts.delete()
                KeepApart.objects.filter(first=person).delete()
                KeepApart.objects.filter(second=person).delete()
                person.delete()
        except ProtectedError:
            # Part of something that came later than this list: then they stay.
            continue
