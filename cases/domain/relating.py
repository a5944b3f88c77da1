"""What people are to each other, and who has parental responsibility."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.concerning import record_about
from cases.models import Event, ParentalResponsibility, Person, Relationship
from cases.relationships import STORED, Kind, label_for, reciprocal_of
from cases.rules_people import check_not_ahead, check_relationship


@transaction.atomic
def tell_relationship(
    person: Person,
    kind: Kind | str,
    relative: Person,
    *,
    by: User,
    detail: str = "",
    started_on: date | None = None,
    is_carer: bool = False,
) -> Relationship:
    """Record what one person is to another: Pat is the grandparent of Jonah.

    Told in either direction, kept in one. `detail` is the family's own word for what the
    first is to the second. Both rows are locked in one order, so that two colleagues
    cannot tell the same at once.
    """
    kind, detail = Kind(kind), detail.strip()
    check_not_ahead(started_on, "The date it began")
    if kind not in STORED:
        if detail:
            raise ValidationError(
                f"The family’s own word is kept for what {relative.liked_name} is to "
                f"{person.liked_name}. Record it from there.",
                code="detail_wrong_way",
            )
        person, kind, relative = relative, reciprocal_of(kind), person
    keys = sorted({person.pk, relative.pk})
    list(Person.objects.filter(pk__in=keys).order_by("pk").select_for_update(no_key=True))
    check_relationship(person, kind, relative)
    relationship = Relationship.objects.create(
        person=person,
        kind=kind,
        relative=relative,
        detail=detail,
        started_on=started_on,
        is_carer=is_carer,
        recorded_by=by,
    )
    record_about(
        [person, relative],
        Event.Kind.RELATIONSHIP_TOLD,
        by=by,
        subject=relationship,
        to_value=in_words(relationship),
    )
    return relationship


@transaction.atomic
def add_word(relationship: Relationship, word: str, *, by: User) -> Relationship:
    """Keep the family's own word for somebody where none is recorded yet."""
    relationship = (
        Relationship.objects.select_for_update(of=("self",))
        .select_related("person", "relative")
        .get(pk=relationship.pk)
    )
    if relationship.detail:
        return relationship
    before = in_words(relationship)
    relationship.detail = word.strip()
    relationship.save(update_fields=["detail"])
    record_about(
        [relationship.person, relationship.relative],
        Event.Kind.RELATIONSHIP_TOLD,
        by=by,
        subject=relationship,
        from_value=before,
        to_value=in_words(relationship),
    )
    return relationship


@transaction.atomic
def end_relationship(
    relationship: Relationship,
    *,
    by: User,
    ended_on: date | None = None,
    was_wrong: bool = False,
    why: str = "",
) -> Relationship:
    """Say that a relationship is over since a day, or that it never was."""
    relationship = (
        Relationship.objects.select_for_update(of=("self",))
        .select_related("person", "relative")
        .get(pk=relationship.pk)
    )
    if relationship.ended_on or relationship.withdrawn_at:
        raise ValidationError("This has been ended already.", code="already_ended")
    check_not_ahead(ended_on, "The date it ended")
    if ended_on and relationship.started_on and ended_on < relationship.started_on:
        raise ValidationError(
            "The date it ended must not be before the date it began.", code="ends_before_it_began"
        )
    if was_wrong:
        relationship.withdrawn_at = timezone.now()
    else:
        relationship.ended_on = ended_on or timezone.localdate()
    relationship.save(update_fields=["ended_on", "withdrawn_at"])
    record_about(
        [relationship.person, relationship.relative],
        Event.Kind.RELATIONSHIP_ENDED,
        by=by,
        subject=relationship,
        from_value=in_words(relationship),
        to_value="Recorded by mistake" if was_wrong else "",
        why=why.strip(),
    )
    return relationship


@transaction.atomic
def record_responsibility(
    child: Person,
    *,
    by: User,
    holder: Person | None = None,
    authority: str = "",
    holds: str,
    since: date | None = None,
    how_known: str,
    detail: str = "",
) -> ParentalResponsibility:
    """Record whether somebody has parental responsibility, since when and how it is known.

    Supersedes what was known of the same holder; it is never overwritten.
    """
    authority = authority.strip()
    if bool(holder) == bool(authority):
        raise ValidationError("Select one person, or enter an authority.", code="one_holder")
    if holder and holder.pk == child.pk:
        raise ValidationError("Choose two different people.", code="self")
    check_not_ahead(since, "The date it began")
    if since and child.date_of_birth and since < child.date_of_birth:
        raise ValidationError(
            "Parental responsibility cannot begin before the child is born.", code="before_birth"
        )
    child = Person.objects.select_for_update(no_key=True).get(pk=child.pk)
    rows = ParentalResponsibility.objects.current().filter(child=child)
    rows = rows.filter(holder=holder) if holder else rows.filter(authority__iexact=authority)
    before = rows.first()
    rows.update(superseded_at=timezone.now())
    responsibility = ParentalResponsibility.objects.create(
        child=child,
        holder=holder,
        authority=authority,
        holds=holds,
        since=since,
        how_known=how_known,
        detail=detail.strip(),
        recorded_by=by,
    )
    who = holder.full_name if holder else authority
    record_about(
        [child, holder] if holder else [child],
        Event.Kind.RESPONSIBILITY_RECORDED,
        by=by,
        subject=responsibility,
        from_value=before.get_holds_display() if before else "",
        to_value=f"{who} for {child.full_name}: {responsibility.get_holds_display()}",
    )
    return responsibility


@transaction.atomic
def take_back_responsibility(
    responsibility: ParentalResponsibility, *, by: User
) -> ParentalResponsibility:
    """Undo an answer entered by mistake: nothing is known of it again. The row is kept.

    Other than "not known", which is an answer, this says that nobody asked.
    """
    child = Person.objects.select_for_update(no_key=True).get(pk=responsibility.child_id)
    responsibility = ParentalResponsibility.objects.select_related("holder").get(
        pk=responsibility.pk
    )
    if responsibility.superseded_at:
        return responsibility
    responsibility.superseded_at = timezone.now()
    responsibility.save(update_fields=["superseded_at"])
    holder = responsibility.holder
    who = holder.full_name if holder else responsibility.authority
    record_about(
        [child, holder] if holder else [child],
        Event.Kind.RESPONSIBILITY_RECORDED,
        by=by,
        subject=responsibility,
        from_value=responsibility.get_holds_display(),
        to_value=f"{who} for {child.full_name}: Not asked",
    )
    return responsibility


def in_words(relationship: Relationship) -> str:
    """ "Pat Bell: grandmother of Jonah Bell", as the timeline says it."""
    word = relationship.detail or label_for(Kind(relationship.kind), relationship.person.gender)
    return f"{relationship.person.full_name}: {word} of {relationship.relative.full_name}"
