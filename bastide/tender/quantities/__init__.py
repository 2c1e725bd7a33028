"""The bill of quantities of a French tender (détail quantitatif estimatif): what a plan consumes, priced by bidders."""
