import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts.models import Team, User
from accounts.permissions import Permission, Seat, can
from cases.models import KeptMapping, SheetImport
from conferences.domain.importing import begin, hash_of_file, match_sheet, upload_sheet
from conferences.importing.account import account_of, found_of
from conferences.importing.by_hand import Stopped, work_by_hand
from conferences.importing.columns import find_header, mapping_from_data
from conferences.importing.field_words import FIELDS
from conferences.importing.files import open_tracker
from conferences.importing.limits import FileRefused
from conferences.importing.values import plain

State = SheetImport.State


class Command(BaseCommand):
    help = (
        "Bring in a service's spreadsheet as the browser does: families and their conferences, "
        "staff or venues. Safe to run twice, to stop and to go on with."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", choices=SheetImport.Kind.values, default="tracker")
        parser.add_argument("--team", help="name or letters of the service; needed if several")
        parser.add_argument("--by", help="email address of the manager who brings it in")
        parser.add_argument("--sheet", help="name of the sheet; the first one otherwise")
        parser.add_argument("--mapping", help="name of a kept mapping of columns")
        parser.add_argument(
            "--answers",
            type=Path,
            help='JSON file of what values mean: {"values": {"status": {"eh plan": "early_help"}}, '
            '"orders": {"born": "day"}}',
        )
        parser.add_argument("--check", action="store_true", help="say what would be made, only")
        parser.add_argument("--resume", action="store_true", help="go on where it was stopped")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._handle(**options)
        except FileRefused as refused:
            raise CommandError(f"{refused.sentence} Nothing was brought in.") from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        except Stopped as stopped:
            raise CommandError(str(stopped)) from None

    def _handle(self, **options: Any) -> None:
        team = _team(options["team"])
        by = _manager(options["by"], team)
        answers = _answers(options["answers"])
        path = Path(options["file"])
        try:
            file = path.open("rb")
        except OSError as error:
            raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
        with file:
            begun = _begun(hash_of_file(file), options["kind"], team)
            if begun is not None and options["resume"]:
                found = begun
            elif begun is not None:
                raise CommandError(
                    "This file was begun and is not finished. Add --resume to go on with it."
                )
            else:
                file.seek(0)
                with transaction.atomic():
                    found = upload_sheet(
                        file, filename=path.name, kind=options["kind"], team=team, by=by
                    )
                    _match(found, file, by, answers, options)
        if begun is None:
            found = self._do(found, State.CHECKING, by)
            self.stdout.write(found_of(found))
            if options["check"]:
                return
        found = self._do(found, State.IMPORTING, by)
        self.stdout.write(account_of(found))

    def _do(self, found: SheetImport, what: str, by: User) -> SheetImport:
        begin(found, what, by=by)
        done = work_by_hand(found.pk, tell=lambda words: self.stdout.write(words))
        if done.state == State.FAILED:
            raise CommandError(f"{done.says} Nothing more was brought in.")
        return done


def _team(name: str | None) -> Team:
    teams = list(Team.objects.open().service())
    if name:
        wanted = plain(name)
        found = [one for one in teams if wanted in (plain(one.name), plain(one.reference_prefix))]
    else:
        found = teams
    if len(found) == 1:
        return found[0]
    names = "; ".join(str(team) for team in teams)
    raise CommandError(f"Say with --team which service it is for: {names or 'there is none yet'}.")


def _manager(email: str | None, team: Team) -> User:
    managers = User.objects.active().with_role("manager", team=team)
    if email:
        user = User.objects.active().filter(email__iexact=email).first()
        if user is None:
            raise CommandError(f"Nobody at work here has the email address {email}.")
    else:
        every = list(managers[:2])
        if len(every) != 1:
            raise CommandError(f"Say with --by who brings it in: a manager of {team}.")
        user = every[0]
    may = can(user, Permission.SHEET_IMPORT) and team.pk in user.team_ids(Seat.SERVICE_MANAGER)
    if not may:
        raise CommandError(f"{user} is no manager of {team} and may not bring its sheets in.")
    return user


def _answers(named: Path | str | None) -> dict[str, Any]:
    """What values mean, by field and text; written as the texts stand in the sheet."""
    if named is None:
        return {}
    path = Path(named)
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
        values = {
            str(field): {plain(str(text)): str(code) for text, code in texts.items()}
            for field, texts in said.get("values", {}).items()
        }
        orders = {str(field): str(order) for field, order in said.get("orders", {}).items()}
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, AttributeError):
        raise CommandError(
            f'{path} must hold JSON such as {{"values": {{"status": {{"eh plan": "early_help"}}}}}}.'
        ) from None
    if wrong := set(orders.values()) - {"day", "month"}:
        raise CommandError(f"An order of dates is day or month, not {', '.join(sorted(wrong))}.")
    return {"values": values, "orders": orders}


def _begun(file_hash: str, kind: str, team: Team) -> SheetImport | None:
    """The import of this very file that was begun to be brought in and did not finish."""
    same = SheetImport.objects.filter(file_hash=file_hash, kind=kind, team=team)
    return same.filter(state__in=(State.IMPORTING, State.FAILED), counts__rows__gt=0).first()


def _match(
    found: SheetImport, file: Any, by: User, answers: dict[str, Any], options: dict[str, Any]
) -> None:
    """Correct what was guessed of the sheet and its columns, where the command line says more."""
    fields = FIELDS[found.kind]
    changes: dict[str, Any] = {}
    tracker = open_tracker(file)
    sheet = found.sheet
    if options["sheet"]:
        sheet = options["sheet"]
        if sheet not in tracker.sheets:
            raise CommandError(
                f"There is no sheet “{sheet}”. There are: {'; '.join(tracker.sheets)}."
            )
    mapping, _ = find_header(tracker.rows(sheet), fields)
    if options["mapping"]:
        kept = KeptMapping.objects.filter(
            team=found.team, kind=found.kind, name=options["mapping"]
        ).first()
        if kept is None:
            raise CommandError(f"There is no mapping “{options['mapping']}” of {found.team}.")
        mapping = mapping_from_data(kept.headings, mapping, fields)
        answers = answers or kept.answers
    if not mapping.columns:
        raise CommandError("No column of this sheet is known. Match them in the browser first.")
    changes = {"sheet": sheet, "header_row": mapping.header_row, "columns": mapping.columns}
    match_sheet(found, version=found.version, by=by, answers=answers, **changes)
