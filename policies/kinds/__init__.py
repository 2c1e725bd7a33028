"""Provider tokens in neutral words: what a resource is, and what it says of itself."""
