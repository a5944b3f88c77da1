"""Reminders: rules as data, rows planned ahead, each sent once to whom it is safe to send.

`rules` says what a rule is and keeps all of them; `occasions` finds what a rule is about;
`planning` turns that into rows in the transaction of the change; `reaching` chooses the way;
`checking` asks again at the moment of sending; `dispatching` claims, sends and settles.
"""
