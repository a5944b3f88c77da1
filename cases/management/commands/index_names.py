from typing import Any

from django.core.management.base import BaseCommand

from cases.domain.name_index import index_everybody


class Command(BaseCommand):
    help = "Write the index of names anew, after an import or a change of its rules."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Indexed the names of {index_everybody():,} people.")
