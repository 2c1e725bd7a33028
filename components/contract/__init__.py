"""What every cloud must answer to: intent, roles, specs, capabilities, names, addresses. Imports no cloud's SDK."""
