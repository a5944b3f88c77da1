from typing import Any

from django.core.management.base import BaseCommand

from conferences.figures.refreshing import rebuild


class Command(BaseCommand):
    help = "Make the rows that measures are computed from anew, for all cases."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Made the figures of {rebuild()} cases.")
