"""A step into code of the user's, of the library, and of a module that rules tell about."""
import json
import helper_module


def work():
    helper_module.visit(1)  # @helper
    return json.loads("[1, 2]")  # @library


print(work())
