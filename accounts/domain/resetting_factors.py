"""A lost phone or key: two people together take the second step away."""

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.domain.sessions import end_sessions
from accounts.models import FactorReset, User


@transaction.atomic
def ask_for_factor_reset(user: User, *, by: User, how_known: str) -> FactorReset:
    """Ask that somebody's second step be taken away. Nothing changes until another confirms."""
    user = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if user.pk == by.pk:
        raise ValidationError("Ask another administrator to reset yours.", code="own_factor")
    if not user.is_active:
        raise ValidationError(f"{user} no longer works here.", code="inactive")
    if not Authenticator.objects.filter(user=user).exists():
        raise ValidationError(f"{user} has no second step to reset.", code="no_factor")
    if FactorReset.objects.waiting().filter(user=user).exists():
        raise ValidationError("This waits for a second person already.", code="waiting")
    return FactorReset.objects.create(user=user, asked_by=by, how_known=how_known)


@transaction.atomic
def confirm_factor_reset(reset: FactorReset, *, by: User) -> FactorReset:
    """Take the second step away and sign the person out everywhere.

    Their password stays: they sign in with it and set up a new second step.
    """
    waiting = FactorReset.objects.confirmable_by(by).select_for_update(of=("self",))
    found = waiting.filter(pk=reset.pk).first()
    if found is None:
        raise ValidationError("This can no longer be confirmed by you.", code="not_confirmable")
    Authenticator.objects.filter(user=found.user).delete()
    end_sessions(found.user)
    found.confirmed_by = by
    found.confirmed_at = timezone.now()
    found.save(update_fields=["confirmed_by", "confirmed_at"])
    return found
