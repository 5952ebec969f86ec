"""Pictures where looking beats reading: what each shows, in data and in words."""
