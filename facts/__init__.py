"""What is true: dated, sourced data about clouds and law, its schema and its loader.

A leaf of the import tree: everything may import it, it imports nothing of the project.
"""
