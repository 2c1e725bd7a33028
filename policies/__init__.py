"""What is allowed: rules over the plan, in words that name no cloud."""
