"""``python -m fivec``: the same as the installed command."""

from fivec.cli.main import main

if __name__ == "__main__":
    main()
