from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cases.reminders.rule_table import as_markdown


class Command(BaseCommand):
    help = "Write docs/reminders.md from the rules of reminders."

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "reminders.md"
        path.write_text(as_markdown())
        self.stdout.write(f"Wrote {path.relative_to(settings.BASE_DIR)}.")
