"""The program's values: how they are shown, looked into, evaluated and changed."""
