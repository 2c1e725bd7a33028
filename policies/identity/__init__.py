"""What the rules of identities share: pure functions over records and grants."""
