"""What runs inside checkov's own environment. Imports checkov and the standard library, and nothing else of ours."""
