"""Hongtu (红图): knowledge graphs from Chinese news, every fact with the sentence that says it."""

__version__ = "0.1.0"
