"""What is easily forgotten before a case with a conference is closed."""

from cases.models import Case
from conferences.domain.planning import agreed_plan
from conferences.models import Feedback, Meeting


def closing_reminders(case: Case) -> list[str]:
    """Say whether feedback was asked for and a review offered, for each plan that was made."""
    reminders = []
    for meeting in Meeting.objects.of_case(case).order_by("opened_at", "pk"):
        declared = meeting.declared
        if not declared.has_plan or meeting.stage_now not in declared.from_its_day:
            continue
        if not Feedback.objects.filter(meeting=meeting).exists():
            reminders.append(f"Nobody has been asked for feedback on the {declared.word}.")
        plan = agreed_plan(meeting)
        if plan and not plan.review_declined and not meeting.reviewed_by.exists():
            reminders.append(
                "No review has been offered: arrange one, or record on the plan that the "
                "family does not want it."
            )
    return reminders
