"""The rehearsal of the move with real programs."""
