"""Entitlements: who has which right in which area."""
