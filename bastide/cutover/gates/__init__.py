"""Gates: what is green, what is red, and why."""
