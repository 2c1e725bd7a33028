"""Where the move stands: for a terminal, as a page, for machines."""
