import io

stream = io.StringIO("first\nsecond\n")
lines = []
for line in stream:
    lines.append(line.strip())  # @append
print(lines)  # @end
