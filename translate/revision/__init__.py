"""After a change of the glossary: drafts patched, and proposals beside what people wrote."""
