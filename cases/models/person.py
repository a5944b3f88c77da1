from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from accounts.permissions import CASEWORK
from cases.names_and_ages import age_on, age_text, full_name
from restorative.fields import public_id_field
from restorative.history import tracked
from restorative.untouched import is_untouched
from restorative.written_out import written_out

if TYPE_CHECKING:
    from accounts.models import User


class Answer(models.TextChoices):
    """Why a box is empty: nobody asked, or they would rather not say. Never the same."""

    NOT_ASKED = "not_asked", "Not asked"
    GIVEN = "given", "Answered"
    NONE = "none", "None"
    NOT_KNOWN = "not_known", "Not known"
    DECLINED = "declined", "Preferred not to say"


def closed_to(user: "User", person: str) -> Q:
    """Whether somebody belongs to a family from which a member of staff is excluded.

    `person` is the column that names them. Those of a visible case whom its reader may not
    know of are the ones of whom this is so. Professionals belong to no family.
    """
    from cases.models.case_access import Exclusion
    from cases.models.case_child import CaseChild
    from cases.models.network_member import NetworkMember

    closed = Exclusion.objects.cases_closed_to(user)
    if closed == ():
        return Q(pk__in=())
    they = OuterRef(person)
    family = NetworkMember.objects.exclude(part=NetworkMember.Part.PROFESSIONAL)
    return Q(Exists(CaseChild.objects.filter(person=they, case__in=closed))) | Q(
        Exists(family.filter(person=they, case__in=closed))
    )


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, user: "User", *, by_glass: bool = True) -> Self:
        """Return the people this member of staff may know exist.

        Those of a visible case or offer and those they entered themselves, but nobody
        who belongs to a family from which they are excluded; nobody at all without a seat
        that does casework.
        """
        if CASEWORK.isdisjoint(user.seats):
            return self.none()
        if not is_untouched(self):
            return self._known_to(user, by_glass)
        from accounts.models.user import UNASKED
        from cases.models.named import named_in

        key = "known people", by_glass, named_in(user)
        rows: Self = user.kept(key, lambda: self._known_to(user, by_glass), among=UNASKED)
        return rows.all()

    def _known_to(self, user: "User", by_glass: bool) -> Self:
        from cases.models.case import Case
        from cases.models.case_child import CaseChild
        from cases.models.network_member import NetworkMember
        from cases.models.offer import Offer, OfferChild, OfferReply

        me, them = OuterRef("pk"), OuterRef(OuterRef("pk"))
        # The rule of cases is long: it stands here once, for all the ways to a case.
        open_letters = Offer.objects.open_to(user).filter(case__isnull=False)
        theirs = (
            CaseChild.objects.filter(person=them)
            .values("case")
            .union(
                NetworkMember.objects.filter(person=them).values("case"),
                open_letters.filter(children__child=them).values("case"),
                open_letters.filter(replies__person=them).values("case"),
                all=True,
            )
        )
        cases = Case.objects.visible_to(user, by_glass=by_glass).filter(pk__in=theirs)
        alone = written_out(Offer.objects.open_to(user).alone_for(user))
        return self.filter(
            Q(created_by=user)
            | Exists(cases)
            | Exists(OfferChild.objects.filter(child=me, offer__in=alone))
            | Exists(OfferReply.objects.filter(person=me, offer__in=alone)),
            ~closed_to(user, "pk"),
        )

    def keys_for(self, user: "User") -> Any:
        """The keys of all that are visible to this person, for use with `__in`."""
        from cases.models.named import named_in

        rows = Person.objects.visible_to
        return user.kept(("people", named_in(user)), lambda: written_out(rows(user)))

    def editable_by(self, user: "User") -> Self:
        """Leave out those seen only through emergency access, which is for reading."""
        return self.visible_to(user, by_glass=False)


@tracked(exclude=["search_text"])
class Person(models.Model):
    """A human being, once, whatever their parts: child, parent, neighbour, teacher.

    Children and adults, kin and friends are rows of the same kind; what they are to each
    other stands in Relationship, what they are in a piece of work in CaseChild and
    NetworkMember.
    """

    class Gender(models.TextChoices):
        NOT_KNOWN = "", "Not known"
        FEMALE = "female", "Female"
        MALE = "male", "Male"
        ANOTHER = "another", "Another"

    Answer = Answer

    public_id = public_id_field()
    first_name = models.CharField(max_length=100, blank=True)
    middle_names = models.CharField(max_length=150, blank=True)
    last_name = models.CharField("family name", max_length=100, blank=True)
    known_as = models.CharField("likes to be called", max_length=100, blank=True)
    other_names = models.CharField(
        max_length=300, blank=True, help_text="Earlier or other names, with commas between them"
    )
    date_of_birth = models.DateField(null=True, blank=True)
    birth_is_estimated = models.BooleanField(default=False)
    expected_on = models.DateField("expected date of birth", null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    gender = models.CharField(max_length=10, choices=Gender, blank=True, default="")
    pronouns = models.CharField(max_length=40, blank=True)

    language = models.CharField("first language", max_length=60, blank=True)
    interpreter = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_ASKED)
    interpreter_language = models.CharField(max_length=60, blank=True)
    access = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_ASKED)
    access_needs = models.CharField(max_length=500, blank=True)
    culture_answer = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_ASKED)
    culture = models.CharField(max_length=200, blank=True)
    faith_answer = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_ASKED)
    faith = models.CharField(max_length=200, blank=True)
    ethnicity_answer = models.CharField(max_length=12, choices=Answer, default=Answer.NOT_ASKED)
    ethnicity = models.CharField(max_length=100, blank=True)

    job_title = models.CharField("job", max_length=100, blank=True)
    organisation = models.CharField(max_length=150, blank=True)

    search_text = models.TextField(blank=True, editable=False)
    created_by = models.ForeignKey("accounts.User", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["last_name", "first_name", "pk"]
        constraints = [
            models.CheckConstraint(
                name="person_is_born_or_expected_not_both",
                condition=Q(date_of_birth__isnull=True) | Q(expected_on__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["date_of_birth"], name="person_date_of_birth"),
            models.Index(
                fields=["expected_on"],
                condition=Q(expected_on__isnull=False),
                name="person_expected_on",
            ),
            models.Index(fields=["created_by"], name="person_created_by"),
            GinIndex(
                fields=["search_text"], opclasses=["gin_trgm_ops"], name="person_search_text_trgm"
            ),
            models.Index(
                fields=["search_text"], opclasses=["text_pattern_ops"], name="person_search_prefix"
            ),
        ]

    class Privacy:
        operational = ("public_id", "created_by", "created_at", "version", "birth_is_estimated")
        personal = (
            "first_name",
            "middle_names",
            "last_name",
            "known_as",
            "other_names",
            "date_of_birth",
            "expected_on",
            "died_on",
            "gender",
            "pronouns",
            "language",
            "interpreter",
            "interpreter_language",
            "job_title",
            "organisation",
            "search_text",
        )
        special = (
            "access",
            "access_needs",
            "culture_answer",
            "culture",
            "faith_answer",
            "faith",
            "ethnicity_answer",
            "ethnicity",
        )

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("cases:person_detail", kwargs={"public_id": self.public_id})

    @property
    def full_name(self) -> str:
        """First and family name, or what else they are called."""
        return full_name(
            self.first_name, self.last_name, self.known_as, is_unborn=bool(self.expected_on)
        )

    @property
    def liked_name(self) -> str:
        """What this person likes to be called: used wherever they are spoken of."""
        return self.known_as or self.first_name or self.full_name

    @property
    def is_unborn(self) -> bool:
        return self.expected_on is not None

    def age_on(self, day: date) -> int | None:
        """Whole years on a day; None when the birth date is not known or lies ahead."""
        return age_on(day, self.date_of_birth)

    @property
    def age(self) -> int | None:
        return self.age_on(self.died_on or timezone.localdate())

    @property
    def age_text(self) -> str:
        """Age as a header says it: "9", "8 months", "due 14 February 2027"."""
        return age_text(
            self.date_of_birth,
            today=timezone.localdate(),
            is_estimated=self.birth_is_estimated,
            expected_on=self.expected_on,
            died_on=self.died_on,
        )


class NameWord(models.Model):
    """One distinct word out of all names, unaccented and in small letters.

    Slips are looked up in this short dictionary and only then among people, which stays
    fast at any number of people (docs/adr/0007).
    """

    word = models.CharField(max_length=100, unique=True)
    slips = ArrayField(
        models.CharField(max_length=30), default=list, help_text="See cases.names.slips_of"
    )

    class Meta:
        indexes = [
            GinIndex(fields=["word"], opclasses=["gin_trgm_ops"], name="name_word_trgm"),
            GinIndex(fields=["slips"], name="name_word_slips"),
        ]

    class Privacy:
        personal = ("word", "slips")

    def __str__(self) -> str:
        return self.word


class PersonNameWord(models.Model):
    """That a person has a word in one of their names. Rewritten whenever a name changes."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="name_words")
    word = models.ForeignKey(NameWord, on_delete=models.PROTECT, related_name="people")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["word", "person"], name="person_has_a_word_once"),
        ]

    class Privacy:
        personal = ("person", "word")

    def __str__(self) -> str:
        return f"{self.person_id}: {self.word_id}"
