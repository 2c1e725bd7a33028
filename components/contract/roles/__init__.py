"""The roles. One file for each family, with the same file names as in every cloud's folder."""
