"""Who has approved what: receipts, their signatures, the journal of broken glass, and the guard of the program."""
