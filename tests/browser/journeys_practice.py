"""What journeys of other kinds of meeting share: a case to begin with, writing down, moving on."""

import re
from types import SimpleNamespace

from accounts.models import Team
from cases.domain.allocating import allocate_coordinator
from cases.domain.deciding import accept_referral
from cases.domain.people import add_person
from cases.domain.referring import send_referral
from tests.browser.journeys import send
from tests.browser.journeys_conference import follow, group, open_tab, saved, write_date
from tests.factories.referrals import add_parent, agree, make_draft, say

FOREIGN = re.compile(
    r"family group conference|\bFGC\b(?!-)|bottom line|private family time|family.s plan"
    r"|family plan|review conference|information report|celebration",
    re.IGNORECASE,
)


def refer(council, *, reason, **person):
    """A child whom Grace has referred, and Lee has the case."""
    grace, helen = council.user("grace"), council.user("helen")
    staff = SimpleNamespace(worker=grace, service=Team.objects.get(reference_prefix="FGC"))
    team = Team.objects.get(name="Westbridge Assessment")
    case = make_draft(staff, add_person(by=grace, **person), referring_team=team)
    agree(case, add_parent(case))
    say(case, reason=reason, safety_asked=True)
    case = accept_referral(send_referral(case, by=grace), by=helen)
    allocate_coordinator(case, council.user("lee"), by=helen)


def clean(page):
    """Nothing that this page says belongs to another kind of meeting."""
    assert FOREIGN.findall(page.inner_text("main")) == []


def write(page, kind, *, texts=(), choices=(), days=()):
    """Write down one thing: what is typed, what is chosen, and days."""
    follow(page, f"Write down: {kind}")
    clean(page)
    for question, answer in choices:
        group(page, question).get_by_label(answer, exact=True).check()
    for question, answer in texts:
        page.get_by_label(question).fill(answer)
    for question, day in days:
        write_date(group(page, question), day)
    send(page, "Save")
    saved(page, "Saved.")
    clean(page)


def move_on(page, to, *, says="The meeting has been moved on."):
    """Choose the next stage; `says` is what is answered, nothing where it is refused."""
    open_tab(page, "Overview")
    clean(page)
    follow(page, "Move on")
    page.get_by_label(to, exact=True).check()
    clean(page)
    send(page, "Save")
    if says:
        saved(page, says)
