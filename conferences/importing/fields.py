"""The columns that are known: of a tracking sheet, a staff list and a list of venues."""

from conferences.importing.field import Field, Holds, declare
from conferences.importing.fields_family import FAMILY
from conferences.importing.fields_referral import REFERRAL

__all__ = ["BY_KEY", "STAFF", "TRACKER", "VENUES", "Field", "Holds"]

TRACKER = (*REFERRAL, *FAMILY)

STAFF = (
    declare(
        "name",
        "Name",
        Holds.PERSON,
        "full name;staff name;worker;member of staff;display name;employee",
    ),
    declare("forename", "First name", Holds.NAME, "forename;given name"),
    declare("surname", "Last name", Holds.NAME, "surname;family name"),
    declare("email", "Email", Holds.EMAIL, "e-mail;email address;work email;mail"),
    declare("team", "Team", Holds.TEXT, "service;team name;department"),
    declare("role", "Role", Holds.TEXT, "job title;job;post;position;title"),
    declare("manager", "Manager", Holds.PERSON, "line manager;supervisor;reports to;team manager"),
    declare("phone", "Phone", Holds.PHONES, "tel;telephone;mobile;work phone;phone number"),
    declare("languages", "Languages", Holds.TEXT, "language;languages spoken;speaks"),
    declare("area", "Area", Holds.TEXT, "locality;patch;district;base;office"),
    declare("hours", "Working pattern", Holds.TEXT, "hours;days;working days;fte;contracted hours"),
    declare("left", "Left", Holds.DATE, "leaving date;end date;left on;date left"),
    declare("notes", "Notes", Holds.TEXT, "comments;remarks"),
)

VENUES = (
    declare("name", "Venue", Holds.TEXT, "venue name;name;place;name of venue;building"),
    declare("address", "Address", Holds.ADDRESS, "venue address;where;location"),
    declare("postcode", "Postcode", Holds.POSTCODE, "post code"),
    declare(
        "rooms", "Rooms", Holds.TEXT, "room;no of rooms;number of rooms;room name;rooms available"
    ),
    declare("seats", "Seats", Holds.COUNT, "capacity;holds;max people;size;number of seats"),
    declare(
        "step_free",
        "Step-free",
        Holds.DETAIL,
        "step free access;wheelchair;wheelchair access;accessible;disabled access;access",
    ),
    declare("hearing_loop", "Hearing loop", Holds.DETAIL, "loop;induction loop"),
    declare("kitchen", "Kitchen", Holds.DETAIL, "kitchen facilities;tea and coffee;catering"),
    declare("parking", "Parking", Holds.DETAIL, "car park;parking available"),
    declare("outdoor", "Outdoor space", Holds.DETAIL, "garden;outside space;play area"),
    declare("cost", "Cost", Holds.TEXT, "price;hire cost;cost per hour;charge;rate"),
    declare("phone", "Phone", Holds.PHONES, "tel;telephone;contact number"),
    declare("email", "Email", Holds.EMAIL, "e-mail;booking email"),
    declare(
        "contact", "Contact", Holds.PERSON, "contact name;booking contact;caretaker;contact person"
    ),
    declare("area", "Area", Holds.TEXT, "locality;town;district"),
    declare(
        "council",
        "Council premises",
        Holds.DETAIL,
        "council building;council owned;social services building",
    ),
    declare("notes", "Notes", Holds.TEXT, "comments;remarks;other"),
)
BY_KEY = {field.key: field for field in TRACKER}
