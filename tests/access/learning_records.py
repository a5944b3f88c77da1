"""A reflection of one colleague shared with another, and a training, of nobody who asks."""

from typing import Any

from django.utils import timezone

from accounts.models import User
from cases.models import Case
from conferences.models import (
    Course,
    DevelopmentSession,
    Reflection,
    ReflectionReply,
    SessionAttendance,
)


def make_learning_records(case: Case) -> dict[str, Any]:
    """Tied to the case, which lets nobody read it who reads the case."""
    writer, supervisor = _somebody("writer"), _somebody("supervisor")
    today, now = timezone.localdate(), timezone.now()
    facts: dict[str, Any] = {
        "writer": writer,
        "reflected_on": today,
        "about": Reflection.About.WORK,
        "case_key": str(case.public_id),
        "words": "I hurried her.",
    }
    shared = Reflection.objects.create(supervisor=supervisor, shared_at=now, **facts)
    course = Course.objects.create(
        name="Safe meetings", refresher_months=12, changed_by=supervisor, changed_at=now
    )
    training = DevelopmentSession.objects.create(
        kind="training",
        course=course,
        subject="Safe meetings",
        held_on=today,
        minutes=90,
        led_by=supervisor,
        recorded_by=supervisor,
    )
    SessionAttendance.objects.create(session=training, person=writer, will_try="Wait.")
    return {
        "reflection": shared,
        "unshared_reflection": Reflection.objects.create(**facts),
        "reflection_reply": ReflectionReply.objects.create(
            reflection=shared, supervisor=supervisor, author=supervisor, words="Why?"
        ),
        "course": course,
        "training": training,
    }


def _somebody(name: str) -> User:
    return User.objects.create_user(
        f"{name}.elsewhere@example.org", first_name=name.title(), last_name="Elsewhere"
    )
