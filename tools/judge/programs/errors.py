import json


def parse(text):
    return int(text)  # @int


def caught():
    try:
        parse("x")  # @call
    except ValueError:
        return None  # @handler


def library():
    return json.loads("[")  # @json


def guarded():
    try:
        library()
    except ValueError as error:
        print(type(error).__name__)


caught()
guarded()
parse("last")  # @last
