"""What is built: roles, and for each cloud the builders that make a role out of its resources."""
