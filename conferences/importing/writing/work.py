"""What the parts of one family are written with, and what they have taken of its cells."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone

from accounts.models import Team, User
from cases.models import Case, CaseChild, Person, SheetImport
from conferences.importing.columns import Mapping
from conferences.importing.files import address
from conferences.importing.records import Child, Family
from conferences.importing.writing.batch import Batch
from conferences.importing.writing.resolving import Resolved
from conferences.importing.writing.staff import Colleagues

OLD_SHEET = "From the old sheet"


@dataclass
class Setting:
    """What holds for the whole import."""

    sheet_import: SheetImport
    mapping: Mapping
    by: User
    today: date
    colleagues: Colleagues

    @property
    def team(self) -> Team:
        return self.sheet_import.team


@dataclass
class Work:
    """One family being written. `claimed` are the rows and fields that records hold by now."""

    setting: Setting
    batch: Batch
    resolved: Resolved
    now: datetime = field(default_factory=timezone.now)
    claimed: set[tuple[int, str]] = field(default_factory=set)
    children: list[tuple[Child, CaseChild]] = field(default_factory=list)
    mother: Person | None = None
    father: Person | None = None
    case: Case = field(default_factory=Case)
    network: list[Person] = field(default_factory=list)
    # Of children whose case goes on, where the referrer is known to be one.
    social_worker: User | None = None

    @property
    def family(self) -> Family:
        return self.resolved.family

    @property
    def row(self) -> int:
        return self.family.rows[0]

    @property
    def by(self) -> User:
        return self.setting.by

    def claim(self, *keys: str, rows: list[int] | None = None) -> None:
        """These fields of these rows, or of all rows of the family, are held by a record."""
        self.claimed |= {(row, key) for row in rows or self.family.rows for key in keys}

    def source(self, row: int, key: str) -> str:
        """The file and the cell, for the record that came of it."""
        sheet = self.setting.sheet_import
        cell = address(sheet.sheet, row, self.setting.mapping.columns.get(key, 0))
        return f"{sheet.filename[: 198 - len(cell)]}, {cell}"

    def moment(self, day: date, hour: int = 12) -> datetime:
        """A time of day on a day; of today not later than now."""
        at = timezone.make_aware(datetime.combine(day, time(hour)))
        return min(at, self.now) if day == self.setting.today else at


def fits(text: str, most: int) -> bool:
    return len(text) <= most
