"""The rules as a Pulumi policy pack: what the engine sends as plan values, and what rules say as violations."""
