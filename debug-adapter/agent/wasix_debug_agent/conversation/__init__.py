"""The conversation with the debug session: messages, and why a command is refused."""
