"""The referral order panel: a young person, two volunteers and a contract that puts it right."""

from conferences.formats.family_group_conference import INVITATIONS, RUN_SHEET
from conferences.formats.format import (
    THE_FAMILY,
    Document,
    Format,
    Item,
    Part,
    Question,
    Role,
    Stage,
)
from conferences.formats.records import Clock, Count, RecordPage, Tally
from conferences.formats.referral_order_records import (
    APPOINTMENT,
    ASSESSMENT,
    CHANGE,
    CONTRACT,
    FINAL_PANEL,
    HARMED_CONTACT,
    HARMED_DECISION,
    HOME_VISIT,
    INITIAL_PANEL,
    INVITING_DECIDED,
    ITEM,
    ORDER,
    PANEL,
    REPORT,
)
from conferences.reminders.rules import CLOCK_DUE, LOOK_AGAIN, MEETING_SOON, OF_A_MEETING

CHILD = ("child",)
THE_PANEL = "The panel and professionals"
ROLES = (
    Role("child", "Young person", heading="The young person"),
    Role("family", "Parent or carer", heading="Family"),
    Role("professional", "Panel volunteer or professional", "Sits on the panel, or works with "
         "the young person.", heading=THE_PANEL, walks_in=True),
    Role("advocate", "Advocate", "Speaks for the young person.", heading=THE_PANEL),
    Role("interpreter", "Interpreter", heading=THE_PANEL),
    Role("supporter", "Supporter", "Comes for the sake of one person.", heading="Family"),
)  # fmt: skip
GUIDANCE = "Referral order guidance (Ministry of Justice and Youth Justice Board)"
LOOKED_FROM = ("entry:order.on",)
LASTING = ("final_held", "returned")

FORMAT = Format(
    key="referral_order",
    name="Referral order panel",
    short_name="Referral order",
    source=f"{GUIDANCE}: the days, who sits, and the contract; Code of Practice for Victims of "
    "Crime: the choice of the person harmed.",
    about=(
        "A court has sent a young person to a panel: two trained volunteers from the community and "
        "a youth justice worker. Together they agree a contract, and the order starts that day.",
        "It stands on three principles. Responsibility: to say what one has done. Reparation: to "
        "put it right, with the person harmed or the community. Reintegration: to leave it behind.",
        "Panels look at the contract every three months, and a last one at its end. Once the order "
        "is completed, the conviction is spent.",
    ),
    working_days_to_meet=20,
    word="panel",
    plain_word="panel",
    not_held="ended_before",
    has_brief=False,
    has_plan=False,
    gathers_family=False,
    who_asks=(
        (THE_FAMILY, "The young person or their family"),
        ("service", "The youth justice service"),
        ("other", "Somebody else"),
    ),
    outcomes=("living_with",),
    roles=ROLES,
    parts=(
        Part("welcome", "Welcome, and what a panel is", 10, "Everybody."),
        Part("account", "What happened, in the young person’s words", 20, "Everybody."),
        Part("affected", "Who was affected, and how", 20, "Everybody."),
        Part("contract", "What goes into the contract", 30, "Everybody."),
    ),
    documents=(
        INVITATIONS,
        RUN_SHEET,
        Document("contract", "Contract", "What was agreed at the panel, for the young person, "
                 "a parent and the panel to sign and keep.", kinds=("contract", "item"),
            signed_by=("Young person", "Parent or carer", "For the panel")),
    ),
    meeting_checklist=(
        Item("room", "A room where all can sit in a circle, and one to wait in"),
        Item("volunteers", "Two trained volunteers come, and neither knows the young person"),
        Item("read", "The volunteers have read the report"),
        Item("arriving", "Who arrives when, so that nobody meets in the corridor unprepared"),
    ),
    person_checklist=(
        Item("knows", "Knows what a panel is, and who will be there"),
        Item("understands", "Can follow what is said: words, pictures, breaks", parts=CHILD),
        Item("thought", "Has thought about who was affected, and what would put it right",
             parts=CHILD),
        Item("must_come", "Knows whether the court has ordered them to come", parts=("family",)),
    ),
    questions=(
        Question("listened", "The panel listened to everybody", "The panel listened to me"),
        Question("fair", "The contract is fair", "My contract is fair"),
        Question("understood", "What happens next is clear", "I know what happens next"),
    ),
    pages=(
        RecordPage("order", "Order", (ORDER, APPOINTMENT)),
        RecordPage("assessing", "Visit and assessment", (HOME_VISIT, ASSESSMENT)),
        RecordPage("harmed", "Person harmed", (HARMED_CONTACT, HARMED_DECISION)),
        RecordPage("report", "Report", (REPORT,)),
        RecordPage("panels", "Panels", (PANEL,)),
        RecordPage("contract", "Contract", (CONTRACT, ITEM, CHANGE)),
    ),
    tabs=(
        *("overview", "order", "assessing", "harmed", "report"),
        *("people", "date", "invitations", "messages", "pack", "day", "panels", "contract", "feedback"),
    ),
    pack=("order", "report", "contract", "item"),
    opener_knows=(HARMED_CONTACT.compartment,),
    clocks=(
        Clock("appointment", "First appointment", 5, LOOKED_FROM, ("entry:appointment.on",),
              source=GUIDANCE),
        Clock("initial", "Initial panel", 20, LOOKED_FROM, ("entry:panel.on",), source=GUIDANCE,
              of=("intensive", ("no",))),
        Clock("initial_intensive", "Initial panel of an intensive order", 5, LOOKED_FROM,
              ("entry:panel.on",), of=("intensive", ("yes",)),
              source="One youth justice service’s own standard for intensive orders."),
        Clock("report", "Report ready for the panel", -2, ("date",), ("entry:report.on",),
              source="Our own: the volunteers need time to read."),
        Clock("progress", "Progress panel", 3, ("entry:contract.signed_on", "entry:panel.on"),
              tuple(f"stage:{one}" for one in LASTING), unit=Count.MONTHS, repeats=True,
              source=GUIDANCE),
        Clock("final", "Final panel, before the order ends", -5, ("entry:contract.ends_on",),
              tuple(f"stage:{one}" for one in LASTING),
              source=f"{GUIDANCE}: by the end of the order. The five days are our own."),
    ),
    tallies=(
        Tally("harmed_engaged", "People harmed who took part", "Are people harmed heard?",
              kind="harmed_contact", field="took_part",
              counted=("came", "represented", "statement", "met", "informed"),
              numerator_words="people harmed who took part, in whatever way",
              denominator_words="people harmed who agreed to be contacted, of whom it is said",
              among=("consent", ("yes",)), unit="people harmed",
              source="GOV.UK, Work with victims: contact is theirs to choose.",
              caveat="Counted from what its reader may see: each side is known to few."),
        Tally("items_done", "What was agreed was done", "Do contracts work?", kind="item",
              field="compliance", counted=("done",), numerator_words="contract items done",
              denominator_words="contract items of which it was said whether they were done"),
    ),
    reminders=(LOOK_AGAIN, CLOCK_DUE, MEETING_SOON, *OF_A_MEETING),
    stages=(
        Stage("ordered", "Order made", "turquoise", to=("visiting", "ended_before"),
              needs_reason=("ended_before",), clears_date=True),
        Stage("visiting", "Visit and assessment", "turquoise", to=("reporting", "ended_before"),
              needs_reason=("ended_before",), clears_date=True, needs_entries=("order",)),
        Stage("reporting", "Getting ready for the panel", "blue",
              to=("scheduled", "ended_before"), needs_reason=("ended_before",), clears_date=True,
              needs_entries=("appointment", "home_visit", "assessment")),
        Stage("scheduled", "Panel has a date", "blue",
              to=("panel_held", "reporting", "ended_before"),
              needs_reason=("reporting", "ended_before"), needs_date=True),
        Stage("panel_held", "Initial panel held", "green", to=("contract_agreed", "returned"),
              needs_reason=("returned",), needs_date=True, is_day=True, can_be_forced=True,
              needs_entries=("report",), wants=(INVITING_DECIDED, INITIAL_PANEL),
              guards=("invitations_decided", "pairs_decided", "manager_agreed")),
        Stage("contract_agreed", "Contract agreed: the order runs", "green",
              to=("final_held", "returned"), needs_reason=("returned",),
              needs_entries=("contract", "item")),
        Stage("final_held", "Final panel held", "green", to=("completed", "returned"),
              needs_reason=("returned",), wants=(FINAL_PANEL,)),
        Stage("completed", "Order completed", "green", needs_settled=("item",)),
        Stage("returned", "Back to court", "grey", to=("contract_agreed", "closed_by_court"),
              why_hint="No contract was agreed, it was not kept, or the court is asked to end it "
              "early. If the court lets it go on, move it on to where it was."),
        Stage("closed_by_court", "Ended by the court", "grey"),
        Stage("ended_before", "Ended before the panel", "grey", clears_date=True),
    ),
)  # fmt: skip
