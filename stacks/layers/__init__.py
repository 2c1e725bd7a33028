"""The layers of an estate: one file for each kind of layer."""
