"""The reminders that kinds of meeting share: a format names those it uses (domain.md 5).

What goes to a family names no child, nobody else, no place and no reason.
"""

from datetime import time

from cases.reminders.rules import AFTERWARDS, GETTING_READY, INVITED, OUR_OWN, Channel, Rule, Step

NOTICE, EMAIL = Channel.NOTICE, Channel.EMAIL
QUESTIONS = "Questions? Ring {coordinator} on {phone}."
SOON = f"You have a meeting on {{day}} at {{time}}. {QUESTIONS}"
ACTION = f"Something you agreed to do is to be done by {{day}}. {QUESTIONS}"
CHECK = f"You agreed to see whether something was done by {{day}}. {QUESTIONS}"
HOW_WAS_IT = "How was the meeting on {day}? {coordinator} would like to hear: ring {phone}."
HOW_IS_IT = "How are things since the meeting? {coordinator} would like to hear: ring {phone}."
AFTERNOON, EVENING = time(17), time(18)

NO_LONGER_COMING = (
    "The date is taken away, the meeting has been held, or somebody says that they do not "
    "come, is taken off, takes no part or is heard another way."
)
BRIEF_UNSIGNED = Rule(
    key="brief_unsigned",
    name="Bottom lines and questions not signed",
    about=GETTING_READY,
    occasion="brief_unsigned",
    trigger="Bottom lines and questions were sent to be signed.",
    stops="They are signed or sent back, or changed, which makes another version.",
    steps=(
        Step("referrer", "referrer", 5, working=True, how=EMAIL, lasts=4),
        Step("managers", "referring_managers", 7, working=True, how=EMAIL, lasts=7),
    ),
    subject="{reference}: still to be signed",
    body=(
        "Hello,\n\nThe bottom lines and questions for the {meeting} of {reference} have not "
        "been signed. It cannot be ready without.\n"
    ),
    source="Merton, Roles in family group conferences.",
)
INVITATION_UNANSWERED = Rule(
    key="invitation_unanswered",
    name="Invitation not answered",
    about=GETTING_READY,
    occasion="invitation_unanswered",
    trigger="An invitation has gone to somebody.",
    stops="They have answered, or take no part any more, or the meeting has been held.",
    steps=(Step("chase", "coordinator", 5, working=True, how=NOTICE, lasts=7),),
    notice="{reference}: invited and not answered yet: {count}. Ask them yourself.",
    source="The coordinator asks: nobody who may be at risk is chased by a machine.",
)
ANSWERS_MISSING = Rule(
    key="answers_missing",
    name="Invitation still not answered before the day",
    about=GETTING_READY,
    occasion="answers_missing",
    trigger="A meeting has a date, and invitations have gone.",
    stops="Everybody invited has answered, or the meeting has been held.",
    steps=(Step("before", "coordinator", -5, working=True, how=NOTICE, lasts=7),),
    notice="{reference} meets on {day}. Invited and not answered yet: {count}. Ask them yourself.",
    source=OUR_OWN,
)
NOT_PREPARED = Rule(
    key="not_prepared",
    name="Somebody is not prepared",
    about=GETTING_READY,
    occasion="people_not_prepared",
    trigger="A meeting has a date.",
    stops="Everybody of the family who takes part is prepared, or the meeting has been held.",
    steps=(
        Step("ten_days", "coordinator", -10, working=True, how=NOTICE, lasts=5),
        Step("five_days", "coordinator", -5, working=True, how=NOTICE, lasts=7),
    ),
    notice="{reference} meets on {day}. Not prepared yet: {count}.",
    source=OUR_OWN,
)
# Not for business support, who see no cases: what is open stands on the page of each venue.
NOT_CONFIRMED = Rule(
    key="not_confirmed",
    name="Venue, interpreter or advocate not confirmed",
    about=GETTING_READY,
    occasion="bookings_open",
    trigger="A meeting has a date.",
    stops="All that is booked is confirmed and each interpreter arranged, or it has been held.",
    steps=(
        Step("ten_days", "coordinator", -10, working=True, how=NOTICE, lasts=5),
        Step("five_days", "coordinator", -5, working=True, how=NOTICE, lasts=3),
        Step("two_days", "coordinator", -2, working=True, how=NOTICE, lasts=3),
    ),
    notice="{reference} meets on {day}. To be confirmed or arranged: {count}.",
    source=OUR_OWN,
)
REPORT_DUE = Rule(
    key="report_due",
    name="Information report due",
    about=GETTING_READY,
    occasion="report_due",
    trigger="A meeting has a date and needs an information report.",
    stops="The report is given to the coordinator, or the meeting has been held.",
    steps=(
        Step("seven_days", "referrer", -7, working=True, how=EMAIL, lasts=2),
        Step("five_days", "referrer", -5, working=True, how=EMAIL, lasts=3),
        Step("two_days", "referrer", -2, working=True, how=EMAIL, lasts=2),
        Step("managers", "referring_managers", -2, working=True, how=EMAIL, lasts=2),
    ),
    subject="{reference}: information report",
    body=(
        "Hello,\n\nThe {meeting} of {reference} is on {day}. The information report has not "
        "been given to the coordinator yet: the family is to hear it before the day.\n"
    ),
    source="Two working days before at the latest: Portsmouth, Restorative conferences.",
)
MEETING_SOON = Rule(
    key="meeting_soon",
    name="Meeting tomorrow",
    about=INVITED,
    occasion="meeting_ahead",
    trigger="A meeting has a date.",
    stops=NO_LONGER_COMING,
    steps=(
        Step("two_days_before", "attendees", -2, lasts=0),
        Step("day_before", "attendees", -1),
    ),
    text=SOON,
    subject="Your meeting",
    body=f"Hello,\n\n{SOON}\n",
    source=OUR_OWN,
)
REVIEW_SOON = Rule(
    key="review_soon",
    name="Review tomorrow",
    about=INVITED,
    occasion="meeting_ahead",
    trigger="A review has a date.",
    stops=NO_LONGER_COMING,
    steps=(
        Step("week_before", "attendees", -7, lasts=2),
        Step("day_before", "attendees", -1),
    ),
    text=SOON,
    subject="Your meeting",
    body=f"Hello,\n\n{SOON}\n",
    source=OUR_OWN,
)
MEETING_ENDED = Rule(
    key="meeting_ended",
    name="Meeting ended",
    about=AFTERWARDS,
    occasion="outcome_not_recorded",
    trigger="The day of a meeting has come.",
    stops="What came of it is recorded, or its date is changed or taken away.",
    steps=(Step("same_day", "coordinator", at=AFTERNOON, how=NOTICE, lasts=7),),
    notice="{reference}: the {meeting} was to be held. Record what came of it.",
    source=OUR_OWN,
)
PLAN_NOT_SENT = Rule(
    key="plan_not_sent",
    name="Plan not with everybody yet",
    about=AFTERWARDS,
    occasion="plan_not_sent",
    trigger="A family plan is agreed.",
    stops="The last copy has gone, or it is recorded why somebody gets none.",
    steps=(
        Step("coordinator", "coordinator", 2, working=True, how=NOTICE, lasts=7),
        Step("managers", "managers", 3, working=True, how=NOTICE, lasts=14),
    ),
    notice="{reference}: copies of the plan still to be sent: {count}.",
    source=OUR_OWN,
)
ACTION_DUE = Rule(
    key="action_due",
    name="Something in the plan is due",
    about=AFTERWARDS,
    occasion="action_due",
    trigger=(
        "An agreed plan says by when something is done, and whoever does it wants to be "
        "reminded. Agencies always are."
    ),
    stops="A review finds it done or not needed, the plan is replaced, or the case ends.",
    steps=(Step("owner", "owner", -3, lasts=2),),
    text=ACTION,
    subject="A reminder",
    body=f"Hello,\n\n{ACTION}\n",
    source=OUR_OWN,
)
ACTION_CHECK = Rule(
    key="action_check",
    name="Something in the plan to be checked",
    about=AFTERWARDS,
    occasion="action_due",
    trigger="The same, and the plan says who checks.",
    stops="A review finds it done or not needed, the plan is replaced, or the case ends.",
    steps=(Step("checker", "checker", 1, lasts=3),),
    text=CHECK,
    subject="A reminder",
    body=f"Hello,\n\n{CHECK}\n",
    source=OUR_OWN,
)
REVIEW_UNBOOKED = Rule(
    key="review_unbooked",
    name="Review not booked",
    about=AFTERWARDS,
    occasion="review_unbooked",
    trigger="A family has met and agreed a plan.",
    stops="A review has a date, or the family does not want one.",
    steps=(Step("four_weeks", "coordinator", 28, how=NOTICE, lasts=28),),
    notice="{reference}: the review has no date yet.",
    source=OUR_OWN,
)
FEEDBACK_STOPS = "They have been asked, whether or not they answered; nobody is asked twice."
FEEDBACK_DAY = Rule(
    key="feedback_day",
    name="Feedback on the day",
    about=INVITED,
    occasion="feedback_day",
    trigger="A meeting has been held.",
    stops=FEEDBACK_STOPS,
    steps=(Step("ask", "attended", at=EVENING, catches_up=True, lasts=2),),
    text=HOW_WAS_IT,
    subject="How was it?",
    body=f"Hello,\n\n{HOW_WAS_IT}\n",
    source=OUR_OWN,
)
FEEDBACK_THREE_MONTHS = Rule(
    key="feedback_three_months",
    name="Feedback after 3 months",
    about=INVITED,
    occasion="feedback_three_months",
    trigger="A meeting was held three months ago.",
    stops=FEEDBACK_STOPS,
    steps=(Step("ask", "attended", 91, lasts=7),),
    text=HOW_IS_IT,
    subject="How are things?",
    body=f"Hello,\n\n{HOW_IS_IT}\n",
    source=OUR_OWN,
)
FEEDBACK_SIX_MONTHS = Rule(
    key="feedback_six_months",
    name="Feedback after 6 months",
    about=INVITED,
    occasion="feedback_six_months",
    trigger="A meeting was held six months ago.",
    stops=FEEDBACK_STOPS,
    steps=(Step("ask", "attended", 182, lasts=7),),
    text=HOW_IS_IT,
    subject="How are things?",
    body=f"Hello,\n\n{HOW_IS_IT}\n",
    source=OUR_OWN,
)
OUTCOME_CHECK = Rule(
    key="outcome_check",
    name="What has become of it",
    about=AFTERWARDS,
    occasion="outcome_to_check",
    trigger="A family has met.",
    stops=(
        "Everything asked at that follow-up is recorded, or the case is withdrawn or found not "
        "viable. It goes on after closure."
    ),
    steps=(
        Step("three_months", "follow_up_m3", 91, how=EMAIL, lasts=14),
        Step("six_months", "follow_up_m6", 182, how=EMAIL, lasts=14),
        Step("twelve_months", "follow_up_m12", 365, how=EMAIL, lasts=14),
    ),
    subject="{reference}: how things are now",
    body=(
        "Hello,\n\nThe family of {reference} met on {day}. Find out how things are now, and "
        "record it on the case.\n"
    ),
    source=OUR_OWN,
    outlasts_case=True,
)
LOOK_AGAIN = Rule(
    key="look_again",
    name="Something agreed is to be looked at again",
    about=AFTERWARDS,
    occasion="entry_due",
    trigger="What was written down says by when one looks at it again.",
    stops="It says what came of it, the day is changed or it is taken out, or the case ends.",
    steps=(Step("on_the_day", "keeper", how=NOTICE, lasts=14),),
    notice="{reference}: ask again how it is. It was to be done by {day}.",
    source=OUR_OWN,
)
CLOCK_DUE = Rule(
    key="clock_due",
    name="A day that is counted",
    about=AFTERWARDS,
    occasion="clock_due",
    trigger="A kind of meeting counts the days to something (its page says which, and why).",
    stops="It is done, or begins anew, or the case ends.",
    steps=(Step("on_the_day", "coordinator", how=NOTICE, lasts=14),),
    notice="{reference}: {what}, by {day}.",
    source=OUR_OWN,
)
# Sent as soon as it is released; what it says stands in the invitation itself.
INVITATION = Rule(
    key="invitation",
    name="Invitation",
    about=INVITED,
    occasion="invitation_released",
    trigger="An invitation is ready to send.",
    stops="It is dropped, or something it says has changed.",
    steps=(Step("now", "invited", at_once=True),),
    source=OUR_OWN,
    is_editable=False,
)
# What every meeting that is prepared has, and what follows one that makes a plan.
OF_A_MEETING = (
    INVITATION_UNANSWERED,
    ANSWERS_MISSING,
    NOT_PREPARED,
    NOT_CONFIRMED,
    MEETING_ENDED,
    FEEDBACK_DAY,
)
OF_A_PLAN = (
    PLAN_NOT_SENT,
    ACTION_DUE,
    ACTION_CHECK,
    REVIEW_UNBOOKED,
    FEEDBACK_THREE_MONTHS,
    FEEDBACK_SIX_MONTHS,
    OUTCOME_CHECK,
)
