from django.http import HttpResponse
from django.views.decorators.http import require_POST

from accounts.decorators import requires
from accounts.permissions import Permission
from accounts.requests import UserRequest


@require_POST
@requires(Permission.OWN_ACCOUNT)
def session_keep(request: UserRequest) -> HttpResponse:
    """“Stay signed in”: the request itself is the sign of life, see SessionLimits."""
    return HttpResponse(status=204)
