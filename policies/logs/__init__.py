"""What the rules of logs, backups and environments share: pure functions over records."""
