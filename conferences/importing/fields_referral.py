"""Columns of a tracking sheet: the referral and the child."""

from conferences.importing.field import Holds, declare

REFERRAL = (
    declare(
        "reference",
        "Ref No.",
        Holds.REFERENCE,
        "ref;reference;case ref;fgc ref;case number;case no;fgc number;our ref;reference number;unique ref",
        family=True,
    ),
    declare(
        "received",
        "Date ref rec'd",
        Holds.DATE,
        "date referral received;referral date;date of referral;ref date;referred;referred on;date received;received;date ref;ref received;referral received",
        family=True,
    ),
    declare(
        "referrer",
        "Referrer",
        Holds.PERSON,
        "referred by;social worker;sw;allocated sw;referring worker;referrer name;allocated worker;name of referrer",
        family=True,
    ),
    declare(
        "team",
        "Team",
        Holds.TEXT,
        "referring team;sw team;team name;service;referrer team",
        family=True,
    ),
    declare(
        "referrer_email",
        "Referrer email",
        Holds.EMAIL,
        "sw email;email;e-mail;email of referrer;referrer e-mail;worker email",
        family=True,
    ),
    declare(
        "surname",
        "Child SURNAME",
        Holds.NAME,
        "surname;child surname;last name;family name;child last name;childs surname;yp surname",
    ),
    declare(
        "forename",
        "Child forename",
        Holds.NAME,
        "forename;first name;child first name;given name;childs forename;childs first name;yp forename;christian name",
    ),
    declare(
        "name",
        "Child",
        Holds.NAME,
        "child name;childs name;name of child;full name;name;young person;yp name;child full name",
    ),
    declare(
        "known_as",
        "Known as",
        Holds.NAME,
        "aka;preferred name;likes to be called;nickname;known name;also known as",
    ),
    declare(
        "born",
        "DOB / EDD",
        Holds.BIRTH,
        "dob;date of birth;birth date;d.o.b.;edd;due date;born;child dob;birthday;dob edd;dob or edd",
    ),
    declare(
        "gender", "M/F", Holds.CODED, "gender;sex;male female;m f;boy girl", vocabulary="gender"
    ),
    declare(
        "ethnicity",
        "Ethnicity",
        Holds.TEXT,
        "ethnic origin;ethnic group;ethnic background;ethnicity code",
    ),
    declare(
        "disability",
        "Disability?",
        Holds.DETAIL,
        "disability;disabled;send;sen;disability need;additional needs;send ehcp",
    ),
    declare(
        "language",
        "1st language",
        Holds.TEXT,
        "first language;language;home language;language spoken;main language;preferred language",
    ),
    declare(
        "interpreter",
        "Interpreter?",
        Holds.DETAIL,
        "interpreter;interpreter needed;interpreter required;interp",
        vocabulary="interpreter",
    ),
    declare(
        "address",
        "Address",
        Holds.ADDRESS,
        "home address;child address;family address;address line",
    ),
    declare("postcode", "Postcode", Holds.POSTCODE, "post code;pcode;p code;zip"),
    declare(
        "status",
        "Status at ref",
        Holds.CODED,
        "status;legal status;status at referral;case status;status ref;level of need;plan type;legal status at referral",
        vocabulary="status",
    ),
    declare(
        "living_with",
        "Living with (ref)",
        Holds.CODED,
        "living with;lives with;placement;living with at referral;who child lives with;living arrangements;living with ref;current placement",
        vocabulary="living_with",
    ),
    declare(
        "pr_consent",
        "PR consent",
        Holds.YES_NO,
        "consent;consent pr;parental consent;parent consent;consent given;consent from pr holder;pr holder consent",
    ),
    declare(
        "pr_consent_date",
        "PR consent date",
        Holds.DATE,
        "consent date;date of consent;date consent;pr consent on;consent given on",
    ),
    declare(
        "child_agrees",
        "Child agrees",
        Holds.CODED,
        "child consent;child agreement;childs agreement;yp agrees;child consents;childs consent",
        vocabulary="child_agrees",
    ),
)
