"""How the pictures are drawn: a module a chart, on a sheet measured in points."""
