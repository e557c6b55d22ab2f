"""English news articles for benchmarks: made up, deterministic, every one different.

As long and as full of markup as articles/ and ordinary news: sentences of 100 bytes (as in
the news this project was tried on), a link or emphasis in every third paragraph, three to five
subheads; a list in one article of three, a block quote in one of four, a table in one of ten.
Of the Markdown ones every third has its lines wrapped by hand.
"""

from __future__ import annotations

import random
import textwrap

PEOPLE = (
    "Ishaq Dar",
    "Amir Khan Muttaqi",
    "Prime Minister Shehbaz Sharif",
    "Gen. Asim Munir",
    "the U.N. envoy",
    "Lt. Col. (retd.) Karim Shah",
    "Dr. Fatima Noorzai",
    "the governor",
)
PLACES = ("Kabul", "Islamabad", "Peshawar", "Kandahar", "Doha", "Quetta", "Torkham", "Jalalabad")
SUBJECTS = (
    "border trade",
    "the return of refugees",
    "water from the Kunar river",
    "the release of prisoners",
    "wheat prices",
    "attacks claimed by Tehrik-i-Taliban Pakistan",
    "the customs dispute",
    "a new rail line",
)
VERBS = ("discussed", "welcomed", "rejected", "postponed", "described", "criticised")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Saturday", "Sunday")
SENTENCES = (
    "{person} {verb} {subject} in {place} on {day}.",
    "More than {number:,} people crossed at {place} on {day}, officials said.",
    "“We will not close the road to {place},” {person} told reporters.",
    "The talks on {subject} in {place} lasted {small} hours and ended without a joint statement.",
    "According to a report seen by the agency, {subject} cost the region ${number:,} a month.",
    "At about {small} p.m., traders in {place} stopped work to protest against {subject}.",
    "{person}, who arrived in {place} a day earlier, said that {subject} remained “a matter of "
    "trust” between the two neighbours.",
    "Prices rose by {small}.{digit} percent in {place} after the crossing was closed.",
    "Residents of {place} said they had heard nothing from the authorities since {day}.",
    "A committee of {small} members will meet in {place} next {day} to look at {subject}.",
    "Officials in {place} said on {day} that {subject} had been on the table for {small} months, "
    "but that neither side was ready to sign a paper before the end of the year.",
)
SUBHEADS = (
    "What comes next",
    "A road with two gates",
    "No common ground",
    "Traders count their losses",
    "Who pays for the delay?",
)
MARKUP = {
    "txt": ("{}", "{}", "{}"),
    "md": ("**{}**", "[{}](https://example.org/news/{number})", "*{}*"),
    "html": ("<b>{}</b>", '<a href="https://example.org/news/{number}">{}</a>', "<em>{}</em>"),
}


def generate_article(number: int, suffix: str) -> str:
    """The article of that number as `txt`, `md` or `html`: a headline and 15 to 30 sentences."""
    suffix = suffix.lstrip(".")
    chance = random.Random(number)
    title = f"{_sentence(chance, SENTENCES[0])[:-1]} ({number})"
    summary = _sentence(chance, SENTENCES[3])
    paragraphs: list[str] = []
    left = chance.randint(15, 30)
    while left > 0:
        size = min(left, chance.randint(2, 4))
        left -= size
        sentences = (_sentence(chance, chance.choice(SENTENCES)) for _ in range(size))
        paragraphs.append(_marked(chance, " ".join(sentences), number, suffix))
    write = {"txt": _plain, "md": _markdown, "html": _html}[suffix]
    return write(title, summary, paragraphs, chance)


def _sentence(chance: random.Random, pattern: str) -> str:
    text = pattern.format(
        person=chance.choice(PEOPLE),
        verb=chance.choice(VERBS),
        subject=chance.choice(SUBJECTS),
        place=chance.choice(PLACES),
        day=chance.choice(DAYS),
        number=chance.randint(1_000, 900_000),
        small=chance.randint(2, 11),
        digit=chance.randint(1, 9),
    )
    return text[0].upper() + text[1:]


def _marked(chance: random.Random, paragraph: str, number: int, suffix: str) -> str:
    """Every third paragraph with a link or emphasis on what it is about."""
    if chance.random() < 1 / 3:
        words = next(word for word in (*SUBJECTS, *PLACES, "the") if word in paragraph)
        marked = chance.choice(MARKUP[suffix]).format(words, number=number)
        paragraph = paragraph.replace(words, marked, 1)
    return paragraph


def _plain(title: str, summary: str, paragraphs: list[str], chance: random.Random) -> str:
    return "\n\n".join([title, summary, *paragraphs]) + "\n"


def _markdown(title: str, summary: str, paragraphs: list[str], chance: random.Random) -> str:
    front = (
        f'---\ntitle: "{title}"\ndescription: {summary}\ndate: 2026-11-22\n'
        f"author: The desk\ntags: [{', '.join(chance.sample(PLACES, 3))}]\n---\n"
    )
    parts = list(paragraphs)
    if chance.random() < 1 / 4:
        parts[1] = "> " + parts[1]
    places = chance.sample(PLACES, 3)
    if chance.random() < 1 / 3:
        parts.append("\n".join(f"- A camp near {place} is to open soon." for place in places))
    if chance.random() < 1 / 10:
        rows = "\n".join(f"| {place} | {chance.randint(10, 900)} |" for place in places)
        parts.append(f"| Crossing | Lorries a day |\n|---|---|\n{rows}")
    elif chance.random() < 1 / 3:
        parts = [_wrapped(part) for part in parts]
    for subhead in chance.sample(SUBHEADS, chance.randint(3, 5)):
        parts.insert(chance.randint(1, len(parts)), f"## {subhead}")
    return f"{front}\n# {title}\n\n" + "\n\n".join(parts) + "\n"


def _wrapped(part: str) -> str:
    """`part` in lines of at most 78 characters, as an author wraps it."""
    lines = (textwrap.wrap(line, 76, break_on_hyphens=False) for line in part.split("\n"))
    quote = "\n> " if part.startswith("> ") else "\n"
    return "\n".join(quote.join(line) for line in lines)


def _html(title: str, summary: str, paragraphs: list[str], chance: random.Random) -> str:
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    items = "\n".join(f"<li>A camp near {place} is to open.</li>" for place in PLACES[:3])
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{title}</title>\n<meta name="description" content="{summary}">\n</head>\n<body>\n'
        f"<h1>{title}</h1>\n{body}\n<h2>What comes next</h2>\n<ul>\n{items}\n</ul>\n"
        f"</body>\n</html>\n"
    )
