"""Addresses, ports, groups of firewall rules and declared flows: what the network rules share. Pure."""
