"""The reminders of a meeting: its rules (`rules`), and the code that finds what they are about.

A format says which of the rules it uses (conferences/formats). Nothing here asks which
format it is: a finder goes by the stages, parts and switches that the format declares.
"""

# Each of these registers its finders when it is imported, as the product starts.
OCCASIONS = (
    "conferences.invitations.ledger",
    "conferences.reminders.dates",
    "conferences.reminders.preparing",
    "conferences.reminders.following_up",
    "conferences.reminders.looking_again",
)
