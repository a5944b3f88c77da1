"""What managers look at: the choice of a period and teams, and the sections of the page."""
