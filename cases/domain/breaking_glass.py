"""Emergency access: to one hidden case, for an hour, reading only, and always reviewed."""

from datetime import timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from accounts.models import Role, User
from accounts.permissions import Seat
from cases.domain.recording import record_event
from cases.domain.tasking import add_task, settle_review
from cases.models import BreakGlass, Case, Event, Exclusion, Task
from restorative.working_days import add_working_days

LASTS = timedelta(minutes=60)
REVIEW_WORKING_DAYS = 2
SHORTEST_REASON = 20
# What the audit calls an attempt that opened nothing.
GLASS_REFUSED = "glass_refused"
# A social worker may need it once in a day; those who cover for a whole team more often.
A_DAY = {Seat.COORDINATOR: 3, Seat.SERVICE_MANAGER: 3, Seat.REFERRING_MANAGER: 3}


def find_case_for_emergency(reference: str, *, by: User) -> Case | None:
    """The case with exactly this reference, unless the person is excluded from it.

    None for one that does not exist and for one they are excluded from: the page gives
    the same answer to both.
    """
    return (
        Case.objects.sent()
        .filter(reference__iexact=reference.strip())
        .exclude(exclusions__in=Exclusion.objects.current().filter(user=by))
        .first()
    )


def find_case_closed_to(user: User, reference: str) -> Case | None:
    """The case with exactly this reference from which this person is excluded, if there is one.

    For the record of what was refused alone: they never learn of it.
    """
    closed = Exclusion.objects.current().filter(user=user)
    return (
        Case.objects.sent()
        .filter(reference__iexact=reference.strip(), exclusions__in=closed)
        .first()
    )


@transaction.atomic
def break_glass(case: Case, *, by: User, ground: str, reason: str) -> BreakGlass:
    """Open a hidden case to one person for sixty minutes and tell those who answer for it.

    Raises for an excluded person in words that fit a case that is not there.
    """
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    case = Case.objects.select_for_update(no_key=True).get(pk=case.pk)
    if case.exclusions.current().filter(user=by).exists():
        raise ValidationError("There is no case with this reference.", code="not_there")
    if Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise ValidationError("You can open this case already.", code="visible_already")
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValidationError(
            f"Say why in at least {SHORTEST_REASON} characters.", code="reason_too_short"
        )
    check_daily_limit(by)
    now = timezone.now()
    glass = BreakGlass.objects.create(
        case=case,
        user=by,
        ground=ground,
        reason=reason.strip(),
        at=now,
        expires_at=now + LASTS,
        review_due_on=add_working_days(timezone.localdate(), REVIEW_WORKING_DAYS),
    )
    record_event(
        case,
        Event.Kind.GLASS_BROKEN,
        by=by,
        subject=glass,
        to_value=glass.get_ground_display(),
        why=glass.reason,
        audience=Event.Audience.SERVICE,
    )
    add_task(
        title=f"Review emergency access to {case}",
        due_on=glass.review_due_on,
        for_managers_of=case.team,
        case=case,
        glass=glass,
        kind=Task.Kind.GLASS_REVIEW,
        by=None,
    )
    transaction.on_commit(lambda: _tell(case, glass))
    return glass


@transaction.atomic
def review_glass(glass: BreakGlass, *, by: User, verdict: str, note: str) -> BreakGlass:
    """Say whether it was right to open the case. Never by the one who opened it."""
    glass = BreakGlass.objects.select_for_update().get(pk=glass.pk)
    if glass.reviewed_at:
        raise ValidationError(
            f"{glass.reviewed_by} has reviewed this already.", code="already_reviewed"
        )
    if glass.user_id == by.pk:
        raise ValidationError("Somebody else must review your access.", code="yourself")
    if verdict != BreakGlass.Verdict.RIGHT and not note.strip():
        raise ValidationError("Say what there is to ask or what was wrong.", code="note_missing")
    glass.reviewed_at = timezone.now()
    glass.reviewed_by = by
    glass.verdict = verdict
    glass.review_note = note.strip()
    glass.save(update_fields=["reviewed_at", "reviewed_by", "verdict", "review_note"])
    record_event(
        glass.case,
        Event.Kind.GLASS_REVIEWED,
        by=by,
        subject=glass,
        to_value=glass.get_verdict_display(),
        why=glass.review_note,
        audience=Event.Audience.SERVICE,
    )
    settle_review(glass, by=by)
    return glass


def check_daily_limit(by: User) -> None:
    """Refuse once somebody has opened as many cases as their seat may in a day."""
    limit = max((A_DAY[seat] for seat in by.seats if seat in A_DAY), default=1)
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    if BreakGlass.objects.filter(user=by, at__gte=midnight).count() >= limit:
        raise ValidationError(
            "You have used emergency access as often as a day allows. Ring the manager of the "
            "service or the privacy officer.",
            code="daily_limit",
        )


def tell_officers_of_the_excluded(case: Case, user: User) -> None:
    """Tell the privacy officers that an excluded person tried to open the case; not which."""
    officers = User.objects.active().filter(is_privacy_officer=True)
    excluded = case.exclusions.current().values("user")
    for officer in officers.exclude(pk__in=excluded).order_by("pk"):
        EmailMessage(
            subject="Emergency access was refused",
            body=(
                f"{officer.first_name},\n\n{user} asked for emergency access to a case from "
                f"which they are excluded. It was refused. Sign in to {settings.SERVICE_NAME} "
                "and look at what was turned away to see more.\n"
            ),
            to=[officer.email],
        ).send()


def _tell(case: Case, glass: BreakGlass) -> None:
    """Tell the coordinator, the team's managers and the privacy officers, without detail.

    Of managers those who may know of the case. The task in their work list is the record; a
    mail that cannot go must not undo it.
    """
    answering = {*User.objects.active().with_role(Role.MANAGER, team=case.team)}
    answering |= {*filter(None, [case.coordinator])}
    knowing = {person for person in answering if _may_know(person, case)}
    officers = User.objects.active().filter(is_privacy_officer=True)
    officers = officers.exclude(pk__in=case.exclusions.current().values("user"))
    people = {*knowing, *officers} - {glass.user}
    for person in sorted(people, key=lambda person: person.pk):
        EmailMessage(
            subject="A case was opened by emergency access",
            body=(
                f"{person.first_name},\n\na case was opened by emergency access. Sign in to "
                f"{settings.SERVICE_NAME} to see which one and to review it by "
                f"{glass.review_due_on:%-d %B %Y}.\n"
            ),
            to=[person.email],
        ).send(fail_silently=True)


def _may_know(user: User, case: Case) -> bool:
    return Case.objects.visible_to(user, by_glass=False).filter(pk=case.pk).exists()
