"""What a schema cannot say: references that lead nowhere, and method."""
