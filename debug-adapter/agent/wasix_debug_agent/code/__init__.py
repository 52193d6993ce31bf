"""The program's code: its files, lines, statements and frames, and whose it is."""
