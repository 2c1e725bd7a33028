"""What must fit together in a plan of the move. Each file looks at one part, and returns faults with their places."""
