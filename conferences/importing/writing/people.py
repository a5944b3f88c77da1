"""The people of a family: children, parents, those who stand by them, and how they are related."""

import re

from cases.models import (
    Answer,
    CaseChild,
    NetworkMember,
    ParentalResponsibility,
    Person,
    Relationship,
)
from cases.names import fold
from cases.relationships import Kind
from conferences.importing.records import Child, NetworkPerson, Parent
from conferences.importing.values import Coded, plain, read_full_name
from conferences.importing.writing.work import OLD_SHEET, Work, fits

Part, Side = NetworkMember.Part, NetworkMember.Side
Holds, HowKnown = ParentalResponsibility.Holds, ParentalResponsibility.HowKnown
NAME, ANSWER = 100, 100
TITLED = re.compile(r"^(mr|mrs|ms|miss|mx|dr)\.?\s", re.IGNORECASE)
NOT_SAID = frozenset(["not stated", "not said", "not recorded", "unknown", "not known", "refused"])
OF_MOTHER, OF_FATHER = (
    re.compile(r"\b(mum|mother|mam)\b", re.I),
    re.compile(r"\b(dad|father)\b", re.I),
)
# What the sheet calls somebody of the network: what they are to the child, whose side, gender.
RELATIONS: tuple[tuple[str, Kind, str, str], ...] = (
    (r"great", Kind.GREAT_GRANDPARENT, "", ""),
    (r"mgm|mat\w*\.? grandm", Kind.GRANDPARENT, Side.MOTHER, "female"),
    (r"mgf|mat\w*\.? grandf", Kind.GRANDPARENT, Side.MOTHER, "male"),
    (r"pgm|pat\w*\.? grandm", Kind.GRANDPARENT, Side.FATHER, "female"),
    (r"pgf|pat\w*\.? grandf", Kind.GRANDPARENT, Side.FATHER, "male"),
    (r"nan|granny|grandma|grandmother", Kind.GRANDPARENT, "", "female"),
    (r"grandad|grandpa|grandfather", Kind.GRANDPARENT, "", "male"),
    (r"gran", Kind.GRANDPARENT, "", "female"),
    (r"(mat\w*\.? )?aunt", Kind.AUNT_UNCLE, "", "female"),
    (r"(mat\w*\.? )?uncle", Kind.AUNT_UNCLE, "", "male"),
    (r"step-?\s?(dad|father)", Kind.STEP_PARENT, "", "male"),
    (r"step-?\s?(mum|mother)", Kind.STEP_PARENT, "", "female"),
    (r"step-?\s?brother", Kind.STEP_SIBLING, "", "male"),
    (r"step-?\s?sister", Kind.STEP_SIBLING, "", "female"),
    (r"half.brother", Kind.HALF_SIBLING, "", "male"),
    (r"half.sister", Kind.HALF_SIBLING, "", "female"),
    (r"brother", Kind.SIBLING, "", "male"),
    (r"sister", Kind.SIBLING, "", "female"),
    (r"cousin", Kind.COUSIN, "", ""),
    (r"neighbour", Kind.NEIGHBOUR, Side.NEITHER, ""),
    (r"family friend", Kind.FAMILY_FRIEND, "", ""),
    (r"friend", Kind.FRIEND, "", ""),
    (r"god", Kind.GODPARENT, "", ""),
    (r"teacher|youth", Kind.PROFESSIONAL, Side.NEITHER, ""),
    (r"coach|pastor|imam|vicar", Kind.COMMUNITY, Side.NEITHER, ""),
)
FRIENDS = (Kind.NEIGHBOUR, Kind.FAMILY_FRIEND, Kind.FRIEND, Kind.COMMUNITY, Kind.OTHER)


def write_people(work: Work, children: list[Child]) -> None:
    """Make, or find, these children and all who belong to them, in the case of the work."""
    for child in children:
        _write_child(work, child)
    work.mother = _write_parent(work, work.family.mother, "female", Side.MOTHER)
    work.father = _write_parent(work, work.family.father, "male", Side.FATHER)
    _write_interpreter_of_a_parent(work)
    for one in work.family.network_people:
        _write_network_person(work, one)


def _write_child(work: Work, child: Child) -> None:
    row = child.rows[0]
    person = work.resolved.person.get(row)
    if person is None:
        person = work.batch.add(_new_child(work, child), row)
        work.resolved.person[row] = person
    else:
        work.claim("surname", "forename", "name", rows=child.rows)
        if child.known_as == person.known_as:
            work.claim("known_as", rows=child.rows)
        work.claim("born", rows=child.rows)
    here = CaseChild(
        case=work.case,
        person=person,
        joined_on=work.family.referral.received,
        social_worker=work.social_worker,
    )
    work.batch.add(here, row)
    work.children.append((child, here))


def _new_child(work: Work, child: Child) -> Person:
    rows = child.rows
    person = Person(
        first_name=child.forename[:NAME],
        last_name=child.surname[:NAME],
        known_as=child.known_as[:NAME],
        date_of_birth=child.born,
        expected_on=child.expected,
        created_by=work.by,
    )
    for key, text in (
        ("forename", child.forename),
        ("surname", child.surname),
        ("known_as", child.known_as),
        ("name", f"{child.forename}{child.surname}"),
    ):
        if fits(text, NAME):
            work.claim(key, rows=rows)
    if child.born or child.expected:
        work.claim("born", rows=rows)
    if child.gender and child.gender.code:
        person.gender = child.gender.code
        _claim_coded(work, "gender", child.gender, rows)
    if child.ethnicity:
        _say_ethnicity(work, person, child)
    if child.language:
        person.language = child.language[:60]
        if fits(child.language, 60):
            work.claim("language", rows=rows)
    _say_disability(work, person, child)
    _say_interpreter(work, person, child)
    return person


def _claim_coded(work: Work, key: str, coded: Coded, rows: list[int]) -> None:
    """A coded value holds all that its cell says where nothing stands beside it."""
    if not coded.remark:
        work.claim(key, rows=rows)


def _say_ethnicity(work: Work, person: Person, child: Child) -> None:
    if plain(child.ethnicity) in NOT_SAID:
        person.ethnicity_answer = Answer.NOT_KNOWN
        return
    person.ethnicity_answer, person.ethnicity = Answer.GIVEN, child.ethnicity[:ANSWER]
    if fits(child.ethnicity, ANSWER):
        work.claim("ethnicity", rows=child.rows)


def _say_disability(work: Work, person: Person, child: Child) -> None:
    said = child.disability
    if said is None:
        return
    if said.code == "yes":
        person.access, person.access_needs = Answer.GIVEN, (said.remark or "Disability: yes")[:500]
    else:
        person.access = Answer.NONE if said.code == "no" else Answer.NOT_KNOWN
    if said.code and (said.code == "yes" or not said.remark) and fits(said.text, 500):
        work.claim("disability", rows=child.rows)


def _say_interpreter(work: Work, person: Person, child: Child) -> None:
    """ "mum needs" is of the mother, and says nothing of the child."""
    said = child.interpreter
    if said is None or OF_MOTHER.search(said.remark) or OF_FATHER.search(said.remark):
        return
    if said.code == "yes":
        person.interpreter = Answer.GIVEN
        person.interpreter_language = "" if child.language == "English" else child.language[:60]
    else:
        person.interpreter = Answer.NONE if said.code == "no" else Answer.NOT_KNOWN
    if said.code:
        _claim_coded(work, "interpreter", said, child.rows)


def _write_interpreter_of_a_parent(work: Work) -> None:
    for child, _ in work.children:
        said = child.interpreter
        if said is None or said.code != "yes":
            continue
        for pattern, parent in ((OF_MOTHER, work.mother), (OF_FATHER, work.father)):
            # Of somebody who is known already nothing is changed.
            if parent is not None and parent.pk is None and pattern.search(said.remark):
                parent.interpreter = Answer.GIVEN
                language = "" if child.language == "English" else child.language[:60]
                parent.interpreter_language = parent.interpreter_language or language


def _write_parent(work: Work, parent: Parent, gender: str, side: str) -> Person | None:
    """A parent with a name. Of one who is not known, or has died, the cell is kept."""
    if not parent.name or parent.state == "deceased":
        return None
    person = work.resolved.parents.get(fold(parent.name))
    if person is None:
        person = work.batch.add(_person_named(work, parent.name, gender), work.row)
        work.resolved.parents[fold(parent.name)] = person
    if fits(parent.name, NAME) and not parent.remark:
        work.claim(parent.part)
    _join_network(work, person, Part.FAMILY, side)
    for child, here in work.children:
        _relate(work, person, here.person, Kind.PARENT, "", child.rows[0])
        if parent.part == "father":
            _write_responsibility(work, person, child, here.person)
    return person


def _person_named(work: Work, name: str, gender: str) -> Person:
    found = read_full_name(name)
    first, known_as = found.forename, found.known_as
    if TITLED.match(f"{first} "):
        first, known_as = "", known_as or name
    elif not found.forename:
        first, found = found.surname, read_full_name("")
    return Person(
        first_name=first[:NAME],
        last_name=found.surname[:NAME],
        known_as=known_as[:NAME],
        gender=gender,
        created_by=work.by,
    )


def _join_network(work: Work, person: Person, part: str, side: str) -> None:
    if person in work.network:
        return
    work.network.append(person)
    member = NetworkMember(case=work.case, person=person, part=part, side=side, added_by=work.by)
    work.batch.add(member, work.row)


def _relate(work: Work, person: Person, child: Person, kind: Kind, detail: str, row: int) -> None:
    if person is child or not work.batch.is_first(person, child, kind):
        return
    if person.pk and child.pk and _are_related(person, child, kind):
        return
    work.batch.add(
        Relationship(
            person=person, relative=child, kind=kind, detail=detail[:100], recorded_by=work.by
        ),
        row,
    )


def _are_related(person: Person, child: Person, kind: Kind) -> bool:
    ties = Relationship.objects.current().filter(person=person, relative=child)
    return ties.filter(kind=kind).exists()


def _write_responsibility(work: Work, father: Person, child: Child, person: Person) -> None:
    said = child.father_pr
    if said is None or not said.code or not work.batch.is_first(father, person, "holds"):
        return
    if father.pk and person.pk and _is_known(father, person):
        return
    is_order = said.code == "court_order"
    work.batch.add(
        ParentalResponsibility(
            child=person,
            holder=father,
            holds=Holds.NO if said.code == "no" else Holds.YES,
            # The sheet says that there is an order; nobody says here that they have seen it.
            how_known=HowKnown.TOLD,
            detail=f"{OLD_SHEET}: {said.text}"[:300] if is_order else OLD_SHEET,
            recorded_by=work.by,
        ),
        child.rows[0],
    )
    _claim_coded(work, "father_pr", said, child.rows)


def _is_known(father: Person, child: Person) -> bool:
    known = ParentalResponsibility.objects.current()
    return known.filter(holder=father, child=child).exists()


def _write_network_person(work: Work, one: NetworkPerson) -> None:
    low = plain(one.relation)
    kind, side, gender = Kind.OTHER_RELATIVE, "", ""
    for pattern, *rest in RELATIONS:
        if re.match(pattern, low):
            kind, side, gender = rest[0], rest[1], rest[2]  # type: ignore[assignment]
            break
    if low.startswith(("mat", "pat")):
        side = Side.MOTHER if low.startswith("mat") else Side.FATHER
    person = work.batch.add(_person_named(work, one.name, gender), work.row)
    part = Part.PROFESSIONAL if kind == Kind.PROFESSIONAL else Part.FAMILY
    _join_network(work, person, Part.FRIEND if kind in FRIENDS else part, side)
    for child, here in work.children:
        _relate(work, person, here.person, kind, one.relation, child.rows[0])
