"""Claims and settles reminders through a provider that answers at once. Started by the bench.

    python -m tests.bench.settler BATCH SENDERS

Says "ready", waits for a line, works until nothing is due, and says how many it settled.
"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "restorative.settings")
django.setup()


def main() -> None:
    from cases.reminders import providers
    from cases.reminders.channels.base import Outcome, Result
    from cases.reminders.dispatching import Dispatcher
    from tests.drill.standing_in import prepare

    class Null:
        name = "null"
        can_look_up = True
        is_remote = False
        takes_attachments = False

        def send(self, message, until):
            return Result(Outcome.ACCEPTED, provider_id=str(message.reference))

        def look_up(self, reference, to):
            return Result(Outcome.ABSENT)

    null = Null()
    providers.provider_for = lambda channel: null
    batch, senders = map(int, sys.argv[1:3])
    dispatcher = Dispatcher(batch=batch, senders=senders, prepare=prepare)
    dispatcher.run(seconds=5)
    print("ready", flush=True)
    sys.stdin.readline()
    print(dispatcher.run(seconds=600), flush=True)


if __name__ == "__main__":
    main()
