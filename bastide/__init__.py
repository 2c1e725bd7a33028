"""How the toolkit is used: the command line and its documents."""
