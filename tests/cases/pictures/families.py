"""Families that are hard to draw, by name: the shapes that social work knows."""

from datetime import date

from cases.pictures.family import Family, Member, Tie
from cases.relationships import Kind

K = Kind
F, M = {"gender": "female"}, {"gender": "male"}


def born(year, month=1, day=1):
    return date(year, month, day)


def family(people, ties):
    """Members from short names, in the order given; ties between short names."""
    members = {}
    for number, (short, details) in enumerate(people.items(), start=1):
        details = dict(details)
        name = details.pop("name", short.title())
        full = details.pop("full", f"{name} Okafor")
        age = str(details.pop("age", ""))
        members[short] = Member(key=number, name=name, full_name=full, age=age, **details)
    keys = {short: member.key for short, member in members.items()}
    return Family(
        {member.key: member for member in members.values()},
        tuple(
            Tie(keys[one], kind, keys[other], **(more[0] if more else {}))
            for one, kind, other, *more in ties
        ),
    )


def child(year, age, **more):
    return {"age": age, "born": born(year), "is_child": True, **more}


TWELVE = family(
    {
        "amira": child(2017, 9, **F),
        "sami": child(2020, 6, **M),
        "zara": child(2023, 3, **F),
        "leah": {**F, "age": 34, "born": born(1992)},
        "tariq": {**M, "age": 38, "born": born(1988)},
        "dean": {**M, "age": 31, "born": born(1995)},
        "pat": {**F, "age": 61, "born": born(1965), "side": "mother"},
        "george": {**M, "age": "died at 70", "has_died": True, "side": "mother"},
        "fatima": {**F, "age": 66, "born": born(1960), "side": "father"},
        "yusuf": {**M, "age": 70, "born": born(1956), "side": "father"},
        "grace": {**F, "age": 29, "born": born(1997), "side": "mother"},
        "nadia": {**F, "age": 12, "born": born(2014)},
    },
    [
        *[("leah", K.PARENT, name) for name in ("amira", "sami", "zara")],
        *[("tariq", K.PARENT, name) for name in ("amira", "sami", "nadia")],
        ("dean", K.PARENT, "zara"),
        ("leah", K.FORMER_PARTNER, "tariq"),
        ("leah", K.PARTNER, "dean"),
        ("dean", K.STEP_PARENT, "amira"),
        ("dean", K.STEP_PARENT, "sami"),
        *[(one, K.PARENT, two) for one in ("pat", "george") for two in ("leah", "grace")],
        ("pat", K.GRANDPARENT, "amira"),
        ("pat", K.PARTNER, "george"),
        ("fatima", K.GRANDPARENT, "amira"),
        ("yusuf", K.GRANDPARENT, "sami"),
        ("grace", K.AUNT_UNCLE, "amira"),
        ("nadia", K.HALF_SIBLING, "amira"),
    ],
)
THREE_FATHERS = family(
    {
        "oluwaseunfunmi-elizabeth": child(2015, 11, **F),
        "bartholomew": child(2018, 8, **M),
        "unborn": child(2027, "due 14 Feb 2027", name="Unborn child", is_unborn=True),
        "christopher": {**M, "age": 40, "born": born(1986)},
        "maximilian": {**M, "age": 35, "born": born(1991)},
        "alexandra": {**F, "age": 36, "born": born(1990)},
        "wojciech": {**M, "age": 29, "born": born(1997)},
    },
    [
        *[
            ("alexandra", K.PARENT, c)
            for c in ("oluwaseunfunmi-elizabeth", "bartholomew", "unborn")
        ],
        ("christopher", K.PARENT, "oluwaseunfunmi-elizabeth"),
        ("maximilian", K.PARENT, "bartholomew"),
        ("wojciech", K.PARENT, "unborn"),
        ("alexandra", K.PARTNER, "christopher", {"has_ended": True}),
        ("alexandra", K.FORMER_PARTNER, "maximilian"),
        ("alexandra", K.PARTNER, "wojciech"),
    ],
)
FOSTERED = family(
    {
        "jonah": child(2017, 9, **M),
        "tilly": child(2019, 7, **F),
        "rowan": child(2024, 2, gender="another"),
        "kelly": {**F, "age": 33, "born": born(1993)},
        "ann": {**F, "age": 50, "born": born(1976)},
        "bob": {**M, "age": 52, "born": born(1974)},
        "pat": {**F, "age": 61, "born": born(1965), "side": "mother"},
        "lal": {**F, "name": "Mrs Lal", "part": "friend"},
    },
    [
        *[("kelly", K.PARENT, name) for name in ("jonah", "tilly", "rowan")],
        *[(one, K.FOSTER_CARER, two) for one in ("ann", "bob") for two in ("jonah", "tilly")],
        ("ann", K.PARTNER, "bob"),
        ("pat", K.GRANDPARENT, "jonah"),
        ("pat", K.GUARDIAN, "rowan"),
        ("lal", K.NEIGHBOUR, "jonah"),
    ],
)
ADOPTED = family(
    {
        "ben": child(2018, 8, **M),
        "skye": {"age": 5, "born": born(2021)},
        "chloe": {**F, "age": 28, "born": born(1998)},
        "paul": {**M, "age": 45, "born": born(1981)},
        "simon": {**M, "age": 43, "born": born(1983)},
        "gary": {**M, "age": 39, "born": born(1987)},
        "jo": {**F, "name": "Auntie Jo", "side": "mother"},
        "odd": {"name": "<b>O’Neill & Co</b>", "full": "<b>O’Neill & Co</b>", "age": 50},
    },
    [
        ("chloe", K.PARENT, "ben"),
        ("chloe", K.PARENT, "skye"),
        ("paul", K.ADOPTIVE_PARENT, "ben"),
        ("simon", K.ADOPTIVE_PARENT, "ben"),
        ("paul", K.PARTNER, "simon"),
        ("gary", K.STEP_PARENT, "skye"),
        ("skye", K.HALF_SIBLING, "ben"),
        ("jo", K.AUNT_UNCLE, "ben"),
        ("odd", K.OTHER_RELATIVE, "ben"),
    ],
)
SEVEN = family(
    {
        **{
            name: child(2012 + 2 * at, 14 - 2 * at, **(M if at % 2 else F))
            for at, name in enumerate(
                ["oluwaseun", "benedict", "cora", "daniel", "evangeline", "finn", "gabriella"]
            )
        },
        "siobhan": {**F, "age": 40, "born": born(1986)},
        "mohammed": {**M, "age": 44, "born": born(1982)},
        "elder": {**M, "name": "Mohammed", "full": "Mohammed Khan", "side": "father"},
    },
    [
        *[
            ("siobhan", K.PARENT, name)
            for name in (
                "oluwaseun",
                "benedict",
                "cora",
                "daniel",
                "evangeline",
                "finn",
                "gabriella",
            )
        ],
        *[("mohammed", K.PARENT, name) for name in ("oluwaseun", "benedict", "cora", "daniel")],
        ("elder", K.GRANDPARENT, "oluwaseun"),
    ],
)
CROWD = family(
    {
        **{
            name: child(2012 + 2 * at, 14 - 2 * at, **(M if at % 2 else F))
            for at, name in enumerate(["ava", "ben", "cora", "dan"])
        },
        "eve": {**F, "age": 6, "born": born(2020)},
        "finn": {**M, "age": 4, "born": born(2022)},
        "siobhan": {**F, "age": 40, "born": born(1986)},
        "mohammed": {**M, "age": 44, "born": born(1982)},
        "katarzyna": {**F, "age": 38, "born": born(1988)},
        "patrick": {**M, "age": 42, "born": born(1984), "side": "mother"},
        "bernadette": {**F, "age": 45, "born": born(1981), "side": "mother"},
        "hassan": {**M, "age": 50, "born": born(1976), "side": "father"},
        "margaret": {**F, "age": 66, "born": born(1960), "side": "mother"},
        "seamus": {**M, "age": "died 2010", "has_died": True, "side": "mother"},
        "khadija": {**F, "age": 70, "born": born(1956), "side": "father"},
        "bridget": {**F, "age": 91, "born": born(1935)},
        "connor": {**M, "age": 17, "born": born(2009)},
    },
    [
        *[
            (one, K.PARENT, two)
            for one in ("siobhan", "mohammed")
            for two in ("ava", "ben", "cora", "dan")
        ],
        *[(one, K.PARENT, "eve") for one in ("mohammed", "katarzyna")],
        ("katarzyna", K.PARENT, "finn"),
        ("mohammed", K.PARTNER, "katarzyna"),
        ("mohammed", K.FORMER_PARTNER, "siobhan"),
        ("finn", K.STEP_SIBLING, "ava"),
        *[(name, K.AUNT_UNCLE, "ava") for name in ("patrick", "bernadette", "hassan")],
        *[(name, K.GRANDPARENT, "ava") for name in ("margaret", "seamus", "khadija")],
        ("bridget", K.PARENT, "margaret"),
        ("margaret", K.PARENT, "bernadette"),
        ("bernadette", K.PARENT, "connor"),
        ("connor", K.COUSIN, "ava"),
    ],
)
YOUNG_MOTHER = family(
    {
        "ella": child(2010, 16, **F),
        "noah": {**child(2026, "3 months", **M), "name": "Baby Noah"},
        "jay": {**M, "age": 17, "born": born(2009)},
        "tracey": {**F, "age": 41, "born": born(1985)},
        "jean": {**F, "name": "Nan Jean", "age": 63, "born": born(1963)},
    },
    [
        ("ella", K.PARENT, "noah"),
        ("jay", K.PARENT, "noah"),
        ("tracey", K.PARENT, "ella"),
        ("jean", K.PARENT, "tracey"),
        ("ella", K.PARTNER, "jay"),
    ],
)
FRIENDS = family(
    {
        "ella": child(2011, 15, **F),
        "mo": {"name": "Mo", "part": "friend"},
        "coach": {"name": "Coach Ali", "part": "friend"},
        "green": {"name": "Ms Green", "part": "professional"},
    },
    [("mo", K.FRIEND, "ella")],
)
ALONE = family({"ella": child(2011, 15, **F)}, [])
NOBODY = family({}, [])

FAMILIES = {
    name.lower(): value for name, value in dict(globals()).items() if isinstance(value, Family)
}
