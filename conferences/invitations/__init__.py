"""What may be said to whom by which way: the words, the calendar file, the letter, warnings."""
