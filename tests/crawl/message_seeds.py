"""Messages that a link on a list would lead to by luck alone: one in each state, each way."""

from django.urls import reverse

from accounts.models import User
from accounts.permissions import Permission, can
from cases.models import Reminder


def pages_of_messages(user: User) -> list[str]:
    if not can(user, Permission.MESSAGE_VIEW):
        return []
    kinds: dict[object, Reminder] = {}
    rows = Reminder.objects.visible_to(user).select_related("case", "person")
    for one in rows.order_by("due_at", "pk"):
        kinds.setdefault((one.state, one.channel, one.delivery), one)
    pages = [one.get_absolute_url() for one in kinds.values()]
    cases = {one.case.public_id for one in kinds.values()}
    people = {one.person.public_id for one in kinds.values() if one.person}
    pages += [reverse("cases:case_messages", args=[case]) for case in sorted(cases)]
    return pages + [reverse("cases:person_messages", args=[one]) for one in sorted(people)]
