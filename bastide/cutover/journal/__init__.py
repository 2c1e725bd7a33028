"""The journal of the move: an append-only chain of entries, in a file or in PostgreSQL, and who vouches for it."""
