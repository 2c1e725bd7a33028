"""Questions about facts on a day, one file a subject. `facts.ask` has them all."""
