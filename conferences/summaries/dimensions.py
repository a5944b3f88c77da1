"""What children are compared by: columns of their figure rows, with the words of a heading."""

DIMENSIONS = {
    "age_group": "Age",
    "gender": "Sex",
    "ethnicity": "Ethnicity",
    "access": "Disability",
    "language": "Language",
    "faith": "Faith",
}
