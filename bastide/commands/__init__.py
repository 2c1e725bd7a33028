"""The commands: arguments, what they call, and the exit code. One module each."""
