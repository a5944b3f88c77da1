"""Referrals that only wait to be sent: `python -m tests.bench.council.drafts 20`."""

import json
import sys

import django

django.setup()

from accounts.models import Team, User  # noqa: E402
from tests.factories.referrals import Council, make_child, make_ready  # noqa: E402


def main() -> None:
    people = {
        part: User.objects.get(email=f"{name}@example.org")
        for part, name in (
            ("worker", "grace.adeyemi"), ("coordinator", "lee.marsh"), ("manager", "helen.osei"),
            ("referring_manager", "priya.shah"),
        )
    }  # fmt: skip
    referring = Team.objects.get(
        pk=people["worker"].memberships.filter(ended_at=None, team__kind="referring")[0].team_id
    )
    council = Council(service=Team.objects.get(pk=3), referring=referring, **people)
    made = [
        make_ready(council, *(make_child(council.worker, name) for name in ("Jonah", "Ada", "Sam")))
        for _ in range(int(sys.argv[1]))
    ]
    print(json.dumps([str(case.public_id) for case in made]))


if __name__ == "__main__":
    main()
