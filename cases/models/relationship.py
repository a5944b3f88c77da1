from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q

from cases.relationships import Kind as RelationshipKind
from cases.relationships import label_for, reciprocal_of
from restorative.fields import public_id_field
from restorative.history import tracked

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models.person import Person


class RelationshipQuerySet(models.QuerySet["Relationship"]):
    def visible_to(self, user: "User") -> Self:
        """Return the relationships whose two ends are both people the user may know of."""
        from cases.models.person import Person

        people = Person.objects.keys_for(user)
        return self.filter(person__in=people, relative__in=people)

    def of(self, person: "Person") -> Self:
        return self.filter(Q(person=person) | Q(relative=person))

    def between(self, some: Collection[int], others: Collection[int]) -> Self:
        """Return what ties one of these people to one of those, whichever way it is told."""
        return self.filter(
            Q(person__in=some, relative__in=others) | Q(person__in=others, relative__in=some)
        )

    def current(self) -> Self:
        return self.filter(ended_on__isnull=True, withdrawn_at__isnull=True)


@tracked()
class Relationship(models.Model):
    """What one person is to another, told once and read from both ends.

    `person` is the `kind` of `relative`: Pat is the grandparent of Jonah. Kinds are kept
    in one direction (cases.relationships); `kind_seen_from` gives the other.
    """

    Kind = RelationshipKind

    public_id = public_id_field()
    person = models.ForeignKey(
        "cases.Person", on_delete=models.PROTECT, related_name="relationships_from"
    )
    relative = models.ForeignKey(
        "cases.Person", on_delete=models.PROTECT, related_name="relationships_to"
    )
    kind = models.CharField(max_length=20, choices=RelationshipKind)
    detail = models.CharField(
        max_length=100, blank=True, help_text="In the family's words, such as Nan or football coach"
    )
    started_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    is_carer = models.BooleanField(default=False)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = RelationshipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="relationship_is_between_two", condition=~Q(person=F("relative"))
            ),
            models.UniqueConstraint(
                fields=["person", "relative", "kind"],
                condition=Q(ended_on__isnull=True, withdrawn_at__isnull=True),
                name="relationship_is_told_once",
            ),
        ]

    class Privacy:
        operational = ("public_id", "recorded_by", "recorded_at", "withdrawn_at")
        personal = (
            "person",
            "relative",
            "kind",
            "detail",
            "started_on",
            "ended_on",
            "is_carer",
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} of {self.relative_id}"

    def other_than(self, person: "Person") -> "Person":
        return self.relative if self.person_id == person.pk else self.person

    def kind_of_other_to(self, person: "Person") -> RelationshipKind:
        """What the other person is to this one."""
        kind = RelationshipKind(self.kind)
        return reciprocal_of(kind) if self.person_id == person.pk else kind

    def word_for_other_to(self, person: "Person") -> str:
        """The family's own word, which is for what the first person is to the second."""
        other = self.other_than(person)
        if self.detail and other.pk == self.person_id:
            return self.detail
        return label_for(self.kind_of_other_to(person), other.gender)


class ParentalResponsibilityQuerySet(models.QuerySet["ParentalResponsibility"]):
    def visible_to(self, user: "User") -> Self:
        from cases.models.person import Person

        return self.filter(child__in=Person.objects.keys_for(user))

    def current(self) -> Self:
        return self.filter(superseded_at__isnull=True)


@tracked()
class ParentalResponsibility(models.Model):
    """Whether somebody has parental responsibility for a child: since when, how known.

    Law, not blood: an unmarried father may lack it, a grandmother with an order may hold
    it (Children Act 1989 ss.2-4A). "Not known" is an answer of its own. A later finding
    supersedes, it does not overwrite.
    """

    class Holds(models.TextChoices):
        YES = "yes", "Yes"
        NO = "no", "No"
        NOT_KNOWN = "not_known", "Not known"

    class HowKnown(models.TextChoices):
        BIRTH_CERTIFICATE = "birth_certificate", "Birth certificate seen"
        COURT_ORDER = "court_order", "Court order seen"
        AGREEMENT = "agreement", "Parental responsibility agreement seen"
        MARRIAGE = "marriage", "Married to the mother"
        ADOPTION = "adoption", "Adoption"
        CARE_ORDER = "care_order", "Care order: shared with the authority"
        TOLD = "told", "Told by somebody, not checked"
        NOT_KNOWN = "not_known", "Not known"

    child = models.ForeignKey(
        "cases.Person", on_delete=models.PROTECT, related_name="responsibility_held_by"
    )
    holder = models.ForeignKey(
        "cases.Person",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="responsibility_for",
    )
    authority = models.CharField(
        max_length=150, blank=True, help_text="A council that holds it by court order"
    )
    holds = models.CharField(max_length=10, choices=Holds)
    since = models.DateField(null=True, blank=True)
    how_known = models.CharField(max_length=20, choices=HowKnown, default=HowKnown.NOT_KNOWN)
    detail = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)
    superseded_at = models.DateTimeField(null=True, blank=True)

    objects = ParentalResponsibilityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="responsibility_has_one_holder",
                condition=Q(holder__isnull=False, authority="")
                | (Q(holder__isnull=True) & ~Q(authority="")),
            ),
            models.UniqueConstraint(
                fields=["child", "holder"],
                condition=Q(superseded_at__isnull=True, holder__isnull=False),
                name="responsibility_is_known_once",
            ),
        ]

    class Privacy:
        operational = ("recorded_by", "recorded_at", "superseded_at")
        personal = ("child", "holder", "authority", "holds", "since", "how_known")
        free_text = ("detail",)

    def __str__(self) -> str:
        return f"{self.holder_id or self.authority}: {self.holds}"
