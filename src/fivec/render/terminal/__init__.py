"""A terminal, or a log: rules, folding tables and bars of signs, of a width that we say."""
