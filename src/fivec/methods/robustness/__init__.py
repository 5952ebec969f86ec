"""How firm a verdict is: what becomes of it where what was assumed is drawn anew (METHODS §12)."""
