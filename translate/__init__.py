"""Khabar: English news into Urdu, Pashto, Dari and Arabic, offline and held to a glossary."""

__version__ = "0.1.0"
