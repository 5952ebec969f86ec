"""Folders from which results can be got again: made, and held to what they give."""
