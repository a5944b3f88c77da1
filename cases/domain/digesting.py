"""One email a day to colleagues with unread notices, and one at once for what is urgent.

It says how many there are and nothing of whom. A notice is marked before the mail leaves: one
that is lost on the way is not sent again, and the notice still stands on My work.
"""

from datetime import time

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Absence, User
from cases.models import Notice
from cases.reminders import sending
from restorative.working_days import is_working_day

# After what is due at nine has been told, so that it is in the same morning's email.
FROM, UNTIL = time(9, 10), time(18)


def mail_digests() -> int:
    """Send what is due now, on working days; returns how many emails went.

    May be called as often as one likes and by several at once. Not to those who are away
    or have left, and not while sending is switched off.
    """
    if not sending.is_on():
        return 0
    return _mail_urgent() + _mail_daily()


def _mail_urgent() -> int:
    """At once, whatever the hour: changes inside two days."""
    return sum(
        _mail(user, Q(is_urgent=True), once_a_day=False) for user in _owed(Q(is_urgent=True))
    )


def _mail_daily() -> int:
    now = timezone.localtime()
    if not FROM <= now.time() < UNTIL or not is_working_day(now.date()):
        return 0
    return sum(
        _mail(user, Q(is_urgent=False), once_a_day=True) for user in _owed(Q(is_urgent=False))
    )


def _owed(which: Q) -> list[int]:
    """The keys of colleagues at work with something unread that no email has told of."""
    waiting = Notice.objects.unread().filter(which, user=OuterRef("pk"), mailed_at=None)
    away = Absence.objects.on(timezone.localdate()).filter(user=OuterRef("pk"))
    users = User.objects.active().filter(Exists(waiting), ~Exists(away))
    return list(users.order_by("pk").values_list("pk", flat=True))


def _mail(key: int, which: Q, *, once_a_day: bool) -> bool:
    """Mark what one colleague is told of, then tell them; False where another was faster."""
    with transaction.atomic():
        user = (
            User.objects.select_for_update(skip_locked=True, no_key=True, of=("self",))
            .filter(pk=key, is_active=True)
            .first()
        )
        if user is None or (once_a_day and _had_todays(user)):
            return False
        unread = Notice.objects.visible_to(user).unread()
        new = unread.filter(which, mailed_at=None)
        keys = list(new.values_list("pk", flat=True))
        if not keys:
            return False
        count = len(keys) if not once_a_day else unread.count()
        Notice.objects.filter(pk__in=keys).update(mailed_at=timezone.now())
    context = {"count": count, "is_urgent": not once_a_day, "service_name": settings.SERVICE_NAME}
    subject = render_to_string("messages/notices.subject.txt", context).strip()
    body = render_to_string("messages/notices.txt", context)
    send_mail(subject, body, None, [user.email], fail_silently=True)
    return True


def _had_todays(user: User) -> bool:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return Notice.objects.filter(user=user, is_urgent=False, mailed_at__gte=midnight).exists()
