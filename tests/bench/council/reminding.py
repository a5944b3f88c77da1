"""Messages that are due, and what became of them: `python -m tests.bench.council.reminding plan 500`.

Planned on one case of the council; sent by a worker of the drill to its stand-in for a provider.
"""

import json
import sys

import django

django.setup()

from django.utils import timezone  # noqa: E402

from cases.models import Case, Reminder, SendingSwitch  # noqa: E402
from tests.drill import rows  # noqa: E402


def main() -> None:
    what, *given = sys.argv[1:]
    ours = Reminder.objects.filter(rule="drill")
    if what == "plan":
        ours.delete()
        SendingSwitch.objects.update_or_create(pk=1, defaults={"is_on": True})
        # What a council of hundreds of thousands would have settled day by day since it began.
        past = Reminder.objects.filter(state="scheduled", expires_at__lte=timezone.now())
        past.update(state="cancelled", reason="bench")
        case = Case.objects.filter(stage="allocated", network__isnull=False).order_by("pk")[0]
        rows.add_rows(case, int(given[0]))
        return
    SendingSwitch.objects.update(
        is_on=bool(rows.count_open(list(ours.values_list("pk", flat=True))))
    )
    keys = list(ours.values_list("pk", flat=True))
    told = json.loads(given[0])
    print(json.dumps({
        "planned": len(keys),
        "open": rows.count_open(keys),
        "twice": sum(told["counts"].get(str(key), 0) > 1 for key in keys),
        "sent": ours.filter(state="sent").count(),
    }))  # fmt: skip


if __name__ == "__main__":
    main()
