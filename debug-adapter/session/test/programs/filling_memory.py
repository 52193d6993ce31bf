print("filling", flush=True)
# One instruction of WebAssembly, which takes seconds and cannot be interrupted.
memory = bytearray(3 << 30)
print("filled", flush=True)
while True:
    pass
