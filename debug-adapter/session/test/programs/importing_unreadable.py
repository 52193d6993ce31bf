"""Imports a file that Python cannot read, and another that it will not."""
try:
    import unreadable  # @first
except SyntaxError:
    pass


try:
    raise SyntaxError("about no file")
except SyntaxError:
    pass

import unreadable  # @second
