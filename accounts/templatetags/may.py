"""What a page offers: nobody is shown a button that would answer with a refusal."""

from django import template
from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from accounts.permissions import Permission, can

register = template.Library()


@register.filter
def may(user: User | AnonymousUser | str | None, permission: str) -> bool:
    """Whether a seat of this person holds the permission: `{% if user|may:"note_add" %}`.

    Whether this person may do it *to this case* is another question: cases.access.may.
    """
    # A page of the last resort is rendered without anybody.
    return isinstance(user, User) and can(user, Permission(permission))
