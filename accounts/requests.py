"""What our views receive once `@requires` has let somebody in."""

from django.http import HttpRequest

from accounts.models import User


class UserRequest(HttpRequest):
    user: User  # never anonymous behind @requires
    stands_below: str  # for the navigation, where the name of the view does not say it
