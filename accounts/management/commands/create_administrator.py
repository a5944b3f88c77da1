from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.domain.staffing import add_staff, appoint_first_administrator
from accounts.domain.teaming import add_team
from accounts.models import Team, User


class Command(BaseCommand):
    help = "Make the first administrator of a new house, who then invites everybody else."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("first_name")
        parser.add_argument("last_name")
        parser.add_argument("--team", default="Administration", help="made if there is none")

    def handle(self, *args: Any, **options: Any) -> None:
        names = {name: options[name] for name in ("email", "first_name", "last_name")}
        password = getpass("Password (at least 12 characters): ")
        if getpass("The same again: ") != password:
            raise CommandError("The two passwords are not the same. Nothing was made.")
        try:
            validate_password(password, User(**names))
            self._make(options["team"], password, names)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"{names['email']} can sign in and invite others.")

    @transaction.atomic
    def _make(self, team_name: str, password: str, names: dict[str, str]) -> None:
        if User.objects.filter(email__iexact=names["email"]).exists():
            raise CommandError("Somebody has this email address already. Nothing was made.")
        user = add_staff(password=password, **names)
        team = Team.objects.filter(name=team_name).first() or add_team(
            by=user, name=team_name, kind=Team.Kind.REFERRING
        )
        appoint_first_administrator(user, team)
