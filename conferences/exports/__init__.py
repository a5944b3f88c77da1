"""Figures and lists that leave the house: spreadsheets, the report, and the files that take a while.

`sheets` writes tables as CSV or XLSX; `figures` and `records` say what is in them; `report`
draws the quarterly report; `making` runs a job; `conferences/domain/preparing_files.py` holds
what is allowed to happen to one.
"""
