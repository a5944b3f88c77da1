"""Mail to staff. Sent when what it speaks of is certain; losing one loses no record."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string

from accounts.models import FactorReset, Invitation, User


def mail_invitation(invitation: Invitation, link: str) -> None:
    """Send the link after the invitation is committed. A mail that fails can be sent again."""
    context = {
        "invitation": invitation,
        "link": link,
        "service_name": settings.SERVICE_NAME,
        "council_name": settings.COUNCIL_NAME,
    }
    subject = render_to_string("messages/invitation.subject.txt", context).strip()
    body = render_to_string("messages/invitation.txt", context)
    transaction.on_commit(
        lambda: send_mail(subject, body, None, [invitation.email]),
        robust=True,
    )


def mail_factor_reset(reset: FactorReset) -> None:
    """Tell the person whose second step was taken away: if it was not they, they must know."""
    context = {"reset": reset, "service_name": settings.SERVICE_NAME}
    subject = render_to_string("messages/factor_reset.subject.txt", context).strip()
    body = render_to_string("messages/factor_reset.txt", context)
    transaction.on_commit(
        lambda: send_mail(subject, body, None, [reset.user.email]),
        robust=True,
    )


def mail_address_changed(user: User, before: str, *, by: User) -> None:
    """Tell the old address that it signs in no more: the new one may be somebody else's.

    Not what the new one is: whoever reads the old mailbox by now need not know.
    """
    context = {"user": user, "by": by, "service_name": settings.SERVICE_NAME}
    subject = render_to_string("messages/address_changed.subject.txt", context).strip()
    body = render_to_string("messages/address_changed.txt", context)
    transaction.on_commit(
        lambda: send_mail(subject, body, None, [before]),
        robust=True,
    )


def mail_failed_sign_ins(owner: User, *, knew_password: bool) -> None:
    """Tell somebody that their account is being tried; by one who has their password, or not."""
    context = {
        "owner": owner,
        "knew_password": knew_password,
        "service_name": settings.SERVICE_NAME,
    }
    subject = render_to_string("messages/failed_sign_ins.subject.txt", context).strip()
    send_mail(
        subject, render_to_string("messages/failed_sign_ins.txt", context), None, [owner.email]
    )


def mail_own_role_refused(actor: User) -> None:
    """Tell the privacy officers that somebody tried to give themselves a role."""
    context = {"actor": actor, "service_name": settings.SERVICE_NAME}
    subject = render_to_string("messages/own_role_refused.subject.txt", context).strip()
    body = render_to_string("messages/own_role_refused.txt", context)
    officers = User.objects.active().filter(is_privacy_officer=True).exclude(pk=actor.pk)
    for officer in officers.order_by("pk"):
        send_mail(subject, body, None, [officer.email])
