"""Providers without a cloud: they check, compare and answer from tables, so that the real engine runs off line.

`python -m plan.offline` serves them; `tables/README.md` says where their knowledge comes from.
"""
