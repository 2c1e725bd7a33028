"""Records of programs, read into measurements."""
