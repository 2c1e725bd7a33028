"""Parity: whether everything that the legacy has has its counterpart at the target, and nothing of it is weaker."""
