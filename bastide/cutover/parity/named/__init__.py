"""Names that clients use: which of them live on, and by what the others are followed."""
