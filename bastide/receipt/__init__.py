"""Receipts: how they are made, shown and compared. What the program itself must know of them is in stacks/approval."""
