"""Pure functions, one lens a module. Nothing here has heard of a file, a colour or a language."""
