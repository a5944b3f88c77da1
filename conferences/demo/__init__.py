"""A made-up council to try the product with. Every row is made by the domain's own functions."""
