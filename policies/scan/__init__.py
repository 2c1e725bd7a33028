"""A second opinion: checkov over the same plan, with our own findings in the same report."""
