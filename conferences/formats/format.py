from dataclasses import dataclass


@dataclass(frozen=True)
class Stage:
    """One stage of a meeting of some format, and where it can go from there.

    `needs_date` stages can be entered only with a date set, `clears_date` stages take it
    away; a move to one in `needs_reason` asks why. `is_day` marks the stage in which the
    meeting took place.
    """

    key: str
    label: str
    colour: str
    to: tuple[str, ...] = ()
    needs_reason: tuple[str, ...] = ()
    needs_date: bool = False
    clears_date: bool = False
    is_day: bool = False

    @property
    def is_last(self) -> bool:
        return not self.to


@dataclass(frozen=True)
class Format:
    """A kind of meeting: its words and its stages. The first stage is where it opens.

    `not_held` is the stage of one whose case ended before its day: nobody moves there.
    Nothing outside the declaration asks which format it is: what differs stands here.
    """

    key: str
    name: str
    short_name: str
    stages: tuple[Stage, ...]
    working_days_to_meet: int
    source: str
    not_held: str
    is_a_beginning: bool = True
    review_key: str = ""
    review_from: tuple[str, ...] = ()

    def stage(self, key: str) -> Stage:
        """Return a stage by key; raises KeyError for one the format does not have."""
        return self._by_key[key]

    @property
    def first(self) -> Stage:
        return self.stages[0]

    @property
    def from_its_day(self) -> tuple[Stage, ...]:
        """The stage in which the meeting takes place, and those declared after it that follow."""
        day = next((at for at, stage in enumerate(self.stages) if stage.is_day), len(self.stages))
        return tuple(stage for stage in self.stages[day:] if not stage.clears_date)

    @property
    def _by_key(self) -> dict[str, Stage]:
        return {stage.key: stage for stage in self.stages}
