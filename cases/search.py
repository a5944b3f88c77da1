"""Finding people by what a worker knows of them, often half of it and often misspelt.

Words are looked up in a dictionary of all words of all names, then people by word. The
second step is raw SQL, because the planner must see the words to know which is rare. It
yields keys alone: what anybody is shown comes from `visible_to` and nothing else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Length

from accounts.models import User
from accounts.permissions import Seat
from cases.known_people import known_among
from cases.models import Case, CaseChild, ContactPoint, NameWord, NetworkMember, Offer, Person
from cases.names import closeness, slips_of
from cases.search_terms import Terms, read_terms

SHOWN = 20
ENOUGH = 5
CLOSE = 8
MOST_LIKE_A_WORD = 60
MOST_CANDIDATES = 2000
CHUNKS = (60, 340, 1600)
# What a match is worth beside a word of a name spelt right, which is worth 10.
ON_DATE = 12.0
BY_CONTACT = 20.0
IN_CASE = 30.0
TEAM_SEATS = (Seat.COORDINATOR, Seat.SERVICE_MANAGER, Seat.REFERRING_MANAGER)

# For one typed word: the words of the dictionary that resemble it, and how well.
Likeness = dict[int, float]
Scores = dict[int, float]


@dataclass
class Found:
    """The people found, best first; apart from them, those who fit only in part."""

    terms: Terms
    people: list[Person] = field(default_factory=list)
    partly: list[Person] = field(default_factory=list)
    cases: list[Case] = field(default_factory=list)
    has_more: bool = False

    @property
    def everyone(self) -> list[Person]:
        return self.people + self.partly


def search_people(user: User, text: str, *, limit: int = SHOWN) -> Found:
    """Find people this user may know of by name, birth date, number, postcode or telephone.

    Whoever may not be known of takes up no place: the ranking is walked until enough
    visible people are found or it ends.
    """
    found = Found(read_terms(text))
    terms = found.terms
    if not terms:
        return found
    near = near_people(user)
    found.cases = _cases_numbered(user, terms)
    others = _score_others(terms, found.cases, near)
    likenesses = look_up_words(terms.words)
    if not terms.words:
        whole, part = others, {}
    else:
        whole = rank_by_words(likenesses, among=near)
        part = rank_by_words(likenesses, among=list(others), together=False) if others else {}
        whole |= {pk: others[pk] + part.get(pk, 0) for pk in others if pk in whole or pk in part}
        part = others
    people = best_of(user, whole, limit + 1)
    found.people, found.has_more = people[:limit], len(people) > limit
    is_close = bool(people) and whole[people[0].pk] >= CLOSE * len(terms.words)
    if len(people) < ENOUGH and not is_close and (part or len(terms.words) > 1):
        # Half-remembered: one of the names is right, or the birth date alone.
        some = rank_by_words(likenesses, among=near, together=False) | part
        some = {pk: score for pk, score in some.items() if pk not in whole}
        found.partly = best_of(user, some, limit - len(people))
    return found


def look_up_words(words: Sequence[str]) -> list[Likeness]:
    """Return, for each typed word, what resembles it among all words of all names."""
    if not words:
        return []
    rows = NameWord.objects.order_by().values_list("pk", "word")
    lookups = []
    for word in words:
        lookups.append(rows.filter(slips__overlap=slips_of(word))[:400])
        if len(word) > 1:
            starting = rows.filter(word__startswith=word)
            lookups.append(starting.order_by(Length("word"), "word")[:MOST_LIKE_A_WORD])
    hits = list(lookups[0].union(*lookups[1:], all=True))
    likenesses = [_likeness(word, hits) for word in words]
    for at, likeness in enumerate(likenesses):
        if max(likeness.values(), default=0) < 5 and len(words[at]) > 3:
            likenesses[at] = _distant(words[at]) | likeness
    return likenesses


def _likeness(typed: str, hits: Iterable[tuple[int, str]]) -> Likeness:
    scores = {key: closeness(typed, word) for key, word in hits}
    best = sorted(((score, key) for key, score in scores.items() if score), reverse=True)
    return {key: score for score, key in best[:MOST_LIKE_A_WORD]}


def _distant(typed: str) -> Likeness:
    """Words that merely look alike, for a typed word that resembles none closely."""
    rows = (
        NameWord.objects.filter(word__trigram_similar=typed)
        .annotate(likeness=TrigramSimilarity("word", typed))
        .order_by("-likeness", "pk")
        .values_list("pk", "likeness")
    )
    return {key: 4 * likeness for key, likeness in rows[:MOST_LIKE_A_WORD]}


def rank_by_words(
    likenesses: Sequence[Likeness], *, among: Sequence[int] | None = None, together: bool = True
) -> Scores:
    """Score people by the words of their names, best first and then the youngest.

    `together` asks that every typed word fits, else one is enough; `among` leaves out
    everybody else.
    """
    if among is not None and not among:
        return {}
    if together and not all(likenesses):
        return {}
    likenesses = [likeness for likeness in likenesses if likeness]
    if not likenesses:
        return {}
    sql, parameters = (_all_words if together else _any_word)(likenesses, among)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return {person: float(score) for person, score in cursor.fetchall()}


# Only table names and aliases of our own are put into the text of a query below.
_SCORE = "(%s::real[])[array_position(%s::bigint[], n{0}.word_id)]"


def _all_words(
    likenesses: Sequence[Likeness], among: Sequence[int] | None
) -> tuple[str, list[Any]]:
    scores, joins, wheres = [], [], []
    score_values: list[Any] = []
    where_values: list[Any] = []
    for at, likeness in enumerate(likenesses):
        scores.append(f"MAX({_SCORE.format(at)})")
        score_values += [list(likeness.values()), list(likeness)]
        joins.append(
            f"cases_personnameword n{at}"
            if at == 0
            else f"JOIN cases_personnameword n{at} ON n{at}.person_id = n0.person_id"
        )
        wheres.append(f"n{at}.word_id = ANY(%s)")
        where_values.append(list(likeness))
    if among is not None:
        wheres.append("n0.person_id = ANY(%s)")
        where_values.append(list(among))
    sql = (
        f"SELECT n0.person_id, {' + '.join(scores)} AS score "  # noqa: S608
        f"FROM {' '.join(joins)} JOIN cases_person p ON p.id = n0.person_id "
        f"WHERE {' AND '.join(wheres)} GROUP BY n0.person_id, p.date_of_birth "
        "ORDER BY score DESC, p.date_of_birth DESC NULLS LAST, n0.person_id DESC "
        f"LIMIT {MOST_CANDIDATES}"
    )
    return sql, score_values + where_values


def _any_word(likenesses: Sequence[Likeness], among: Sequence[int] | None) -> tuple[str, list[Any]]:
    parts, values = [], []
    for likeness in likenesses:
        restriction = "" if among is None else "AND n0.person_id = ANY(%s)"
        parts.append(
            f"SELECT n0.person_id, MAX({_SCORE.format(0)}) AS best "  # noqa: S608
            f"FROM cases_personnameword n0 WHERE n0.word_id = ANY(%s) {restriction} "
            "GROUP BY n0.person_id"
        )
        values += [list(likeness.values()), list(likeness), list(likeness)]
        if among is not None:
            values.append(list(among))
    sql = (
        f"SELECT person_id, SUM(best) AS score FROM ({' UNION ALL '.join(parts)}) found "  # noqa: S608
        f"GROUP BY person_id ORDER BY score DESC, person_id DESC LIMIT {MOST_CANDIDATES}"
    )
    return sql, values


def near_people(user: User) -> list[int] | None:
    """Keys of the few people round somebody with no team of cases to see, else None.

    Their search must not wade through everybody of that name to find the one they know.
    A bound on the work, not a rule of access: `visible_to` decides on what is left.
    """
    if user.team_ids(*TEAM_SEATS) or Seat.SERVICE_MANAGER in user.seats:
        return None
    cases = list(Case.objects.visible_to(user).order_by().values_list("pk", flat=True))
    offers = Offer.objects.visible_to(user).order_by()
    people: list[QuerySet[Any, int]] = [
        Person.objects.filter(created_by=user).order_by().values_list("pk", flat=True),
        CaseChild.objects.filter(case__in=cases).order_by().values_list("person", flat=True),
        NetworkMember.objects.filter(case__in=cases).order_by().values_list("person", flat=True),
        offers.filter(children__isnull=False).values_list("children__child", flat=True),
        offers.filter(replies__isnull=False).values_list("replies__person", flat=True),
    ]
    return list(people[0].union(*people[1:]))


def best_of(user: User, scores: Scores, limit: int, *, by_glass: bool = True) -> list[Person]:
    """Fetch those of these people who score best and whom this user may know, and nobody else."""
    ranked = sorted(scores, key=lambda pk: -scores[pk])
    chosen: list[int] = []
    start = 0
    for size in CHUNKS:
        keys = ranked[start : start + size]
        if not keys or len(chosen) >= limit:
            break
        known = known_among(user, keys, by_glass=by_glass)
        chosen += [key for key in keys if key in known]
        start += size
    people = Person.objects.in_bulk(chosen[:limit]) if chosen else {}
    return [people[key] for key in chosen[:limit] if key in people]


def _cases_numbered(user: User, terms: Terms) -> list[Case]:
    if not terms.references and not terms.numbers:
        return []
    numbers = {form for text in terms.numbers for form in (text, text.upper(), text.lower())}
    return list(
        Case.objects.visible_to(user)
        .sent()
        .filter(Q(reference__in=terms.references) | Q(main_system_number__in=numbers))
        .order_by("-created_at", "-pk")[:10]
    )


def _score_others(terms: Terms, cases: list[Case], near: list[int] | None) -> Scores:
    """Score people by everything typed that is not a word of a name."""
    scores: Scores = {}

    def add(keys: Iterable[int], worth: float) -> None:
        for key in keys:
            scores[key] = scores.get(key, 0) + worth

    if terms.dates:
        born = Person.objects.filter(
            Q(date_of_birth__in=terms.dates) | Q(expected_on__in=terms.dates)
        )
        if near is not None:
            born = born.filter(pk__in=near)
        add(born.order_by("-pk").values_list("pk", flat=True)[:MOST_CANDIDATES], ON_DATE)
    if terms.contact_hashes or terms.postcode_hashes:
        points = ContactPoint.objects.current().filter(
            Q(value_hash__in=terms.contact_hashes) | Q(postcode_hash__in=terms.postcode_hashes),
            is_confidential=False,
        )
        if near is not None:
            points = points.filter(person__in=near)
        add(set(points.order_by().values_list("person", flat=True)[:MOST_CANDIDATES]), BY_CONTACT)
    if cases:
        children = CaseChild.objects.filter(case__in=cases).order_by("pk")
        add(dict.fromkeys(children.values_list("person", flat=True)), IN_CASE)
    return scores
