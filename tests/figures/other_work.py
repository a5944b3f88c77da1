"""Circles, Lifelong Links and a kind of meeting from outside, as figures count them."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from cases.models.compartment import Compartment
from conferences.domain.entries import add_entry
from conferences.domain.meetings import open_meeting
from conferences.formats import FORMATS
from conferences.formats.format import Format, Stage
from conferences.formats.records import Answer, EntryField, EntryKind, RecordPage, Tally
from conferences.models import Entry, Meeting

HARM = Format(
    key="after_harm_trial",
    name="After harm",
    short_name="Harm",
    source="Made up for a test.",
    about=("People harmed are asked whether they want to be heard.",),
    working_days_to_meet=20,
    word="panel",
    plain_word="panel",
    not_held="let_go",
    has_brief=False,
    has_plan=False,
    gathers_family=False,
    is_a_beginning=False,
    leads_case=False,
    is_prepared=False,
    pages=(
        RecordPage(
            "contact",
            "Person harmed",
            (
                EntryKind(
                    "asked_harmed",
                    "Contact",
                    "Contacts",
                    fields=(
                        EntryField("who", "Who?", required=True),
                        EntryField("on", "Day", Answer.DATE),
                        EntryField("consents", "May we contact you?", Answer.YES_NO),
                        EntryField(
                            "engaged",
                            "Took part?",
                            Answer.CHOICE,
                            choices=(("met", "Met"), ("letter", "By letter"), ("no", "No")),
                        ),
                    ),
                    compartment=Compartment.HARMED,
                ),
            ),
        ),
    ),
    tabs=("overview", "contact"),
    tallies=(
        Tally(
            "engaged",
            "People harmed who took part",
            "Of the people harmed who agreed to be contacted, how many took part?",
            kind="asked_harmed",
            field="engaged",
            counted=("met", "letter"),
            among=("consents", ("yes",)),
            on="on",
            unit="people harmed",
            numerator_words="people harmed who met, or were heard another way",
            denominator_words="people harmed who agreed to be contacted",
        ),
    ),
    stages=(
        Stage("asking", "Asking", "turquoise", to=("met_them",)),
        Stage("met_them", "Met", "green", is_day=True),
        Stage("let_go", "Let go", "grey", clears_date=True),
    ),
)


def day_ago(days):
    return timezone.localdate() - timedelta(days=days)


def sat(team, by, days, *, case=None, stage="sat_together", **purpose):
    """A circle that sat so many days ago; `purpose` is what is written of it, if anything."""
    start = timezone.make_aware(datetime.combine(day_ago(days), time(10)))
    if case:
        circle = open_meeting(case, "circle", by=by)
    else:
        circle = Meeting.objects.create(
            format="circle", team=team, opened_by=by, stage=stage, open_to="team"
        )
    Meeting.objects.filter(pk=circle.pk).update(
        stage=stage, starts_at=start, ends_at=start + timedelta(hours=1)
    )
    if purpose:
        write(circle, "purpose", by, why="A phone was broken.", **purpose)
    return circle


def write(meeting, kind, by, **values):
    """An entry as it is kept, past the stage from which it can be added."""
    return Entry.objects.create(
        meeting=meeting,
        kind=kind,
        values={key: str(value) if key in ("on", "by") else value for key, value in values.items()},
        added_by=by,
        compartment=FORMATS[meeting.format].kinds[kind].compartment,
    )


def ask_harmed(meeting, by, **values):
    return add_entry(meeting, "asked_harmed", by=by, values={"who": "P.", **values})
