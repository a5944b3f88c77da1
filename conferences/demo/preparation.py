"""How a made-up conference is prepared: person by person, with the referrer, for the day."""

from datetime import date, datetime, timedelta
from random import Random

from django.utils import timezone

from accounts.models import User
from cases.models import Case, KeepApart, Note
from conferences.demo import names
from conferences.demo.clock import at, moment_on
from conferences.demo.staff import Council
from conferences.domain.booking import confirm_booking
from conferences.domain.briefing import lines_from_referral, send_brief, sign_brief, write_brief
from conferences.domain.checking import settle_check, settle_checks
from conferences.domain.contacting_people import arrange_need, record_contact, say_needs
from conferences.domain.deciding_attendance import decide_attendance
from conferences.domain.inviting import mark_told, record_answer
from conferences.domain.reporting import give_report, share_report, sign_report, write_report
from conferences.models import BriefItem, Meeting, Participant
from restorative.working_days import add_working_days

Part, Attendance = Participant.Part, Participant.Attendance


def meet(participant: Participant, *, by: User) -> None:
    """A visit today at which somebody is prepared, as they are before every other kind of work."""
    record_contact(
        [participant],
        by=by,
        kind=Note.Kind.VISIT,
        happened_on=timezone.localdate(),
        text="Went through what it is, who comes, and what they would like to say.",
        minutes=40,
        visited=True,
        prepared=True,
        willing=Participant.Willing.YES,
    )


class Preparer:
    """Takes a meeting as far as it has come; all chance comes from one seeded source."""

    def __init__(self, council: Council, rng: Random, today: date) -> None:
        self.council = council
        self.rng = rng
        self.today = today

    def plan_with_referrer(self, meeting: Meeting, case: Case, on: date, *, signed: bool) -> None:
        """Hold the planning meeting; where `signed`, brief and report are whole as well."""
        assert case.coordinator
        worker, manager = self._referring_side(case)
        texts = lines_from_referral(case)
        texts[BriefItem.Kind.RESOURCE] = self.rng.sample(names.HELP, 2)
        with at(self._moment(on, 11)):
            brief = write_brief(
                meeting,
                by=case.coordinator,
                version=0,
                texts=texts,
                held_on=timezone.localdate(),
                held_with=f"{worker}, {case.coordinator}",
            )
            report = write_report(
                meeting,
                by=worker,
                version=0,
                passages={
                    "strengths": case.referral.strengths,
                    "worries": case.referral.worries,
                    "help_available": "\n".join(texts[BriefItem.Kind.RESOURCE]),
                },
            )
            send_brief(brief, by=case.coordinator, version=brief.version)
        if not signed:
            return
        with at(self._moment(add_working_days(on, 3), 15)):
            sign_brief(brief, by=manager, version=brief.version)
            report = give_report(report, by=worker, version=report.version)
            report = sign_report(report, by=manager, version=report.version)
        with at(self._moment(add_working_days(on, 5), 12)):
            share_report(
                report,
                by=case.coordinator,
                version=report.version,
                on=timezone.localdate(),
                how="Read at home with Mum, and with Dad on the phone.",
            )

    def prepare_people(self, meeting: Meeting, case: Case, since: date, *, whole: bool) -> None:
        """Decide who takes part and prepare them, everybody or the first few."""
        assert case.coordinator
        people = list(Participant.objects.filter(meeting=meeting).current().with_names())
        known = {one.person_id for one in people if one.person_id}
        apart = set(
            KeepApart.objects.in_force()
            .filter(first__in=known, second__in=known)
            .values_list("first", flat=True)
        )
        self.rng.shuffle(people)
        for number, participant in enumerate(people):
            if not whole and number > len(people) // 2:
                break
            day = since + timedelta(days=2 + number)
            with at(self._moment(day, 14)):
                self._decide(participant, case.coordinator, away=participant.person_id in apart)
                participant.refresh_from_db()
                if participant.is_of_the_family and not participant.is_kept_away:
                    self._meet(participant, case.coordinator, whole=whole)

    def tell_everybody(self, meeting: Meeting, case: Case, on: date, *, all_answer: bool) -> None:
        """Tell everybody who takes part of the date, on visits and by phone; most will come."""
        by = case.coordinator
        assert by
        with at(self._moment(on, 17)):
            people = Participant.objects.filter(meeting=meeting).reachable().with_names()
            for participant in people.exclude(attendance=Attendance.NOT_DECIDED).order_by("pk"):
                mark_told(participant, by=by, how="On the phone")
                if all_answer or self.rng.random() < 0.6:
                    record_answer(participant, by=by, answer=Participant.Answer.YES)

    def check_everything(self, meeting: Meeting, case: Case, on: date) -> None:
        """Settle what is left, as on the days before a meeting that is ready."""
        by = case.coordinator
        assert by
        with at(self._moment(on, 16)):
            declared = meeting.declared
            settle_checks(meeting, [item.key for item in declared.meeting_checklist], by=by)
            for participant in Participant.objects.filter(meeting=meeting).reachable():
                keys = [item.key for item in declared.items_for(participant.part)]
                settle_checks(meeting, keys, by=by, participant=participant)
                for need in participant.needs.open():
                    arrange_need(need, by=by, how="Arranged with the family.")
            settle_check(meeting, "manager_agreed", by=self.council["helen"])
            for booking in meeting.bookings.standing():
                confirm_booking(booking, by=by)

    def _decide(self, participant: Participant, by: User, *, away: bool) -> None:
        if away:
            decide_attendance(
                participant,
                by=by,
                outcome=Attendance.ANOTHER_WAY,
                ground="order",
                why="A court order says so.",
                heard="letter",
                review_on=self.today + timedelta(days=60),
                decided_by="Helen Osei",
            )
        else:
            decide_attendance(participant, by=by, outcome=Attendance.COMES)

    def _meet(self, participant: Participant, by: User, *, whole: bool) -> None:
        visit = self.rng.random() < 0.6
        record_contact(
            [participant],
            by=by,
            kind=Note.Kind.VISIT if visit else Note.Kind.CALL,
            happened_on=timezone.localdate(),
            text=self.rng.choice(names.NOTES),
            minutes=self.rng.choice([25, 40, 60, 90]),
            visited=visit,
            prepared=whole or self.rng.random() < 0.5,
            willing=Participant.Willing.YES,
        )
        if self.rng.random() < 0.25:
            say_needs(participant, by=by, needs=self.rng.choice(NEEDS))

    def _referring_side(self, case: Case) -> tuple[User, User]:
        worker = case.created_by
        manager = worker.line_manager
        assert manager
        return worker, manager

    def _moment(self, day: date, hour: int) -> datetime:
        return moment_on(min(day, self.today), hour)


NEEDS = (
    {"lift": "From the station"},
    {"childcare": "For the baby"},
    {"food": "No pork"},
    {"breaks": ""},
)
