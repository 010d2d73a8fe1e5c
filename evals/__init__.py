"""Evaluation: how often the assistant is right on datasets with known answers."""
