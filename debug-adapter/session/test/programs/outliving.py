"""Goes on when its file is gone."""


def early(number):
    return number  # @early


def late(number):
    half = number / 2; return half  # @late


for number in range(3):
    early(number)
print("look")  # @look
for number in range(3):
    early(number)
    late(number)
