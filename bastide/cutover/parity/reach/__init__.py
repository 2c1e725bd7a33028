"""Reachability as sets of flows: from whom to whom, by which protocol, on which ports."""
