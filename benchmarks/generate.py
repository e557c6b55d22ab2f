"""English news articles for benchmarks: made up, deterministic, every one different."""

from __future__ import annotations

import random

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
    title = f"{_sentence(chance, number, SENTENCES[0], suffix='txt')[:-1]} ({number})"
    summary = _sentence(chance, number, SENTENCES[3], suffix="txt")
    paragraphs: list[str] = []
    left = chance.randint(15, 30)
    while left > 0:
        size = min(left, chance.randint(2, 4))
        left -= size
        sentences = (
            _sentence(chance, number, chance.choice(SENTENCES), suffix) for _ in range(size)
        )
        paragraphs.append(" ".join(sentences))
    write = {"txt": _plain, "md": _markdown, "html": _html}[suffix]
    return write(title, summary, paragraphs, chance)


def _sentence(chance: random.Random, number: int, pattern: str, suffix: str) -> str:
    subject, place = chance.choice(SUBJECTS), chance.choice(PLACES)
    if chance.random() < 0.12:
        subject = chance.choice(MARKUP[suffix]).format(subject, number=number)
    if chance.random() < 0.06:
        place = chance.choice(MARKUP[suffix]).format(place, number=number)
    text = pattern.format(
        person=chance.choice(PEOPLE),
        verb=chance.choice(VERBS),
        subject=subject,
        place=place,
        day=chance.choice(DAYS),
        number=chance.randint(1_000, 900_000),
        small=chance.randint(2, 11),
        digit=chance.randint(1, 9),
    )
    return text[0].upper() + text[1:]


def _plain(title: str, summary: str, paragraphs: list[str], chance: random.Random) -> str:
    return "\n\n".join([title, summary, *paragraphs]) + "\n"


def _markdown(title: str, summary: str, paragraphs: list[str], chance: random.Random) -> str:
    front = f'---\ntitle: "{title}"\nsummary: {summary}\ndate: 2026-11-22\n---\n'
    parts = [f"# {title}", *paragraphs]
    parts[2] = "> " + parts[2]
    parts.insert(4, "## What comes next")
    places = chance.sample(PLACES, 3)
    if chance.random() < 0.3:
        parts.append("\n".join(f"- A camp near {place} is to open soon." for place in places))
    if chance.random() < 0.1:
        rows = "\n".join(f"| {place} | {chance.randint(10, 900)} |" for place in places)
        parts.append(f"| Crossing | Lorries a day |\n|---|---|\n{rows}")
    return f"{front}\n" + "\n\n".join(parts) + "\n"


def _html(title: str, summary: str, paragraphs: list[str], chance: random.Random) -> str:
    body = "\n".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    items = "\n".join(f"<li>A camp near {place} is to open.</li>" for place in PLACES[:3])
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<title>{title}</title>\n<meta name="description" content="{summary}">\n</head>\n<body>\n'
        f"<h1>{title}</h1>\n{body}\n<h2>What comes next</h2>\n<ul>\n{items}\n</ul>\n"
        f"</body>\n</html>\n"
    )
