"""The columns that are known: of a tracking sheet, a staff list and a list of venues."""

from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What a cell of the column holds, and so how it is read."""

    TEXT = "text"
    REFERENCE = "reference"
    NAME = "name"
    DATE = "date"
    BIRTH = "birth"
    YES_NO = "yes_no"
    COUNT = "count"
    PHONES = "phones"
    EMAIL = "email"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PERSON = "person"
    # Matched to a list of ours: Field.vocabulary names it.
    CODED = "coded"
    DETAIL = "detail"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: its usual names, and whether all of a family share what it says."""

    key: str
    label: str
    holds: Holds
    names: tuple[str, ...]
    of_family: bool = False
    vocabulary: str = ""
    # Headings that are only understood by the column to their left: "Tel" after "Mother".
    after: tuple[str, str] | None = None


def _field(
    key: str,
    label: str,
    holds: Holds,
    names: str,
    *,
    family: bool = False,
    vocabulary: str = "",
    after: tuple[str, str] | None = None,
) -> Field:
    others = tuple(name.strip() for name in names.split(";") if name.strip())
    return Field(key, label, holds, (label, *others), family, vocabulary, after)


PHONE_NAMES = "tel;phone;telephone;mobile;contact no;contact number;phone number;number"

TRACKER = (
    _field(
        "reference",
        "Ref No.",
        Holds.REFERENCE,
        "ref;reference;case ref;fgc ref;case number;case no;fgc number;our ref;reference number;unique ref",
        family=True,
    ),
    _field(
        "received",
        "Date ref rec'd",
        Holds.DATE,
        "date referral received;referral date;date of referral;ref date;referred;referred on;date received;received;date ref;ref received;referral received",
        family=True,
    ),
    _field(
        "referrer",
        "Referrer",
        Holds.PERSON,
        "referred by;social worker;sw;allocated sw;referring worker;referrer name;allocated worker;name of referrer",
        family=True,
    ),
    _field(
        "team",
        "Team",
        Holds.TEXT,
        "referring team;sw team;team name;service;referrer team",
        family=True,
    ),
    _field(
        "referrer_email",
        "Referrer email",
        Holds.EMAIL,
        "sw email;email;e-mail;email of referrer;referrer e-mail;worker email",
        family=True,
    ),
    _field(
        "surname",
        "Child SURNAME",
        Holds.NAME,
        "surname;child surname;last name;family name;child last name;childs surname;yp surname",
    ),
    _field(
        "forename",
        "Child forename",
        Holds.NAME,
        "forename;first name;child first name;given name;childs forename;childs first name;yp forename;christian name",
    ),
    _field(
        "name",
        "Child",
        Holds.NAME,
        "child name;childs name;name of child;full name;name;young person;yp name;child full name",
    ),
    _field(
        "known_as",
        "Known as",
        Holds.NAME,
        "aka;preferred name;likes to be called;nickname;known name;also known as",
    ),
    _field(
        "born",
        "DOB / EDD",
        Holds.BIRTH,
        "dob;date of birth;birth date;d.o.b.;edd;due date;born;child dob;birthday;dob edd;dob or edd",
    ),
    _field(
        "gender", "M/F", Holds.CODED, "gender;sex;male female;m f;boy girl", vocabulary="gender"
    ),
    _field(
        "ethnicity",
        "Ethnicity",
        Holds.TEXT,
        "ethnic origin;ethnic group;ethnic background;ethnicity code",
    ),
    _field(
        "disability",
        "Disability?",
        Holds.DETAIL,
        "disability;disabled;send;sen;disability need;additional needs;send ehcp",
    ),
    _field(
        "language",
        "1st language",
        Holds.TEXT,
        "first language;language;home language;language spoken;main language;preferred language",
    ),
    _field(
        "interpreter",
        "Interpreter?",
        Holds.DETAIL,
        "interpreter;interpreter needed;interpreter required;interp",
        vocabulary="interpreter",
    ),
    _field(
        "address",
        "Address",
        Holds.ADDRESS,
        "home address;child address;family address;address line",
    ),
    _field("postcode", "Postcode", Holds.POSTCODE, "post code;pcode;p code;zip"),
    _field(
        "status",
        "Status at ref",
        Holds.CODED,
        "status;legal status;status at referral;case status;status ref;level of need;plan type;legal status at referral",
        vocabulary="status",
    ),
    _field(
        "living_with",
        "Living with (ref)",
        Holds.CODED,
        "living with;lives with;placement;living with at referral;who child lives with;living arrangements;living with ref;current placement",
        vocabulary="living_with",
    ),
    _field(
        "pr_consent",
        "PR consent",
        Holds.YES_NO,
        "consent;consent pr;parental consent;parent consent;consent given;consent from pr holder;pr holder consent",
    ),
    _field(
        "pr_consent_date",
        "PR consent date",
        Holds.DATE,
        "consent date;date of consent;date consent;pr consent on;consent given on",
    ),
    _field(
        "child_agrees",
        "Child agrees",
        Holds.CODED,
        "child consent;child agreement;childs agreement;yp agrees;child consents;childs consent",
        vocabulary="child_agrees",
    ),
    _field(
        "mother",
        "Mother",
        Holds.PERSON,
        "mothers name;mother name;mum;mum name;name of mother;birth mother",
        family=True,
    ),
    _field(
        "mother_tel",
        "Mother tel",
        Holds.PHONES,
        "mother phone;mother telephone;mother mobile;mums number;mum tel;mum phone;mothers number;mothers tel;mother contact",
        family=True,
        after=("mother", PHONE_NAMES),
    ),
    _field(
        "father",
        "Father",
        Holds.PERSON,
        "fathers name;father name;dad;dad name;name of father;birth father",
        family=True,
    ),
    _field(
        "father_tel",
        "Father tel",
        Holds.PHONES,
        "father phone;father telephone;father mobile;dads number;dad tel;dad phone;fathers number;fathers tel;father contact",
        family=True,
        after=("father", PHONE_NAMES),
    ),
    _field(
        "father_pr",
        "Father PR?",
        Holds.CODED,
        "father pr;father has pr;dad pr;fathers pr;pr father;father parental responsibility",
        vocabulary="father_pr",
    ),
    _field(
        "network",
        "Other network",
        Holds.TEXT,
        "network;family network;wider family;others;other family;network members;extended family;other people",
    ),
    _field(
        "risk",
        "Risk / DA",
        Holds.TEXT,
        "risk;risks;da;dv;domestic abuse;risk factors;safety;risk issues;risk assessment;concerns risk",
    ),
    _field(
        "bottom_lines",
        "Bottom lines",
        Holds.TEXT,
        "bottom line;non negotiables;bottomlines",
        family=True,
    ),
    _field(
        "reason",
        "Reason for FGC",
        Holds.TEXT,
        "reason;reason for referral;referral reason;purpose;purpose of fgc;reason fgc",
    ),
    _field(
        "offer_letter",
        "Offer letter (PLO)",
        Holds.DATE,
        "offer letter;plo letter;letter date;date of offer;offer date;letter before proceedings;offer letter date;offered",
        family=True,
    ),
    _field(
        "offer_reply",
        "Offer reply",
        Holds.CODED,
        "reply;response to offer;offer response;reply to offer;offer outcome",
        family=True,
        vocabulary="offer_reply",
    ),
    _field(
        "coordinator",
        "Coordinator",
        Holds.PERSON,
        "fgc coordinator;co-ordinator;convenor;convener;coordinator name;allocated coordinator;fgc worker",
        family=True,
    ),
    _field(
        "allocated",
        "Allocated",
        Holds.DATE,
        "date allocated;allocation date;allocated on;allocated date;date of allocation",
        family=True,
    ),
    _field(
        "conference",
        "FGC date",
        Holds.DATE,
        "date of fgc;conference date;meeting date;fgc held;date fgc held;fgc;conference;date of conference;date of meeting;fgc held on",
        family=True,
    ),
    _field(
        "family_attended",
        "Family attended",
        Holds.COUNT,
        "no of family attended;family attending;number of family;family members attended;family no;family present",
        family=True,
    ),
    _field(
        "professionals_attended",
        "Profs attended",
        Holds.COUNT,
        "professionals attended;profs;professionals attending;no of profs;number of professionals;professionals present",
        family=True,
    ),
    _field(
        "father_attended",
        "Father attended",
        Holds.YES_NO,
        "dad attended;father present;father at fgc;did father attend",
        family=True,
    ),
    _field(
        "child_attended",
        "Child attended",
        Holds.CODED,
        "yp attended;child present;child at fgc;did child attend;child participation;childs attendance",
        vocabulary="child_attended",
    ),
    _field(
        "plan_agreed",
        "Plan agreed",
        Holds.YES_NO,
        "plan;family plan agreed;plan made;plan agreed yn;family plan;plan produced",
        family=True,
    ),
    _field(
        "review",
        "Review date",
        Holds.DATE,
        "review;date of review;review fgc;review held;fgc review date;review meeting;review fgc date",
        family=True,
    ),
    _field(
        "status_6m",
        "Status 6m",
        Holds.CODED,
        "status 6 months;status at 6 months;6 month status;status at 6m;6m status;outcome 6m",
        vocabulary="status",
    ),
    _field(
        "status_12m",
        "Status 12m",
        Holds.CODED,
        "status 12 months;status at 12 months;12 month status;status at 12m;12m status;outcome 12m",
        vocabulary="status",
    ),
    _field(
        "living_with_12m",
        "Living with 12m",
        Holds.CODED,
        "living with 12 months;living with at 12 months;lives with 12m;placement 12m;placement at 12 months;living with at 12m",
        vocabulary="living_with",
    ),
    _field(
        "closed",
        "Closed",
        Holds.DETAIL,
        "case closed;closed yn;date closed;closure date;closed date;closed on;date of closure",
        family=True,
    ),
    _field(
        "notes",
        "Notes",
        Holds.TEXT,
        "note;comments;comment;other info;remarks;other information;misc;additional info",
    ),
)

STAFF = (
    _field(
        "name",
        "Name",
        Holds.PERSON,
        "full name;staff name;worker;member of staff;display name;employee",
    ),
    _field("forename", "First name", Holds.NAME, "forename;given name"),
    _field("surname", "Last name", Holds.NAME, "surname;family name"),
    _field("email", "Email", Holds.EMAIL, "e-mail;email address;work email;mail"),
    _field("team", "Team", Holds.TEXT, "service;team name;department"),
    _field("role", "Role", Holds.TEXT, "job title;job;post;position;title"),
    _field("manager", "Manager", Holds.PERSON, "line manager;supervisor;reports to;team manager"),
    _field("phone", "Phone", Holds.PHONES, "tel;telephone;mobile;work phone;phone number"),
    _field("languages", "Languages", Holds.TEXT, "language;languages spoken;speaks"),
    _field("area", "Area", Holds.TEXT, "locality;patch;district;base;office"),
    _field("hours", "Working pattern", Holds.TEXT, "hours;days;working days;fte;contracted hours"),
    _field("left", "Left", Holds.DATE, "leaving date;end date;left on;date left"),
    _field("notes", "Notes", Holds.TEXT, "comments;remarks"),
)

VENUES = (
    _field("name", "Venue", Holds.TEXT, "venue name;name;place;name of venue;building"),
    _field("address", "Address", Holds.ADDRESS, "venue address;where;location"),
    _field("postcode", "Postcode", Holds.POSTCODE, "post code"),
    _field(
        "rooms", "Rooms", Holds.TEXT, "room;no of rooms;number of rooms;room name;rooms available"
    ),
    _field("seats", "Seats", Holds.COUNT, "capacity;holds;max people;size;number of seats"),
    _field(
        "step_free",
        "Step-free",
        Holds.DETAIL,
        "step free access;wheelchair;wheelchair access;accessible;disabled access;access",
    ),
    _field("hearing_loop", "Hearing loop", Holds.DETAIL, "loop;induction loop"),
    _field("kitchen", "Kitchen", Holds.DETAIL, "kitchen facilities;tea and coffee;catering"),
    _field("parking", "Parking", Holds.DETAIL, "car park;parking available"),
    _field("outdoor", "Outdoor space", Holds.DETAIL, "garden;outside space;play area"),
    _field("cost", "Cost", Holds.TEXT, "price;hire cost;cost per hour;charge;rate"),
    _field("phone", "Phone", Holds.PHONES, "tel;telephone;contact number"),
    _field("email", "Email", Holds.EMAIL, "e-mail;booking email"),
    _field(
        "contact", "Contact", Holds.PERSON, "contact name;booking contact;caretaker;contact person"
    ),
    _field("area", "Area", Holds.TEXT, "locality;town;district"),
    _field(
        "council",
        "Council premises",
        Holds.DETAIL,
        "council building;council owned;social services building",
    ),
    _field("notes", "Notes", Holds.TEXT, "comments;remarks;other"),
)

BY_KEY = {field.key: field for field in TRACKER}
