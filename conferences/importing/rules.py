"""What is done where a sheet is silent or contradicts itself: each with a sentence to show."""

RULES = {
    "ditto": "A ditto mark says what the row above says.",
    "blank_reference": "A row without a reference belongs to the family above it where mother, address, or postcode and surname are the same.",
    "own_family": "A row without a reference that is like no row above it is a family of its own.",
    "rows_apart": "Rows of one reference are one family, even where other families stand between them.",
    "reference_used_twice": "Rows with one reference, but another mother, surname and address, are two families.",
    "blank_received": "Where the date of referral is empty, it is that of a brother or sister.",
    "coordinators_differ": "Where brothers and sisters have different coordinators, the first child's is the family's; the others are kept from the old sheet.",
    "shared_differs": "Where the rows of one family differ in what they share, the first answer counts; the others are kept from the old sheet.",
    "plan_agreed_by_any": "The plan counts as agreed where the row of any child says so.",
    "closed_by_any": "The case counts as closed where the row of any child says so.",
    "addresses_differ": "Where brothers and sisters have different addresses, each child keeps their own.",
    "address_secret": "Where one row says that the address is secret, or not to be known, it is secret for the whole family.",
    "born_after_referral": "A date of birth after the referral is the day on which the child was expected.",
    "review_before_conference": "A review dated before its conference goes in as dated, to be checked.",
    "conference_before_referral": "A conference dated before its referral goes in as dated, to be checked.",
    "allocated_before_referral": "An allocation dated before its referral goes in as dated, to be checked.",
    "double": "Two rows that say the same of the same child are one child; the second is left out.",
    "near_double": "Two rows with the same name and date of birth are one child; what differs in the second is kept from the old sheet.",
    "same_name": "Two children of one family with the same name, but not one date of birth, are two children, to be checked.",
    "remark_of_all": "A remark after the last of several numbers counts for all of them.",
}
