"""Understood families, written down as history: in batches, each with the rows it came from."""
