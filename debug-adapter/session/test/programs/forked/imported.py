"""Stands still while it is imported."""

import forking

loaded = [1, 2]
exec(forking.START, {})  # @import
