"""The target guard: whether a plan, the credentials and the state of a stack are of the account that is meant."""
