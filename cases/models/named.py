"""What names somebody beside their allocations, asked once while a page is read (docs/adr/0015)."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import connections
from django.utils import timezone

from accounts.permissions import Seat
from cases.models.case_access import CaseAccess
from restorative.one_look import is_one_look, once_a_look
from restorative.replica import reading_alias

if TYPE_CHECKING:
    from accounts.models import User

# More names than these stay in the database, or they would be sent to it with every question.
MOST_NAMED = 500


@dataclass(frozen=True)
class Named:
    """The cases, by key, that name somebody beside those they were allocated.

    `closed` to them by an exclusion, `listed` on an access list that holds today, `opened`
    in an emergency that has not run out, `sided` where they work with one side. None where
    there are too many to name.
    """

    closed: tuple[int, ...] | None
    listed: tuple[int, ...] | None
    opened: tuple[int, ...] | None
    sided: tuple[int, ...] | None


NOT_ASKED = Named(None, None, None, None)


def named_in(user: "User") -> Named:
    """What names this person, as it stood when the page was asked for.

    All None where no page is read, and whoever writes has to ask the database each time.
    Hardly anybody is named anywhere, and then the rule of access is half as long.
    """
    if not is_one_look():
        return NOT_ASKED
    return once_a_look(("named", user.pk), lambda: _named_in(user))


# By hand, for it is asked on every page that is read: Django takes longer to write it.
NAMED = """
(SELECT 'closed', case_id FROM cases_exclusion
  WHERE user_id = %(user)s AND ended_at IS NULL LIMIT %(most)s)
UNION ALL
(SELECT CASE WHEN expires_on >= %(today)s THEN 'listed' ELSE 'past' END, case_id
  FROM cases_caseaccess
  WHERE user_id = %(user)s AND ended_at IS NULL LIMIT %(most)s)
UNION ALL
(SELECT 'opened', case_id FROM cases_breakglass
  WHERE user_id = %(user)s AND expires_at > %(now)s LIMIT %(most)s)
UNION ALL
(SELECT 'sided', case_id FROM cases_compartmentmember
  WHERE user_id = %(user)s AND ended_at IS NULL LIMIT %(most)s)
"""


def _named_in(user: "User") -> Named:
    today = timezone.localdate()
    given: dict[str, Any] = {
        "user": user.pk,
        "today": today,
        "now": timezone.now(),
        "most": MOST_NAMED + 1,
    }
    found: dict[str, list[int]] = {
        "closed": [],
        "listed": [],
        "past": [],
        "opened": [],
        "sided": [],
    }
    with connections[reading_alias()].cursor() as cursor:
        cursor.execute(NAMED, given)
        for kind, case in cursor:
            found[kind].append(case)
    is_on_many = len(found["listed"]) + len(found["past"]) > MOST_NAMED
    if found["past"] and Seat.SERVICE_MANAGER in user.seats:
        # Entries that have run out let in the last manager of a list.
        still = CaseAccess.objects.letting_in(user, today).filter(expires_on__lt=today)
        found["listed"] += still.values_list("case", flat=True)[: MOST_NAMED + 1]

    def few(kind: str) -> tuple[int, ...] | None:
        return tuple(sorted(found[kind])) if len(found[kind]) <= MOST_NAMED else None

    listed = None if is_on_many else few("listed")
    return Named(few("closed"), listed, few("opened"), few("sided"))
