from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.decorators import requires
from accounts.permission_table import SEATS, lines
from accounts.permissions import SEAT_LABELS, Permission
from accounts.requests import UserRequest


@require_GET
@requires(Permission.OWN_ACCOUNT)
def role_page(request: UserRequest) -> HttpResponse:
    """Who may do what, for everybody to read: from the table that decides it."""
    own = [label for seat, label in SEAT_LABELS.items() if seat in request.user.seats]
    context = {"seats": SEATS, "lines": lines(), "own": own}
    return render(request, "accounts/role_page.html", context)
