"""Thinking about one's own work, alone or with one other person: private to those two.

Nothing here leaves an event, a notice or a row of history, and no look is recorded.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from cases.models import Case, Draft
from cases.rules_recording import check_there
from conferences.models import Reflection, ReflectionReply
from conferences.rules_reflection import (
    check_reflected_on,
    check_supervisor,
    check_writer,
    shared_with_anybody,
)
from restorative.conflicts import save_version

EDIT_DRAFT, REPLY_DRAFT = "reflection-edit", "reflection-reply"
# What somebody wrote who left the service: as long as it takes to find that they come back.
KEPT_AFTER_LEAVING = timedelta(days=90)
WORDS_MISSING = "Enter what you are thinking about."


@transaction.atomic
def write_reflection(
    *,
    by: User,
    reflected_on: date,
    about: str,
    words: str,
    answers: Iterable[Mapping[str, Any]] = (),
    place: str = "",
    place_words: str = "",
    next_step: str = "",
    case: Case | None = None,
) -> Reflection:
    """Keep a reflection for its writer alone. Sharing it is another step."""
    check_there(words, WORDS_MISSING, code="words_missing")
    check_reflected_on(reflected_on)
    _check_knows(case, by)
    return Reflection.objects.create(
        writer=by,
        reflected_on=reflected_on,
        about=about,
        words=words.strip(),
        answers=as_text(answers),
        place=place,
        place_words=place_words.strip(),
        next_step=next_step.strip(),
        case_key=str(case.public_id) if case else "",
    )


@transaction.atomic
def change_reflection(
    reflection: Reflection, *, by: User, version: int, changes: Mapping[str, Any]
) -> Reflection:
    """Write over what it said; what it said before is not kept. Raises StaleVersion.

    `answers` come as they do to `write_reflection`; `case` is a case, None to untie it, and
    left out to leave it as it is.
    """
    reflection = _locked(reflection)
    check_writer(reflection, by)
    found = dict(changes)
    check_there(found.get("words", reflection.words), WORDS_MISSING, code="words_missing")
    check_reflected_on(found.get("reflected_on", reflection.reflected_on))
    if "answers" in found:
        found["answers"] = as_text(found["answers"])
    if "case" in found:
        case = found.pop("case")
        _check_knows(case, by)
        found["case_key"] = str(case.public_id) if case else ""
    save_version(reflection, version=version, changes=found)
    return reflection


@transaction.atomic
def share_reflection(reflection: Reflection, supervisor: User, *, by: User) -> Reflection:
    """Let one colleague read it. Whoever read it before no longer does."""
    # Staff before anything else: somebody who is leaving at this moment is found to have left.
    supervisor = User.objects.all().select_for_update(no_key=True).get(pk=supervisor.pk)
    reflection = _locked(reflection)
    check_writer(reflection, by)
    check_supervisor(supervisor, writer=by)
    if reflection.supervisor_id != supervisor.pk:
        reflection.supervisor, reflection.shared_at = supervisor, timezone.now()
        reflection.save(update_fields=["supervisor", "shared_at"])
    return reflection


@transaction.atomic
def stop_sharing(reflection: Reflection, *, by: User) -> Reflection:
    """Keep it to oneself again, at once. What the other person wrote stays with its writer."""
    reflection = _locked(reflection)
    check_writer(reflection, by)
    reflection.supervisor = reflection.shared_at = None
    reflection.save(update_fields=["supervisor", "shared_at"])
    return reflection


@transaction.atomic
def delete_reflection(reflection: Reflection, *, by: User) -> None:
    """Delete it for good, with all replies and whatever is still being typed about it."""
    reflection = _locked(reflection)
    check_writer(reflection, by)
    _delete([reflection])


@transaction.atomic
def reply_to_reflection(reflection: Reflection, words: str, *, by: User) -> ReflectionReply:
    """Say something to the other of the two. Refused while there is no other."""
    reflection = _locked(reflection)
    supervisor = reflection.supervisor
    if supervisor is None or by.pk not in (reflection.writer_id, supervisor.pk):
        raise ValidationError(
            "This reflection is not shared any more. Nobody would read your words.",
            code="not_shared",
        )
    check_there(words, "Enter what you want to say.", code="words_missing")
    return ReflectionReply.objects.create(
        reflection=reflection, supervisor=supervisor, author=by, words=words.strip()
    )


@transaction.atomic
def take_back_reply(reply: ReflectionReply, *, by: User) -> None:
    """Delete one's own words for good. A second press changes nothing."""
    if reply.author_id != by.pk:
        raise ValidationError("Only whoever wrote this can take it back.", code="not_yours")
    ReflectionReply.objects.filter(pk=reply.pk).delete()


def end_sharing_of(user: User) -> None:
    """End what somebody who leaves could read, and what others could read of theirs.

    Called inside the step by which they leave. Coming back opens none of it again.
    """
    Reflection.objects.filter(shared_with_anybody(user)).update(supervisor=None, shared_at=None)


@transaction.atomic
def sweep_reflections() -> int:
    """Delete what people wrote who left 90 days ago: nobody could read it, nor delete it."""
    since = timezone.now() - KEPT_AFTER_LEAVING
    left = Reflection.objects.filter(writer__is_active=False, writer__deactivated_at__lt=since)
    return _delete(list(left.select_for_update(of=("self",), skip_locked=True)))


def as_text(answers: Iterable[Mapping[str, Any]]) -> str:
    kept = [dict(one) for one in answers if one["words"] or one["qualities"]]
    return json.dumps(kept) if kept else ""


def _delete(reflections: list[Reflection]) -> int:
    keys = [str(one.public_id) for one in reflections]
    Draft.objects.filter(form__in=(EDIT_DRAFT, REPLY_DRAFT), subject__in=keys).delete()
    Reflection.objects.filter(pk__in=[one.pk for one in reflections]).delete()
    return len(reflections)


def _locked(reflection: Reflection) -> Reflection:
    rows = Reflection.objects.select_for_update(of=("self",)).select_related("supervisor")
    found = rows.filter(pk=reflection.pk).first()
    if found is None:
        raise ValidationError("This reflection has been deleted.", code="gone")
    return found


def _check_knows(case: Case | None, by: User) -> None:
    if case and not Case.objects.visible_to(by).filter(pk=case.pk).exists():
        raise ValidationError("There is no case with this reference.", code="no_such_case")
