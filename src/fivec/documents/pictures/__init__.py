"""What the pictures show, in data and in words."""
