"""`python -m flows` does what `shixian` does."""

from flows.cli import main

main()
