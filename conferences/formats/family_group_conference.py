"""The family group conference: from preparation to the plan and what comes of it."""

from conferences.formats.format import Format, Stage

FORMAT = Format(
    key="family_group_conference",
    name="Family group conference",
    short_name="FGC",
    source="Stages, exits and timescales: docs/adr/0001 and the council procedures it rests on.",
    working_days_to_meet=40,
    not_held="not_held",
    review_key="review_conference",
    review_from=("plan_agreed", "distributed"),
    stages=(
        # Back here, the date is gone: postponed (docs/adr/0001).
        Stage("preparing", "Preparing", "turquoise", to=("scheduled", "held"), clears_date=True),
        Stage(
            "scheduled",
            "Date set",
            "blue",
            to=("ready", "preparing", "held"),
            needs_reason=("preparing",),
            needs_date=True,
        ),
        Stage(
            "ready",
            "Ready",
            "green",
            to=("held", "preparing"),
            needs_reason=("preparing",),
            needs_date=True,
        ),
        Stage(
            "held",
            "Family has met",
            "blue",
            to=("plan_agreed", "plan_not_agreed", "no_plan", "adjourned"),
            needs_reason=("plan_not_agreed", "no_plan", "adjourned"),
            needs_date=True,
            is_day=True,
        ),
        Stage(
            "adjourned",
            "Adjourned",
            "yellow",
            to=("held",),
        ),
        Stage("plan_agreed", "Plan agreed", "green", to=("distributed",)),
        Stage(
            "plan_not_agreed",
            "Plan not agreed yet",
            "yellow",
            to=("plan_agreed", "adjourned"),
            needs_reason=("adjourned",),
        ),
        Stage("no_plan", "No plan made", "grey", to=("adjourned",), needs_reason=("adjourned",)),
        Stage("distributed", "Plan with the family", "green"),
        Stage("not_held", "Not held", "grey", clears_date=True),
    ),
)
