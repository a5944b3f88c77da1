"""What is said of people one by one, said in SQL of very many: tests compare the two."""

from typing import Any

from django.db.models import Case, CharField, F, Func, Q, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf

from accounts.models import User
from cases.models import CaseChild, Exclusion, NetworkMember

# What Python's strip() takes away, for PostgreSQL to take away the same.
_WHITE = "".join(filter(str.isspace, map(chr, range(0x3001))))


def people_closed_to(user: User) -> Any:
    """The keys of those of whom `closed_to` is so, found once, for use with `__in`."""
    closed = Exclusion.objects.cases_closed_to(user)
    family = NetworkMember.objects.exclude(part=NetworkMember.Part.PROFESSIONAL)
    children = CaseChild.objects.filter(case__in=closed).order_by().values("person")
    return children.union(family.filter(case__in=closed).order_by().values("person"))


def full_name_of(path: str = "") -> Any:
    """`Person.full_name`; `path` leads to somebody, such as "person__"."""
    first, last = F(f"{path}first_name"), F(f"{path}last_name")
    has_no_first = Q(**{f"{path}first_name": ""})
    is_expected = Q(**{f"{path}expected_on__isnull": False})
    has_no_other = Q(**{f"{path}known_as": ""})
    whole = NullIf(_stripped(first, Value(" "), last), Value(""))
    return Case(
        When(is_expected & has_no_first, then=_stripped(Value("Unborn child "), last)),
        When(has_no_first & ~has_no_other, then=F(f"{path}known_as")),
        default=Coalesce(whole, Value("Name not known")),
    )


def _stripped(*parts: Any) -> Any:
    return Func(Concat(*parts), Value(_WHITE), function="btrim", output_field=CharField())
