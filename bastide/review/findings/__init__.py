"""Findings as documents: text, JSON, SARIF, JUnit, Markdown."""
