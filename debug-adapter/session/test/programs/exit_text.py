"""Ends by a text, which the interpreter itself prints."""
import sys

sys.exit("the reason")
