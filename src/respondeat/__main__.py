"""`python -m respondeat` is the `respondeat` command."""

from respondeat.api.cli import main

if __name__ == "__main__":
    main()
