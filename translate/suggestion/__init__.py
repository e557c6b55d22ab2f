"""Candidates for the glossary: names and terms that the articles have and the termbase lacks."""
