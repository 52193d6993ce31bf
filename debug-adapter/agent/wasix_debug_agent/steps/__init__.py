"""Steps, from where they begin to where they end, through switches and tasks."""
