"""What an OpenStack says of itself by its own API, and what that means against an estate."""
