"""What was found as tables that lead to each other: a Frictionless data package."""
