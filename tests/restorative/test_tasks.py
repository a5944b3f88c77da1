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


def test_every_scheduled_task_exists_and_is_dropped_when_late():
    app.loader.import_default_modules()

    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        assert entry["task"] in app.tasks, name
        assert entry["options"]["expires"] < entry["schedule"], name
