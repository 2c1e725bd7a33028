"""The move: what exists, what is planned for it, gates and journal, rehearsal."""
