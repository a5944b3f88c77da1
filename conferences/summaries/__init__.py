"""Figures for pages: the same as conferences/measures computes, at a cost that stays.

`reading` is what pages and reports use.
"""
