"""What would happen: planned resources, and the engines they come from."""
