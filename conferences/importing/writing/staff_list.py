"""A list of staff: accounts that wait to be invited, in the team of whoever brings them in."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models

from accounts.domain.bringing_in import bring_in_staff, check_may_bring_in, take_back_staff
from accounts.models import Membership, Team, User
from cases.models import SheetImport
from conferences.importing.staff import Colleague, understand_staff
from conferences.importing.values import plain
from conferences.importing.writing.listing import Writer, records_of


def judge_staff(sheet_import: SheetImport, row: Colleague) -> bool:
    """Whether this is somebody new. Raises ValidationError where nobody may be brought in so."""
    if User.objects.filter(email__iexact=row.email).exists():
        return False
    team = _team(sheet_import, row)
    try:
        check_may_bring_in(sheet_import.uploaded_by, team, row.role)
    except ValidationError as error:
        field = "team" if error.code in ("not_their_team", "team_archived") else "role"
        raise ValidationError(error.messages[0], code=field) from None
    return True


def make_staff(sheet_import: SheetImport, row: Colleague) -> list[models.Model]:
    user, membership = bring_in_staff(
        by=sheet_import.uploaded_by,
        email=row.email,
        first_name=row.first_name,
        last_name=row.last_name,
        team=_team(sheet_import, row),
        role=row.role,
        job_title=row.job_title,
        phone=row.phone,
        left_on=row.left_on,
    )
    return [user, membership]


def link_managers(sheet_import: SheetImport, rows: list[Colleague]) -> None:
    """The line manager of those who were made, where one colleague of the team alone has the name."""
    made = User.objects.in_bulk(records_of(sheet_import, User))
    by_email = {user.email: user for user in made.values() if user.line_manager_id is None}
    colleagues = Membership.objects.filter(team=sheet_import.team).select_related("user")
    named: dict[str, set[int]] = defaultdict(set)
    for membership in colleagues:
        named[plain(membership.user.get_full_name())].add(membership.user_id)
    for row in rows:
        user, found = by_email.get(row.email), named.get(row.manager, set())
        if user is not None and len(found) == 1 and user.pk not in found:
            user.line_manager_id = found.copy().pop()
            user.save(update_fields=["line_manager"])


def take_staff_back(sheet_import: SheetImport) -> None:
    """Delete them all. Raises ValidationError where one has been invited or named since."""
    users = User.objects.get_queryset().filter(pk__in=records_of(sheet_import, User))
    users.update(line_manager=None)
    in_use = 0
    for user in users.order_by("pk"):
        try:
            take_back_staff(user)
        except ValidationError:
            in_use += 1
    if in_use:
        who = "One of them has" if in_use == 1 else f"{in_use} of them have"
        raise ValidationError(
            f"Nothing was taken back: {who} been invited, changed or named since."
        )


def _team(sheet_import: SheetImport, row: Colleague) -> Team:
    if not row.team:
        return sheet_import.team
    name = plain(row.team)
    for team in Team.objects.open():
        if name in (plain(team.name), plain(team.reference_prefix)) and name:
            return team
    raise ValidationError(
        f"There is no team “{row.team}”. Leave the cell empty for {sheet_import.team}, "
        "or ask an administrator to add the team.",
        code="team",
    )


STAFF = Writer("staff", understand_staff, judge_staff, make_staff, take_staff_back, link_managers)
