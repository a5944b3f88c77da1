"""The made-up council as a whole: staff, families at every stage, and a few known stories."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.domain.covering import record_absence
from accounts.models import User
from cases.domain.breaking_glass import break_glass
from cases.domain.restricting import exclude_colleague, restrict_case
from cases.models import BreakGlass, Exclusion, Person
from cases.reminders.planning import planning_later
from conferences.demo.after_harm import make_after_harm
from conferences.demo.clock import at, moment_on
from conferences.demo.known import make_letters, make_okafor
from conferences.demo.learning import make_learning
from conferences.demo.lifelong import make_lifelong_links
from conferences.demo.panels import make_panels
from conferences.demo.past import make_past
from conferences.demo.practice import make_practice
from conferences.demo.protecting import make_protecting
from conferences.demo.reminding import remember, send_what_is_due, switch_on, tell_colleagues
from conferences.demo.staff import Council, make_council
from conferences.demo.story import ENDINGS, Teller, Told
from conferences.demo.venues import make_resources
from conferences.figures.refreshing import refresh_dirty


@dataclass(frozen=True)
class Made:
    families: int
    people: int
    staff: int


def make_demo(*, families: int, seed: int, past: int = 0) -> Made:
    """Make so many families, and `past` of earlier years. The same seed and day give the same."""
    made = _make(families=families, seed=seed, past=past)
    send_what_is_due()
    while refresh_dirty():
        pass
    return made


@transaction.atomic
@planning_later()
def _make(*, families: int, seed: int, past: int) -> Made:
    rng = Random(seed)  # noqa: S311  # chance for a demo, not for secrets
    today = timezone.localdate()
    council = make_council()
    make_resources(council)
    teller = Teller(council, rng, today)
    make_okafor(council, teller)
    told = [teller.tell(ending) for ending in endings(families - 1, rng)]
    restrict_some(council, told)
    make_letters(council, teller, at_most=max(families // 15, 1))
    make_past(council, families=past, seed=seed, today=today)
    make_practice(council, today=today)
    make_lifelong_links(council, teller, today=today)
    make_after_harm(council, teller, today=today)
    make_protecting(council, teller, today=today)
    make_panels(council, teller, today=today)
    record_absence(
        council["owen"],
        council["sunita"],
        today - timedelta(days=1),
        today + timedelta(days=6),
        by=council["owen"],
    )
    make_learning(council, today)
    switch_on(council)
    remember()
    tell_colleagues()
    return Made(families + past, Person.objects.count(), User.objects.count())


def endings(count: int, rng: Random) -> list[str]:
    """How far each family has come: in the proportions of ENDINGS, every stage once first."""
    once = [ending for ending, _ in ENDINGS]
    rest = [ending for ending, number in ENDINGS for _ in range(number - 1)]
    deck = once + rest
    dealt: list[str] = []
    while len(dealt) < count:
        dealt += deck
    dealt = dealt[:count]
    rng.shuffle(dealt)
    return dealt


def restrict_some(council: Council, told: list[Told]) -> None:
    """Restrict one live family, shut a colleague out of another, open one in an emergency."""
    live = [one for one in told if one.ending in ("preparing", "scheduled", "allocated")]
    if len(live) < 2:
        return
    restricted, excluded = live[0].family.case, live[1].family.case
    today = timezone.localdate()
    with at(moment_on(today - timedelta(days=6))):
        restrict_case(
            restricted, by=council["helen"], why="Adoption: the address must not be known."
        )
    exclude_colleague(
        excluded,
        council["karen"],
        by=council["helen"],
        ground=Exclusion.Ground.RELATED,
        reason="Her sister is married into the family.",
    )
    opener = council["tom"] if live[0].worker != council["tom"] else council["yusuf"]
    with at(moment_on(today - timedelta(days=1), 18, 40)):
        break_glass(
            restricted,
            by=opener,
            ground=BreakGlass.Ground.SAFETY,
            reason="Police rang the out-of-hours team: a child was found alone in the street.",
        )
