"""From a letter before proceedings to the court: each step with its day, and the audit of all."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from accounts.spreadsheets import plain_cell
from cases.models import Offer, OfferReply
from cases.models.offer import OfferQuerySet
from cases.offer_gaps import NOT_MADE, gaps_in, warnings_on

Reply = OfferReply.Reply
MOST_REASONS = 200


@dataclass(frozen=True)
class Step:
    """One step that was taken, and how many days after the letter."""

    name: str
    day: date
    days: int

    @property
    def words(self) -> str:
        """Such as "Offered 3 April 2026 (2 days)"; days count from the letter."""
        if self.days == 0:
            count = "same day"
        else:
            count = f"{abs(self.days)} day{'' if abs(self.days) == 1 else 's'}"
            count += " before" if self.days < 0 else ""
        return f"{self.name} {self.day:%-d %B %Y} ({count})"


def accepted_on(offer: Offer) -> date | None:
    """The day of the first who accepted. The replies come with the offer."""
    days = [one.replied_on for one in offer.replies.all() if one.reply == Reply.ACCEPTED]
    return min((day for day in days if day), default=None)


def steps_of(offer: Offer, held_on: date | None) -> list[Step]:
    """The steps that have a day, in the order in which the law puts them."""
    days = (
        ("Offered", offer.made_on if offer.made == Offer.Made.YES else None),
        ("Decided", offer.not_made_decided_on if offer.made == Offer.Made.NO else None),
        ("Accepted", accepted_on(offer)),
        ("Meeting held", held_on),
        ("Application", offer.application_on),
    )
    return [Step(name, day, (day - offer.letter_on).days) for name, day in days if day]


def reasons(offers: OfferQuerySet) -> list[tuple[str, int]]:
    """Why no meeting was offered, the commonest first; the same words in other case are one."""
    said = offers.filter(NOT_MADE).order_by("-letter_on", "-pk")
    counts: Counter[str] = Counter()
    words: dict[str, str] = {}
    for reason in said.values_list("not_made_reason", flat=True)[:5000]:
        plain = " ".join(reason.split())
        words.setdefault(plain.casefold().rstrip("."), plain)
        counts[plain.casefold().rstrip(".")] += 1
    return [(words[key], number) for key, number in counts.most_common(MOST_REASONS)]


HEADINGS = (
    "Team",
    "Case",
    "Children",
    "Date of the letter",
    "Offer",
    "Date of the offer",
    "Reason for not offering",
    "Decided by",
    "Decided on",
    "Accepted",
    "Declined",
    "Not answered",
    "Accepted on",
    "Meeting held on",
    "Application on",
    "Days from letter to meeting",
    "Days from letter to application",
    "What is missing",
    "What does not fit",
)


def audit_rows(offers: Iterable[Offer], held: dict[int, date]) -> Iterator[list[str]]:
    """A line for each letter, for a spreadsheet: no cell is ever run as a formula."""
    for offer in offers:
        held_on = held.get(offer.case_id or 0)
        replies = [one.reply for one in offer.replies.all()]
        case = offer.case
        cells = (
            offer.team.name,
            (case.reference or "") if case else "No case",
            ", ".join(row.child.full_name for row in offer.children.all()),
            _day(offer.letter_on),
            offer.get_made_display(),
            _day(offer.made_on),
            offer.not_made_reason,
            offer.not_made_decided_by,
            _day(offer.not_made_decided_on),
            str(replies.count(Reply.ACCEPTED)),
            str(replies.count(Reply.DECLINED)),
            str(replies.count(Reply.UNANSWERED)),
            _day(accepted_on(offer)),
            _day(held_on),
            _day(offer.application_on),
            _days(offer, held_on),
            _days(offer, offer.application_on),
            "; ".join(gaps_in(offer)),
            "; ".join(warnings_on(offer, held_on)),
        )
        # Days before the letter are numbers: those alone begin with a sign.
        yield [cell if cell.lstrip("-").isdecimal() else plain_cell(cell) for cell in cells]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _days(offer: Offer, day: date | None) -> str:
    return str((day - offer.letter_on).days) if day else ""
