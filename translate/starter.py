"""A new project: the files that `khabar init` writes."""

from __future__ import annotations

from pathlib import Path

from translate.errors import ProjectError
from translate.files import write_file
from translate.project import CONFIG

_CONFIG = """\
name = "{name}"
languages = ["ur", "ps", "fa_AF", "ar"]  # Urdu, Pashto, Dari, Arabic

[front_matter]
translate = ["title", "description", "summary"]
dates = []  # keys to publish as dates in the language: ["date"]

[publish]
# What to do with text that no reviewer has approved:
# "block" the article, publish it as marked "machine" text, or leave the "source" text.
unreviewed = "block"

# For one language:
# [language.ar]
# digits = "native"  # or "latin"
# unreviewed = "machine"
"""

_GLOSSARY = """\
source,kind,case,unless,aliases,ur,ps,fa_AF,ar,note
Islamabad,place,,,,اسلام آباد,اسلام‌اباد,اسلام‌آباد,إسلام آباد,
Kabul,place,,,,کابل,کابل,کابل,كابول,
"""

_IGNORE = """\
/build/
/.khabar/
# Poedit compiles what it saves
*.mo
"""


def write_starter(folder: Path) -> list[str]:
    """Write a new project's files where none stand yet; says what to do next, line by line.

    Raises ProjectError when there is a project already, WriteError.
    """
    if (folder / CONFIG).exists():
        raise ProjectError(
            "there is a project here already", "Go there and work", path=folder / CONFIG
        )
    name = folder.resolve().name.replace("\\", "").replace('"', "")
    files = {
        CONFIG: _CONFIG.format(name=name),
        "glossary/terms.csv": _GLOSSARY,
        ".gitignore": _IGNORE,
    }
    for path, text in files.items():
        if not (folder / path).exists():
            write_file(folder / path, text)
    for path in ("articles", "locales"):
        (folder / path).mkdir(exist_ok=True)
    return [
        f"A project is in {folder}",
        f"1. put English articles (.md, .txt, .html) in {folder / 'articles'}",
        f"2. khabar -C {folder} translate",
        "3. correct the PO files in locales/, dropping `fuzzy` where you approve",
        f"4. khabar -C {folder} publish",
    ]
