from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from restorative.celery import app
from restorative.tasks import clear_expired_sessions


def test_ended_sessions_are_deleted_and_others_kept(db):
    now = timezone.now()
    Session.objects.create(session_key="ended", expire_date=now - timedelta(minutes=1))
    Session.objects.create(session_key="open", expire_date=now + timedelta(minutes=1))

    clear_expired_sessions()

    assert [session.session_key for session in Session.objects.all()] == ["open"]


# Tasks that no schedule names, each with what sends it.
CALLED_ELSEWHERE: dict[str, str] = {
    "conferences.tasks.prepare_file_task": "conferences/domain/preparing_files.py",
    "conferences.tasks.work_on_sheet_task": "conferences/domain/importing.py",
}
OURS = ("restorative.", "accounts.", "cases.", "conferences.")


def test_every_task_of_ours_is_scheduled_or_sent_by_something():
    app.loader.import_default_modules()
    ours = {name for name in app.tasks if name.startswith(OURS)}
    scheduled = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert ours == scheduled | set(CALLED_ELSEWHERE)
    assert scheduled.isdisjoint(CALLED_ELSEWHERE)


def test_every_scheduled_task_exists_and_is_dropped_when_late():
    app.loader.import_default_modules()

    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        assert entry["task"] in app.tasks, name
        assert entry["options"]["expires"] < entry["schedule"], name
