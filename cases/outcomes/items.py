"""What can be recorded of a child or a family at a follow-up, as data.

Which of these are asked is said by the kind of meeting with which the work began
(Format.outcomes): nothing asks which kind that is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from django.conf import settings
from django.core.exceptions import ValidationError

from cases.models import CaseChild, Fact

Kind, Point = Fact.Kind, Fact.Point
POINTS = (Point.INDEX, Point.THREE_MONTHS, Point.SIX_MONTHS, Point.TWELVE_MONTHS)
LATER = POINTS[1:]
YES, NO = "yes", "no"
YES_OR_NO = ((YES, "Yes"), (NO, "No"))
MOST = 999


class About(StrEnum):
    CHILD = "child"
    FAMILY = "family"


class Shape(StrEnum):
    """What an answer looks like."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    COUNT = "count"
    PERCENT = "percent"
    SCORE = "score"
    DATE = "date"


class Owner(StrEnum):
    """Who knows: the social worker of the child, or the coordinator of the family."""

    WORKER = "worker"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Item:
    """One thing that is asked. `only_after` names an item whose answer must be yes first.

    A score has `least` and `most`, and words for both ends.
    """

    key: str
    kind: Fact.Kind
    label: str
    shape: Shape
    about: About = About.CHILD
    owed_by: Owner = Owner.WORKER
    choices: tuple[tuple[str, str], ...] = ()
    points: tuple[Fact.Point, ...] = POINTS
    hint: str = ""
    scale: str = ""
    least: int = 0
    most: int = MOST
    only_after: str = ""

    def check(self, value: str) -> str:
        """Return an answer as it is kept. Raises ValidationError, in plain words."""
        match self.shape:
            case Shape.CHOICE | Shape.YES_NO:
                if value not in dict(self.choices):
                    raise ValidationError("Select one of the choices shown.", code="choice")
                return value
            case Shape.DATE:
                try:
                    return date.fromisoformat(value).isoformat()
                except ValueError:
                    raise ValidationError("The date must be a real date.", code="date") from None
            case Shape.PERCENT:
                return self._percent(value)
        if not (value.isascii() and value.isdecimal()):
            raise ValidationError(
                f"{self.label} must be a whole number, like 3.", code="not_a_number"
            )
        if not self.least <= int(value[:9]) <= self.most:
            raise ValidationError(
                f"{self.label} must be between {self.least} and {self.most}.", code="out_of_range"
            )
        return str(int(value))

    def _percent(self, value: str) -> str:
        try:
            number = Decimal(value.strip().removesuffix("%").strip())
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise ValidationError(f"{self.label} must be a number, like 87.", code="not_a_number")
        if not 0 <= number <= 100:
            raise ValidationError(
                f"{self.label} must be between 0 and 100 per cent.", code="out_of_range"
            )
        return f"{number.quantize(Decimal('0.1')).normalize():f}"

    def in_words(self, value: str) -> str:
        """An answer as a page says it."""
        match self.shape:
            case Shape.CHOICE | Shape.YES_NO:
                return dict(self.choices).get(value, value)
            case Shape.PERCENT:
                return f"{value} %"
            case Shape.SCORE:
                return f"{value} ({self.least} to {self.most})"
            case Shape.DATE:
                return f"{date.fromisoformat(value):%-d %B %Y}"
        return value


OF_A_CHILD = (
    Item(
        "legal_status",
        Kind.LEGAL_STATUS,
        "Legal status",
        Shape.CHOICE,
        choices=tuple(CaseChild.LegalStatus.choices[1:]),
    ),
    Item(
        "living_with",
        Kind.LIVING_WITH,
        "Living with",
        Shape.CHOICE,
        choices=tuple(CaseChild.LivingWith.choices[1:]),
    ),
    Item(
        "looked_after",
        Kind.LOOKED_AFTER,
        "Looked after",
        Shape.YES_NO,
        choices=YES_OR_NO,
        hint="In care on that day. Can stay empty where the legal status says it.",
    ),
    Item(
        "looked_after_since",
        Kind.LOOKED_AFTER_SINCE,
        "Looked after since",
        Shape.DATE,
        only_after="looked_after",
        hint="Only if the child is looked after.",
    ),
    Item(
        "proceedings",
        Kind.PROCEEDINGS,
        "Application to court",
        Shape.YES_NO,
        choices=YES_OR_NO,
        hint="For a care or supervision order, made by that day.",
    ),
)
OF_THE_NETWORK = (
    Item(
        "network_size",
        Kind.NETWORK_SIZE,
        "People who are there for the children",
        Shape.COUNT,
        About.FAMILY,
        Owner.COORDINATOR,
        hint="Family and friends, without professionals.",
    ),
    Item(
        "network_contact",
        Kind.NETWORK_CONTACT,
        "How often they are in touch",
        Shape.CHOICE,
        About.FAMILY,
        Owner.COORDINATOR,
        choices=(
            ("daily", "Most days"),
            ("weekly", "Every week"),
            ("monthly", "Every month"),
            ("rarely", "Less often"),
            ("never", "Not at all"),
        ),
    ),
)
AT_SCHOOL = (
    Item(
        "attendance",
        Kind.ATTENDANCE,
        "School attendance",
        Shape.PERCENT,
        hint="Per cent, in the last whole term.",
        most=100,
    ),
    Item(
        "suspensions",
        Kind.SUSPENSIONS,
        "Suspensions from school",
        Shape.COUNT,
        hint="In the last six months.",
    ),
    Item(
        "exclusions",
        Kind.EXCLUSIONS,
        "Exclusions from school",
        Shape.COUNT,
        hint="For good, in the last six months.",
    ),
)
OF_THE_HOUSEHOLD = (
    Item(
        "offending",
        Kind.OFFENDING,
        "Offending",
        Shape.CHOICE,
        About.FAMILY,
        choices=(
            ("none", "None, before or since"),
            ("stopped", "Stopped since"),
            ("less", "Less than before"),
            ("same", "As before"),
            ("more", "More than before"),
        ),
        points=LATER,
        hint="In the household, compared with the six months before the family met.",
    ),
    Item(
        "employment",
        Kind.EMPLOYMENT,
        "An adult has started work",
        Shape.YES_NO,
        About.FAMILY,
        Owner.COORDINATOR,
        choices=YES_OR_NO,
        points=LATER,
        hint="In the household, since the family met.",
    ),
)
DECLARED = {
    item.key: item for item in (*OF_A_CHILD, *OF_THE_NETWORK, *AT_SCHOOL, *OF_THE_HOUSEHOLD)
}
# What every kind of family work asks; schools, offending and work only where it needs them.
OF_A_FAMILY_PLAN = tuple(item.key for item in (*OF_A_CHILD, *OF_THE_NETWORK))


def scores() -> tuple[Item, ...]:
    """The family's own scores: a service chooses its scales, none by itself."""
    return tuple(
        Item(
            f"score_{number}",
            Kind.SCORE,
            scale.name,
            Shape.SCORE,
            About.FAMILY,
            Owner.COORDINATOR,
            hint=f"{scale.least} is “{scale.least_words}”, {scale.most} “{scale.most_words}”.",
            scale=scale.name,
            least=scale.least,
            most=scale.most,
        )
        for number, scale in enumerate(settings.OUTCOME_SCALES, start=1)
    )


def items_of(keys: Iterable[str]) -> tuple[Item, ...]:
    """The items a pathway asks for, what the service adds to all of them, and its scores."""
    wanted = dict.fromkeys((*keys, *settings.OUTCOME_ALSO))
    return (*(DECLARED[key] for key in wanted if key in DECLARED), *scores())
