"""Every row we keep has its history, kept by trigger, or a reason to have none."""

from django.apps import apps
from pghistory.models import Event

OURS = ("restorative", "accounts", "cases", "conferences")
UNTRACKED = {
    "accounts.AccessEvent": "written once: it is a history itself",
    "cases.Event": "written once: it is a history itself",
    "accounts.OutboxMessage": "a demo's mail",
    "accounts.SubmittedForm": "which form was sent, and where it led",
    "cases.CaseCounter": "a number that only grows",
    "cases.EarlierSummary": "written once: it is a history itself",
    "cases.Heartbeat": "a stamp: when a worker did its round",
    "cases.Notice": "made from a reminder, and stamped when read",
    "cases.Reminder": "a ledger: each row says when it was planned, sent and settled",
    "cases.ReminderText": "written once: it is a history itself",
    "cases.Draft": "text not saved yet, which must be able to vanish",
    "cases.ImportedCell": "written once, and says itself who settled it and when",
    "cases.ImportedRecord": "written once: it is where a record came from",
    "cases.ImportedRow": "written once: it is where a record came from",
    "cases.KeptMapping": "says itself who kept it last and when",
    "cases.RefusedRow": "made from an uploaded file",
    "cases.SheetImport": "says itself who did what and when",
    "cases.SheetPiece": "a piece of an uploaded file",
    "cases.LookAlike": "a stamp: who was told of whom",
    "cases.NameWord": "made from the names of people",
    "cases.PersonNameWord": "made from the names of people",
    "conferences.CaseFigure": "made from the rows of a case",
    "conferences.ChildFigure": "made from the rows of a case",
    "conferences.FigureCell": "made from figures",
    "conferences.FigureDirty": "a stamp: whose figures are to be made anew",
    "conferences.FigureMonth": "a stamp: which cells are to be made anew",
    "conferences.HiddenMeasure": "says itself who hid it and when",
    "conferences.PublishedEdition": "written once: it was printed so",
    "conferences.Reflection": "private to two people: what its writer deletes must be gone",
    "conferences.ReflectionReply": "private to two people: what its author takes back must be gone",
    "conferences.FilePiece": "a piece of a prepared file",
    "conferences.PreparedFile": "a file for a week; who asked and who took it is in the access log",
}


def test_every_model_is_tracked_or_says_why_not():
    models = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    histories = {model for model in models if issubclass(model, Event)}
    tracked = {model.pgh_tracked_model for model in histories}

    untracked = set(models) - histories - tracked
    assert {model._meta.label for model in untracked} == set(UNTRACKED)
