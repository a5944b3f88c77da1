"""The published report: whole quarters and years, with small numbers kept back.

For readers without access to cases (docs/adr/0011-small-numbers.md).
"""
