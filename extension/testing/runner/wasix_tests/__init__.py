"""Finds and runs a folder's tests for the editor, by unittest or pytest, in WASIX Python.

``python -m wasix_tests FOLDER`` reads what is wanted from ``request.json`` in the folder, which
only the editor and this program reach, and appends what happens to ``events.jsonl`` there, so that
nothing that a test prints can be taken for it. ``extension/testing/events.ts`` describes both.

A test, and what holds it, is named as pytest does: ``tests/test_app.py::TestClass::test_method``.
Files are named by their path from the current folder. Lines start at 1.
"""
