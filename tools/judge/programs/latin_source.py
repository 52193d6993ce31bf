# -*- coding: latin-1 -*-
def twice(text):
    return text + text  # @twice


name = "héllo"
"é"; shown = twice("ü") + twice(name)  # @call
print(ascii(shown))  # @end
