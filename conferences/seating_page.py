"""What the page of seats prints: the order, the picture, who is better apart."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from accounts.models import User
from cases.models import KeepApart
from conferences.apart import Pair, pairs_of
from conferences.domain.seating import in_order, neighbours
from conferences.models import Meeting, Participant
from conferences.pictures.ring import Mark
from conferences.pictures.seating import SeatingPicture, draw_seating


@dataclass(frozen=True)
class SeatRow:
    """One seat of the list, which number it has, and where it can go."""

    participant: Participant
    number: int
    short_name: str
    words: str
    can_go_up: bool
    can_go_down: bool
    warning: str = ""


@dataclass(frozen=True)
class SeatingPage:
    rows: list[SeatRow]
    standing: list[Participant]
    warnings: list[str]
    picture: SafeString
    status: str
    moved: str


def read_seating(meeting: Meeting, user: User, *, moved: str = "") -> SeatingPage:
    """Read the seats of a meeting: only of those reachable who have a way in the room."""
    people = list(
        Participant.objects.visible_to(user)
        .filter(meeting=meeting, way__in=Participant.IN_THE_ROOM)
        .reachable()
        .with_names()
    )
    ordered = in_order(people)
    circle = [one for one in ordered if one.seat is not None]
    pairs = pairs_of(meeting, people, reader=user)
    names = {one.pk: short_name(one) for one in people}
    beside = neighbours(circle)
    bad = [pair for pair in pairs if pair.keys in beside]
    rows = _rows(circle, names, bad)
    return SeatingPage(
        rows=rows,
        standing=[one for one in ordered if one.seat is None],
        warnings=_warnings(circle, names, pairs, bad),
        picture=_picture(rows, bad),
        status=_status(rows, moved),
        moved=moved,
    )


def short_name(one: Participant) -> str:
    return one.person.liked_name if one.person else one.name


def _rows(circle: list[Participant], names: dict[int, str], bad: list[Pair]) -> list[SeatRow]:
    fixed = 1 if circle and circle[0].part == Participant.Part.CHILD else 0
    rows = []
    for at, one in enumerate(circle):
        others = [names[key] for key in (pair.other_key(one.pk) for pair in bad) if key]
        rows.append(
            SeatRow(
                participant=one,
                number=at + 1,
                short_name=names[one.pk],
                words=_words(one),
                can_go_up=at > fixed,
                can_go_down=fixed <= at < len(circle) - 1,
                warning=f"Better apart from {' and '.join(others)}" if others else "",
            )
        )
    return rows


def _words(one: Participant) -> str:
    words = one.relation or one.get_part_display()
    if one.way != Participant.Way.IN_PERSON:
        words = f"{words}, {one.get_way_display().lower()}"
    return words


def _warnings(
    circle: list[Participant], names: dict[int, str], pairs: list[Pair], bad: list[Pair]
) -> list[str]:
    seated = {one.pk for one in circle}
    warnings = []
    for pair in pairs:
        two = f"{names[pair.first.pk]} and {names[pair.second.pk]}"
        if pair.is_grave and {*pair.keys} <= seated:
            must_not = pair.kind == KeepApart.Kind.MUST_NOT_MEET
            rule = "must not meet" if must_not else "are not to be invited together"
            warnings.append(f"{two} {rule}, and both have a seat.")
        elif pair in bad:
            warnings.append(f"{two} are better apart, and sit side by side.")
    return warnings


def _picture(rows: list[SeatRow], bad: list[Pair]) -> SafeString:
    order = ", ".join(f"{row.number} {row.short_name}" for row in rows)
    first = rows[0].short_name if rows else "the child"
    return draw_seating(
        SeatingPicture(
            seats=tuple(
                Mark(
                    row.participant.pk,
                    f"{row.number} {row.short_name}",
                    "",
                    is_filled=row.participant.answer == Participant.Answer.YES,
                    is_dashed=row.participant.answer
                    in (Participant.Answer.NONE, Participant.Answer.MAYBE),
                    is_crossed=row.participant.answer == Participant.Answer.NO,
                )
                for row in rows
            ),
            apart=tuple(pair.keys for pair in bad),
        ),
        name="seating",
        title=f"Seats clockwise from {first}",
        description=f"{order or 'Nobody has a seat yet'}. The list beside it says the same.",
    )


def _status(rows: list[SeatRow], moved: str) -> str:
    for at, row in enumerate(rows):
        if str(row.participant.public_id) == moved:
            before = rows[at - 1].short_name if len(rows) > 1 else ""
            after = rows[(at + 1) % len(rows)].short_name if len(rows) > 1 else ""
            place = f"{row.short_name} has seat {row.number}"
            return f"{place}, between {before} and {after}." if len(rows) > 2 else f"{place}."
    return ""
