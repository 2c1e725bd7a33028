"""The tender report: what each candidate can do for one intent, and what it needs besides code."""
