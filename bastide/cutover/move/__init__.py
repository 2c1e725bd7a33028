"""The plan of the move: waves, phases and gates as data."""
