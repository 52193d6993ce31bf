import loops  # @import

print(loops.loop(2))  # @call
