"""What managers look after: what is due, who has how much work, what is missing."""
