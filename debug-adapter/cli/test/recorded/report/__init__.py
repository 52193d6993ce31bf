"""A package of several modules, which is run by ``-m report``."""
