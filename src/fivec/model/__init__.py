"""Frozen records that cross every border in fivec. Imports nothing of the rest of fivec."""
