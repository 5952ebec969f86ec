"""Bytes to model: strict YAML with places, schemas, shipped files, finding what a path names."""
