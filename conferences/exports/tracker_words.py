"""How our codes are written in a tracking sheet: short, and as the import reads them back."""

CONFIDENTIAL = "confidential"
NOT_KNOWN = "not known"
YES_NO = {"yes": "Yes", "no": "No"}
GENDER = {"female": "Female", "male": "Male", "another": "Another"}
STATUS = {
    "none": "No involvement",
    "early_help": "Early help",
    "cin": "Child in need",
    "s47": "Section 47",
    "cp": "CP plan",
    "plo": "PLO",
    "proceedings": "Care proceedings",
    "s20": "Section 20",
    "cla": "LAC",
    "care_leaver": "Care leaver",
    "adult": "Adult",
}
LIVING = {
    "mother": "Mother",
    "father": "Father",
    "both": "Both parents",
    "maternal_family": "Maternal family",
    "paternal_family": "Paternal family",
    "family_friend": "Family friend",
    "neighbour": "Neighbour",
    "foster_care": "Foster care",
    "residential": "Residential",
    "semi_independent": "Semi-independent",
    "unborn": "Unborn",
    "other": "Other",
}
AGREES = {
    "yes": "Yes",
    "no": "No",
    "too_young": "too young",
    "unborn": "unborn",
    "withdrawn": "withdrawn",
}
REPLY = {"accepted": "accepted", "declined": "declined", "unanswered": "no reply"}
