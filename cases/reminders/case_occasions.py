"""What a case itself is the occasion for, from its referral on."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from cases.models import Case, Event, Note, Offer, OfferReply, Task
from cases.reminders.occasions import Occasion, Recipient, Scope, occasion
from cases.reminders.staff import cases_of, staff_of

Kind, Stage = Event.Kind, Case.Stage
ENDINGS = (Kind.CASE_CLOSED, Kind.CASE_WITHDRAWN, Kind.CASE_NOT_VIABLE)
DECIDED = (Kind.REFERRAL_ACCEPTED, Kind.REFERRAL_DECLINED, Kind.REFERRAL_REDIRECTED)
RESTED = (Kind.CASE_HELD, Kind.CASE_RESUMED)
# After these, others may be told, or no longer be told.
STAFF = (Kind.COLLEAGUE_EXCLUDED, Kind.EXCLUSION_ENDED, Kind.CASE_RESTRICTED,
         Kind.RESTRICTION_LIFTED, Kind.ACCESS_GRANTED, Kind.ACCESS_ENDED)  # fmt: skip
GIVEN = (Kind.COORDINATOR_ALLOCATED, Kind.COORDINATOR_CHANGED)
# What a coordinator writes down of when they were in touch.
IN_TOUCH = (Note.Kind.VISIT, Note.Kind.CALL, Note.Kind.MEETING, Note.Kind.MESSAGE)
Recipients = Mapping[str, tuple[Recipient, ...]]


@occasion(
    "referral_waiting",
    listens=(Kind.REFERRAL_SENT, Kind.INFORMATION_ASKED, Kind.INFORMATION_GIVEN,
             Kind.CASE_WITHDRAWN, *DECIDED, *STAFF),
)  # fmt: skip
def referral_waiting(scope: Scope) -> Iterator[Occasion]:
    """A referral that waits for a decision. That it was received is said once."""
    for case in _at(scope, Stage.SUBMITTED):
        staff = staff_of(scope)[case.pk]
        recipients = {"referrer": staff.sender, "managers": staff.managers}
        yield _about(case, _day(case.stage_since), recipients)


@occasion("case_accepted", listens=(Kind.REFERRAL_ACCEPTED, *GIVEN, *RESTED, *ENDINGS, *STAFF))
def case_accepted(scope: Scope) -> Iterator[Occasion]:
    """An accepted case without a coordinator, counted anew after it was on hold."""
    for case in _at(scope, Stage.ACCEPTED):
        since = _day(case.stage_since)
        recipients = staff_of(scope)[case.pk].roles("managers")
        yield _about(case, since, recipients, revision=since.toordinal())


@occasion("case_allocated", listens=(*GIVEN, *RESTED, *ENDINGS, *STAFF))
def case_allocated(scope: Scope) -> Iterator[Occasion]:
    for case in _at(scope, Stage.ALLOCATED):
        if case.allocated_at:
            recipients = staff_of(scope)[case.pk].roles("coordinator", "referrer")
            yield _about(case, _day(case.allocated_at), recipients)


@occasion("referrer_not_contacted", listens=(*GIVEN, Kind.TASK_DONE, *RESTED, *ENDINGS, *STAFF))
def referrer_not_contacted(scope: Scope) -> Iterator[Occasion]:
    """The first contact is a task that the coordinator finishes."""
    cases = {case.pk: case for case in _at(scope, Stage.ALLOCATED)}
    if not cases:
        return
    tasks = Task.objects.open().filter(case__in=cases, kind=Task.Kind.FIRST_CONTACT)
    for key, task, at in tasks.order_by("pk").values_list("case_id", "pk", "created_at"):
        recipients = staff_of(scope)[key].roles("coordinator")
        yield _about(cases[key], _day(at), recipients, revision=task)


@occasion("family_not_contacted", listens=(*GIVEN, Kind.NOTE_WRITTEN, *RESTED, *ENDINGS, *STAFF))
def family_not_contacted(scope: Scope) -> Iterator[Occasion]:
    """No note of the coordinator's says that they were in touch with anybody."""
    waiting = [case for case in _at(scope, Stage.ALLOCATED) if case.allocated_at]
    if not waiting:
        return
    notes = Note.objects.filter(
        case__in=waiting,
        kind__in=IN_TOUCH,
        author=F("case__coordinator"),
        happened_on__gte=F("case__allocated_at__date"),
    )
    in_touch = set(notes.values_list("case_id", flat=True))
    for case in waiting:
        if case.pk not in in_touch and case.allocated_at:
            recipients = staff_of(scope)[case.pk].roles("coordinator", "managers")
            yield _about(case, _day(case.allocated_at), recipients)


@occasion(
    "offer_unanswered",
    listens=(Kind.OFFER_RECORDED, Kind.OFFER_CHANGED, Kind.REFERRAL_SENT,
             *DECIDED, *RESTED, *ENDINGS, *STAFF),
)  # fmt: skip
def offer_unanswered(scope: Scope) -> Iterator[Occasion]:
    """An offer that nobody, or not everybody it was made to, has answered."""
    cases = {case.pk: case for case in _at(scope, *Case.LIVE_STAGES)}
    if not cases:
        return
    replies = OfferReply.objects.filter(offer=OuterRef("pk"))
    unanswered = replies.filter(reply=OfferReply.Reply.UNANSWERED)
    offers = Offer.objects.filter(
        Exists(unanswered) | ~Exists(replies),
        case__in=cases,
        made=Offer.Made.YES,
        made_on__isnull=False,
        application_on=None,
    )
    for key, offer, made_on in offers.order_by("pk").values_list("case_id", "pk", "made_on"):
        staff = staff_of(scope)[key]
        assert made_on
        yield Occasion(
            case=key,
            subject_type="offer",
            subject_id=offer,
            since=made_on,
            revision=made_on.toordinal(),
            recipients={"referrer": staff.referrer, "managers": staff.referring_managers},
            url=cases[key].get_absolute_url(),
        )


@occasion(
    "restriction_to_review",
    listens=(Kind.CASE_RESTRICTED, Kind.RESTRICTION_LIFTED, Kind.ACCESS_GRANTED,
             Kind.ACCESS_ENDED, Kind.COLLEAGUE_EXCLUDED, Kind.EXCLUSION_ENDED),
)  # fmt: skip
def restriction_to_review(scope: Scope) -> Iterator[Occasion]:
    """A restricted case, ended ones among them: for the managers on its access list."""
    for case in cases_of(scope).values():
        review_on = case.restriction_review_on
        if case.is_restricted and review_on and case.stage != Stage.DRAFT:
            recipients = staff_of(scope)[case.pk].roles("managers")
            yield _about(case, review_on, recipients, revision=review_on.toordinal())


@occasion("case_on_hold", listens=(*RESTED, *GIVEN, *ENDINGS, *STAFF))
def case_on_hold(scope: Scope) -> Iterator[Occasion]:
    """A case that rests until a day; its managers see to one that has no coordinator."""
    for case in _at(scope, Stage.ON_HOLD):
        if case.hold_review_on is None:
            continue
        staff = staff_of(scope)[case.pk]
        recipients = {
            "coordinator": staff.coordinator or staff.managers,
            "managers": staff.managers,
        }
        review_on = case.hold_review_on
        yield _about(case, review_on, recipients, revision=review_on.toordinal())


def _at(scope: Scope, *stages: Case.Stage) -> list[Case]:
    return [case for case in cases_of(scope).values() if case.stage in stages]


def _about(case: Case, since: date, recipients: Recipients, *, revision: int = 0) -> Occasion:
    return Occasion(
        case=case.pk,
        subject_type="case",
        subject_id=case.pk,
        since=since,
        revision=revision,
        recipients=recipients,
        facts={"due": f"{since:%-d %B %Y}"},
        url=case.get_absolute_url(),
    )


def _day(at: datetime) -> date:
    return timezone.localdate(at)
