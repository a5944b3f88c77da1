"""The planning meeting with the referrer: bottom lines, questions and help, agreed and signed.

Bottom lines are the authority's non-negotiables and questions are what the plan must answer
(domain.md 1); the referrer's manager signs them off, version by version.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.domain.recording import record_event
from cases.domain.tasking import add_task, settle_first_contact, settle_tasks
from cases.models import Case, Event, Task
from cases.rules_recording import check_has_come, check_there
from cases.timescales import Step, due_on
from conferences.domain.locking import lock_cases
from conferences.models import Brief, BriefItem, BriefSignature, Meeting
from restorative.conflicts import StaleVersion

MOST_ITEMS = 30


@transaction.atomic
def write_brief(
    meeting: Meeting,
    *,
    by: User,
    version: int,
    texts: Mapping[str, Sequence[str]],
    held_on: date | None = None,
    held_with: str = "",
) -> Brief:
    """Say when the planning meeting was and what it settled, by kind of item.

    An item whose words stay the same stays the same row; any other change makes a new
    version, which needs a new signature. `version` is 0 where nothing was written yet.
    Raises StaleVersion.
    """
    case = lock_cases(meeting)[0]
    if held_on:
        check_has_come(held_on)
    brief, made = Brief.objects.select_for_update().get_or_create(meeting=meeting)
    if not made and brief.version != version:
        raise StaleVersion(brief)
    changed = [
        kind for kind, lines in texts.items() if _write_items(brief, kind, _clean(lines), by=by)
    ]
    told = (brief.held_on, brief.held_with)
    brief.held_on, brief.held_with = held_on, held_with.strip()
    if changed and not made:
        brief.version += 1
    brief.save()
    if changed or told != (brief.held_on, brief.held_with):
        words = [BriefItem.Kind(kind).label for kind in changed]
        record_event(
            case,
            Event.Kind.BRIEF_CHANGED,
            by=by,
            subject=meeting,
            to_value=f"Version {brief.version}" + (f": {', '.join(words)}" if words else ""),
        )
    if brief.held_on:
        settle_first_contact(case, by=by)
    if changed:
        settle_tasks(case, Task.Kind.SIGN_BRIEF, Task.Kind.MEND_BRIEF, by=by)
    return brief


@transaction.atomic
def send_brief(brief: Brief, *, by: User, version: int) -> Brief:
    """Ask the referrer's manager to sign this version, within the service's timescale."""
    case = lock_cases(brief.meeting)[0]
    brief = _locked(brief, version)
    if not brief.items.current().filter(kind=BriefItem.Kind.BOTTOM_LINE).exists():
        raise ValidationError("Enter at least one bottom line first.", code="no_bottom_line")
    if not brief.items.current().filter(kind=BriefItem.Kind.QUESTION).exists():
        raise ValidationError(
            "Enter at least one question for the family first.", code="no_question"
        )
    if brief.sent_version == version:
        raise ValidationError("This version was sent to be signed already.", code="sent_already")
    _check_not_answered(brief)
    brief.sent_version, brief.sent_at, brief.sent_by = version, timezone.now(), by
    brief.save(update_fields=["sent_version", "sent_at", "sent_by"])
    settle_tasks(case, Task.Kind.SIGN_BRIEF, by=by)
    add_task(
        title=f"Sign the bottom lines and questions of {case}",
        due_on=due_on(Step.SIGNED_AGENDA, timezone.localdate()),
        for_managers_of=case.referring_team or case.team,
        case=case,
        kind=Task.Kind.SIGN_BRIEF,
        by=None,
    )
    record_event(
        case, Event.Kind.BRIEF_SENT, by=by, subject=brief.meeting, to_value=f"Version {version}"
    )
    return brief


@transaction.atomic
def sign_brief(brief: Brief, *, by: User, version: int) -> BriefSignature:
    """Sign off one version for the referrer's authority. A second press finds it signed."""
    return _answer(brief, BriefSignature.Answer.SIGNED, by=by, version=version)


@transaction.atomic
def send_back_brief(brief: Brief, *, by: User, version: int, why: str) -> BriefSignature:
    """Say what has to change before it can be signed; whoever coordinates is asked to see to it."""
    check_there(why, "Enter what should change.", code="why_missing")
    signature = _answer(
        brief, BriefSignature.Answer.SENT_BACK, by=by, version=version, why=why.strip()
    )
    case = brief.meeting.parties.order_by("pk")[0].case
    if case.coordinator:
        add_task(
            title=f"Change the bottom lines and questions of {case}",
            due_on=due_on(Step.ANSWER, timezone.localdate()),
            assigned_to=case.coordinator,
            case=case,
            kind=Task.Kind.MEND_BRIEF,
            by=None,
        )
    return signature


def is_signed(brief: Brief) -> bool:
    """Whether the version that stands now has been signed off."""
    return brief.signatures.filter(
        version=brief.version, answer=BriefSignature.Answer.SIGNED
    ).exists()


def lines_from_referral(case: Case) -> dict[str, list[str]]:
    """What the referral says already, one item a line: nothing is asked twice."""
    return {
        BriefItem.Kind.BOTTOM_LINE: _lines(case.referral.bottom_lines),
        BriefItem.Kind.QUESTION: _lines(case.referral.questions),
    }


def as_text(brief: Brief) -> str:
    """The items as they stand, word for word: what a signature is put to."""
    parts = []
    for kind in BriefItem.Kind:
        lines = [f"- {item.text}" for item in brief.items.current() if item.kind == kind]
        parts.append("\n".join([f"{kind.label}:", *(lines or ["- none"])]))
    return "\n\n".join(parts)


def _answer(
    brief: Brief, answer: BriefSignature.Answer, *, by: User, version: int, why: str = ""
) -> BriefSignature:
    case = lock_cases(brief.meeting)[0]
    brief = _locked(brief, version)
    if brief.sent_version != version:
        raise ValidationError("This has not been sent to be signed.", code="not_sent")
    _check_not_answered(brief)
    signature = BriefSignature.objects.create(
        brief=brief, version=version, answer=answer, why=why, text=as_text(brief), by=by
    )
    settle_tasks(case, Task.Kind.SIGN_BRIEF, by=by)
    signed = answer == BriefSignature.Answer.SIGNED
    record_event(
        case,
        Event.Kind.BRIEF_SIGNED if signed else Event.Kind.BRIEF_SENT_BACK,
        by=by,
        subject=brief.meeting,
        to_value=f"Version {version}",
        why=why,
    )
    return signature


def _check_not_answered(brief: Brief) -> None:
    answered = brief.signatures.filter(version=brief.version).select_related("by").first()
    if answered is None:
        return
    day = timezone.localtime(answered.at)
    if answered.answer == BriefSignature.Answer.SIGNED:
        raise ValidationError(
            f"{answered.by} signed this on {day:%-d %B at %H:%M}.", code="answered_already"
        )
    raise ValidationError(
        f"{answered.by} sent this back on {day:%-d %B at %H:%M}. Change it first.",
        code="answered_already",
    )


def _locked(brief: Brief, version: int) -> Brief:
    brief = Brief.objects.select_for_update().get(pk=brief.pk)
    if brief.version != version:
        raise StaleVersion(brief)
    return brief


def _write_items(brief: Brief, kind: str, lines: list[str], *, by: User) -> bool:
    """Make the items of a kind be these lines, in this order; whether that changed any."""
    if len(lines) > MOST_ITEMS:
        label = BriefItem.Kind(kind).label.lower()
        raise ValidationError(f"Enter at most {MOST_ITEMS} of “{label}”.", code="too_many")
    standing = {item.text: item for item in brief.items.current().filter(kind=kind)}
    before = list(standing)
    for position, text in enumerate(lines):
        item = standing.pop(text, None)
        if item is None:
            BriefItem.objects.create(
                brief=brief, kind=kind, text=text, position=position, added_by=by
            )
        elif item.position != position:
            item.position = position
            item.save(update_fields=["position"])
    for item in standing.values():
        item.removed_at = timezone.now()
        item.save(update_fields=["removed_at"])
    return before != lines


def _clean(lines: Iterable[str]) -> list[str]:
    kept = [" ".join(line.split()).lstrip("-•* ") for line in lines]
    return list(dict.fromkeys(line for line in kept if line))


def _lines(text: str) -> list[str]:
    return _clean(text.splitlines())
