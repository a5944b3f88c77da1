"""Refusals that are more than a wrong turn."""

from django.core.exceptions import PermissionDenied

from accounts.domain.warning import OWN_ROLE_REFUSED


class OwnRoleRefused(PermissionDenied):
    """Somebody tried to give themselves a role: 403, and the privacy officers are told."""

    # What the record calls it, instead of the page's name.
    action = OWN_ROLE_REFUSED
