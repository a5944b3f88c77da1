"""After a backup was restored: asks the provider what has gone since, before it goes again."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cases.reminders import recovering, sending


class Command(BaseCommand):
    help = "Look up what may have been sent since a backup that was restored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", required=True, help='when it was made: "2027-03-02 04:00"')

    def handle(self, *, since: str, **options: Any) -> None:
        try:
            at = datetime.fromisoformat(since)
        except ValueError:
            raise CommandError('Write the moment of the backup like "2027-03-02 04:00".') from None
        if sending.is_on():
            raise CommandError("Turn sending off first: docs/running/reminders.md.")
        at = timezone.make_aware(at) if timezone.is_naive(at) else at
        doubted = recovering.doubt(at)
        recovering.recover()
        self.stdout.write(f"{doubted} reminders were looked up.")
