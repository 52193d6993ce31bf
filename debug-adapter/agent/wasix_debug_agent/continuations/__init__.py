"""The continuations: greenlets, threads and tasks, their names, and where they came from."""
