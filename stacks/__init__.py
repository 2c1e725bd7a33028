"""Which estates exist, and the programs that build their layers."""
