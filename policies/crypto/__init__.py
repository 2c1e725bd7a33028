"""What the rules of encryption share: pure functions over records, texts and parameters."""
