"""The reminders about a case itself: from the referral to its restriction (domain.md 5)."""

from cases.reminders.rules import Rule

RULES: tuple[Rule, ...] = ()
