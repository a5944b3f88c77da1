"""A county's database of any size, in the product's own shapes, made by the database itself."""
