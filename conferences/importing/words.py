"""How sheets write what stands in our lists: keys are `normal` text, values our codes."""

from cases.models import CaseChild, Consent, OfferReply, Person

Status = CaseChild.LegalStatus
Living = CaseChild.LivingWith
Gender = Person.Gender
Agrees = Consent.Answer
Reply = OfferReply.Reply
YES, NO, NOT_KNOWN = "yes", "no", "not_known"


def _words(**codes: str) -> dict[str, str]:
    return {word.strip(): code for code, words in codes.items() for word in words.split(";")}


UNKNOWN_WORDS = frozenset(
    "? ?? ??? nk n/k not known unknown dont know dk tbc unsure not sure u/k uk - -- n/a na".split()
) | {"not known", "don't know", "not sure", "not recorded", "to be confirmed", "no info"}
YES_NO = _words(
    yes="y;yes;yep;yeah;ye;true;t;1;✓;✔;☑;√;given;agreed;yes agreed;agreed yes;held",
    no="n;no;nope;false;f;0;x;✗;✘;☒;☐;×;refused;not given;not agreed;none;declined",
)


def _codes(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {word.strip(): code for code, words in pairs for word in words.split(";")}


VOCABULARIES: dict[str, dict[str, str]] = {
    # Of a list of staff. "Administrator" is asked about: most mean business support by it.
    "staff_role": _codes(
        (
            (
                "coordinator",
                "coordinator;co-ordinator;fgc coordinator;fgc co-ordinator;convenor;convener"
                ";fgc convenor;senior coordinator;senior fgc coordinator;family group conference coordinator"
                ";sessional coordinator;lead coordinator;independent coordinator;fgc practitioner",
            ),
            (
                "business_support",
                "business support;business support officer;bso;bs;admin;admin officer;admin support"
                ";administrative officer;business administrator;business support assistant;clerk;clerical"
                ";fgc admin;support officer;team admin",
            ),
            (
                "manager",
                "manager;service manager;team manager;deputy manager;deputy service manager"
                ";fgc manager;team leader;assistant team manager;head of service;practice manager",
            ),
            (
                "social_worker",
                "social worker;sw;senior social worker;student social worker;family support worker"
                ";advanced practitioner;early help worker;family worker",
            ),
            ("administrator", "system administrator;systems administrator;it administrator"),
        )
    ),
    "gender": _codes(
        (
            (Gender.FEMALE, "f;female;girl;woman;fem;she"),
            (Gender.MALE, "m;male;boy;man;he"),
            (Gender.ANOTHER, "nb;non binary;non-binary;nonbinary;another;other;trans;they;x"),
        )
    ),
    "status": _codes(
        (
            (
                Status.NONE,
                "nfa;closed;none;no status;no involvement;universal;stepped down to universal;no further action;ns",
            ),
            (
                Status.EARLY_HELP,
                "eh;ehm;early help;taf;team around the family;tac;early help module;eha;eh plan;tas",
            ),
            (
                Status.CHILD_IN_NEED,
                "cin;s17;s.17;s 17;s17 cin;s.17 cin;s 17 cin;child in need;section 17;cin plan;c&f;ca;child and family assessment",
            ),
            (Status.ENQUIRY, "s47;s.47;s 47;section 47;sec 47;s47 enquiry"),
            (
                Status.PROTECTION_PLAN,
                "cp;c.p.;cp plan;cpp;child protection;child protection plan;c p;cp registered",
            ),
            (
                Status.PRE_PROCEEDINGS,
                "plo;pre proc;pre-proc;pre proceedings;pre-proceedings;cp + plo;cp+plo;cp/plo;cp & plo;cp plo;plo pre-proceedings;preproceedings",
            ),
            (
                Status.PROCEEDINGS,
                "proceedings;care proceedings;court;in proceedings;issued;s31 proceedings",
            ),
            (
                Status.ACCOMMODATED,
                "s20;s.20;s 20;section 20;lac s20;lac s.20;cla s20;cla s.20;accommodated;lac (s20);s20 lac",
            ),
            (
                Status.IN_CARE,
                "lac;cla;looked after;looked-after;looked after child;child in care;cic;in care;ico;interim care order;co;fco;care order;full care order;s31;lac s31;cla ico;lac ico",
            ),
            (Status.CARE_LEAVER, "care leaver;leaving care;cl"),
            (Status.ADULT, "adult;over 18;18+"),
        )
    ),
    "living_with": _codes(
        (
            (Living.MOTHER, "mother;mum;mam;mom;with mum;with mother;birth mother"),
            (Living.FATHER, "father;dad;with dad;with father;birth father"),
            (
                Living.BOTH,
                "both parents;parents;both;mum and dad;mum & dad;mother and father;mum/dad;with parents",
            ),
            (
                Living.MATERNAL_FAMILY,
                "mgm;mgf;mgps;mgp;maternal family;mat. grandmother;mat grandmother;maternal grandmother;maternal grandparents;mat. grandparents;mat. aunt;aunt (mat);uncle (mat);maternal aunt;maternal uncle;sgo - mgm;sgo mgm;sgo - mgps;sgo mgps;mat. family",
            ),
            (
                Living.PATERNAL_FAMILY,
                "pgm;pgf;pgps;pgp;paternal family;pat. grandmother;pat grandmother;paternal grandmother;paternal grandparents;pat. grandparents;pat. aunt;aunt (pat);uncle (pat);paternal aunt;paternal uncle;sgo - pgm;sgo pgm;sgo - pgps;sgo pgps;pat. family",
            ),
            (
                Living.FAMILY_FRIEND,
                "family friend;friend;friend of family;friend of the family;friends;connected person",
            ),
            (Living.NEIGHBOUR, "neighbour;neighbor;next door"),
            (
                Living.FOSTER_CARE,
                "f/c;fc;foster care;foster;foster carer;foster carers;foster placement;ifa;in foster care",
            ),
            (
                Living.RESIDENTIAL,
                "residential;childrens home;children's home;resi;residential home;residential care",
            ),
            (
                Living.SEMI_INDEPENDENT,
                "semi-independent;semi independent;supported lodgings;supported accommodation;supported living;semi-indep",
            ),
            (Living.UNBORN, "unborn;not yet born;in utero"),
            (Living.OTHER, "other;somewhere else;hospital;secure"),
        )
    ),
    "child_agrees": _codes(
        (
            (Agrees.YES, "y;yes;✓;✔;agrees;agreed;true;1"),
            (Agrees.NO, "n;no;x;✗;refused;declined;false;0"),
            (Agrees.TOO_YOUNG, "too young;ty;baby;infant"),
            (Agrees.UNBORN, "unborn;not yet born"),
            # Not the same as not known: nobody was to be asked.
            ("not_asked", "n/a;na;not applicable;not asked"),
            (Agrees.WITHDRAWN, "withdrawn;withdrew"),
        )
    ),
    "father_pr": _codes(
        (
            (
                YES,
                "y;yes;✓;✔;has pr;true;1;married;birth certificate;on birth cert;on birth certificate",
            ),
            (NO, "n;no;x;✗;no pr;false;0"),
            ("court_order", "court order;by court order;pr order;cao;order"),
        )
    ),
    "offer_reply": _codes(
        (
            (Reply.ACCEPTED, "accepted;yes;y;✓;agreed;accept"),
            (
                "accepted_mother",
                "accepted by mum;accepted by mother;mum accepted;mother accepted;accepted mum",
            ),
            (
                "accepted_father",
                "accepted by dad;accepted by father;dad accepted;father accepted;accepted dad",
            ),
            (Reply.DECLINED, "declined;no;n;x;refused;not accepted"),
            (
                Reply.UNANSWERED,
                "no reply;none;no response;nothing;awaiting;awaiting reply;not answered;n/r;nr",
            ),
        )
    ),
    "child_attended": _codes(
        (
            (YES, "y;yes;✓;✔;attended;true;1;in person;part;partly"),
            (NO, "n;no;x;✗;did not attend;dna;false;0;not attended;was not brought;wnb"),
            ("advocate", "advocate;via advocate;with advocate;by advocate;adv"),
            (
                "views_shared",
                "views shared;views;views given;letter;by letter;video;recording;views by letter",
            ),
        )
    ),
    "not_held": _codes(
        (
            ("declined", "declined;refused;family declined;declined by family"),
            ("not_applicable", "n/a;na;not applicable;none;-;no"),
            ("to_be_set", "tbc;tba;to be confirmed;to be arranged;awaiting;tbd;pending"),
            ("cancelled", "cancelled;canceled;cancelled by family;did not go ahead;not held"),
            ("withdrawn", "withdrawn;withdrew;consent withdrawn"),
        )
    ),
}

# What may be chosen as the answer to a question: the code and its words.
CHOICES: dict[str, tuple[tuple[str, str], ...]] = {
    "staff_role": (
        ("coordinator", "Coordinator"),
        ("business_support", "Business support"),
        ("manager", "Manager"),
        ("social_worker", "Social worker"),
        ("administrator", "Administrator, who keeps staff and teams"),
        ("", "None of these: leave the row out"),
    ),
    "gender": tuple((str(v), str(n)) for v, n in Gender.choices),
    "status": tuple((str(v), str(n)) for v, n in Status.choices),
    "living_with": tuple((str(v), str(n)) for v, n in Living.choices),
    "child_agrees": (
        *((str(v), str(n)) for v, n in Agrees.choices),
        ("not_asked", "Not asked"),
        ("", "Not known"),
    ),
    "father_pr": (
        (YES, "Yes"),
        (NO, "No"),
        ("court_order", "Yes, by court order"),
        ("", "Not known"),
    ),
    "offer_reply": (
        *((str(v), str(n)) for v, n in Reply.choices),
        ("accepted_mother", "Accepted by the mother"),
        ("accepted_father", "Accepted by the father"),
        ("", "Not known"),
    ),
    "child_attended": (
        (YES, "Yes"),
        (NO, "No"),
        ("advocate", "An advocate spoke for the child"),
        ("views_shared", "The child's views were shared"),
        ("", "Not known"),
    ),
    "not_held": (
        ("declined", "Declined"),
        ("not_applicable", "Not applicable"),
        ("to_be_set", "Not arranged yet"),
        ("cancelled", "Cancelled"),
        ("withdrawn", "Withdrawn"),
        ("", "Not known"),
    ),
    "yes_no": ((YES, "Yes"), (NO, "No"), ("", "Not known")),
}
