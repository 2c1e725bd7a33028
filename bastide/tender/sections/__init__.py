"""What the report says of one candidate, one module a section.

Each has a frozen model and a pure function `of(candidate)` that makes it. Texts are in the candidate's language; ids
are the same in both.
"""
