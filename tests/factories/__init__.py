"""Rows for tests, made as the product makes them wherever a domain function exists.

from tests.factories.staff import TeamFactory, UserFactory
from tests.factories.people import ChildFactory, PersonFactory
from tests.factories.cases import CaseFactory, CaseChildFactory
"""
