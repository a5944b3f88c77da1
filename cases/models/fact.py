from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q

from cases.models.compartment import CaseOwnedQuerySet, Compartment
from restorative.history import tracked


class FactQuerySet(CaseOwnedQuerySet["Fact"]):
    def standing(self) -> Self:
        """Return the facts that nothing has superseded."""
        return self.filter(superseded_by__isnull=True)


@tracked()
class Fact(models.Model):
    """Something known about a child or a family as at a date, with its source.

    Statuses, living arrangements, scores and outcomes. Written once: a correction is a new
    row that points to the one it supersedes. The application's role may not change any
    (restorative/grants.py), and a trigger lets only those of a draft go, with the draft, and
    those that a spreadsheet brought in while that is taken back.
    """

    class Kind(models.TextChoices):
        LEGAL_STATUS = "legal_status", "Legal status"
        LIVING_WITH = "living_with", "Living with"
        LOOKED_AFTER = "looked_after", "Looked after"
        LOOKED_AFTER_SINCE = "looked_after_since", "Looked after since"
        PROCEEDINGS = "proceedings", "Application to court"
        NETWORK_SIZE = "network_size", "People who are there for the children"
        NETWORK_CONTACT = "network_contact", "How often the network is in touch"
        ATTENDANCE = "attendance", "School attendance"
        SUSPENSIONS = "suspensions", "Suspensions from school"
        EXCLUSIONS = "exclusions", "Exclusions from school"
        OFFENDING = "offending", "Offending"
        EMPLOYMENT = "employment", "Work in the household"
        SCORE = "score", "Score"
        # Where only a number is known: history that names nobody who came.
        FAMILY_CAME = "family_came", "Family who came to the meeting"
        PROFESSIONALS_CAME = "professionals_came", "Professionals who came to the meeting"

    class Point(models.TextChoices):
        """At which follow-up something was asked; none for what was learnt at another time."""

        NONE = "", "At another time"
        INDEX = "index", "When the family met"
        THREE_MONTHS = "m3", "3 months on"
        SIX_MONTHS = "m6", "6 months on"
        TWELVE_MONTHS = "m12", "12 months on"

    class Unknown(models.TextChoices):
        KNOWN = "", "Known"
        NOT_KNOWN = "not_known", "Not known"
        NOT_ASKED = "not_asked", "Not asked"
        NOT_APPLICABLE = "not_applicable", "Not applicable"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="facts")
    compartment = models.CharField(max_length=10, choices=Compartment, default=Compartment.OPEN)
    person = models.ForeignKey(
        "cases.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="facts"
    )
    kind = models.CharField(max_length=20, choices=Kind)
    point = models.CharField(max_length=5, choices=Point, blank=True, default="")
    scale = models.CharField(max_length=60, blank=True)
    value = models.CharField(max_length=200, blank=True)
    unknown_because = models.CharField(max_length=15, choices=Unknown, blank=True, default="")
    as_at = models.DateField()
    source = models.CharField(max_length=200)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    # From the new row to the old, so that nothing of the old one ever changes. One to one:
    # of two who correct the same fact, the second corrects the correction.
    corrects = models.OneToOneField(
        "self", on_delete=models.RESTRICT, null=True, blank=True, related_name="superseded_by"
    )

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["-as_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="fact_is_known_or_says_why",
                condition=Q(unknown_because="") | Q(value=""),
            ),
        ]
        indexes = [
            models.Index(fields=["case", "kind", "-as_at"], name="fact_case_kind"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="keep_those_of_sent_cases",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="""
                    IF EXISTS (
                        SELECT 1 FROM cases_case WHERE id = OLD.case_id AND stage <> 'draft'
                    ) AND NOT EXISTS (
                        SELECT 1 FROM cases_importedrecord AS made
                        JOIN cases_sheetimport AS sheet ON sheet.id = made.sheet_import_id
                        WHERE made.model = 'cases.fact' AND made.record_id = OLD.id
                        AND sheet.state = 'undoing'
                    ) THEN
                        RAISE EXCEPTION 'facts are kept once the referral was sent';
                    END IF;
                    RETURN OLD;
                """,
            ),
        ]

    class Privacy:
        operational = ("case", "compartment", "recorded_by", "recorded_at", "corrects")
        personal = (
            "person",
            "kind",
            "point",
            "scale",
            "value",
            "unknown_because",
            "as_at",
            "source",
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} as at {self.as_at:%-d %B %Y}"
