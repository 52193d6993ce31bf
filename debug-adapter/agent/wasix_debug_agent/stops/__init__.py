"""The program standing still: what there is to ask about it."""
