"""What the figures of README.md come from: each is reproduced by one command."""
