"""The rows that measures are computed from, made from the source tables and kept right.

`refreshing` says when and in which order; `sources` reads what is needed in a few queries
for any number of cases; `families` and `children` make the rows; `points` reads the facts.
"""
