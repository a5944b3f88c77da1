"""What is measured of the pages: the page itself, its limit, and a textbook's way to it."""
