"""How the SDKs in providers/<cloud> are made from the facts in providers/schemas."""
