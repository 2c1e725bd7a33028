"""Coverage: whether everything that exists at Azure is in the legacy's plan, and what is not."""
