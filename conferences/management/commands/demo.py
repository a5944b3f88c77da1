from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from conferences.demo.council import make_demo


class Command(BaseCommand):
    help = "Make a made-up council with families at every stage. Only in demo mode."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--families", type=int, default=40, help="how many (40)")
        parser.add_argument("--past", type=int, default=70, help="how many of earlier years (70)")
        parser.add_argument("--seed", type=int, default=1, help="the same seed, the same families")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demo data is for demo mode alone: set DEMO=1 to have it.")
        if options["families"] < 1:
            raise CommandError("--families must be 1 or more.")
        if User.objects.exists():
            raise CommandError("There are people here already. Demo data goes into an empty one.")
        made = make_demo(families=options["families"], seed=options["seed"], past=options["past"])
        self.stdout.write(
            f"Made {made.families} families, {made.people} people, {made.staff} staff."
        )
