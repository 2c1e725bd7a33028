"""The journal of the move: an append-only chain of entries."""
