"""What became of the children: what is asked, at which follow-ups, and what is known.

`items` declares what can be recorded; `points` says when each follow-up falls; `known` reads
what the cases know already, many at once; `due` says what is still to be recorded and by
whom. Recording is in cases/domain/outcomes.py (docs/adr/0010).
"""
