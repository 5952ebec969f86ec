"""What is said to people, told once, as blocks that any medium sets."""
