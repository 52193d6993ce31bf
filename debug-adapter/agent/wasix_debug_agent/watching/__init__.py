"""What watches the program run: breakpoints, exceptions, switches, output."""
