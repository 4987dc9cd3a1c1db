# SPDX-License-Identifier: GPL-2.0-only
"""The page as a whole."""
import os

from report_page import learning, overview, sections, summary, systems, timeline
from report_page.svg import Page, escape

# No request to anywhere, whatever a summary or a prompt holds.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def read_part(name):
    """A file beside this one that goes into the page."""
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), encoding="utf-8") as file:
        return file.read()


def compose(run):
    """The HTML text of a run's page."""
    about, facts = systems.gather(run)
    if run.training:
        system = run.program.partition(" ")[2]
        about = f"training of {system}"
        facts.cards = learning.cards_of(run)
    page = Page()
    parts = [
        ("figures", "Key figures", summary.section(run.summary) if run.summary else ""),
        ("learning", "Learning curve", learning.section(page, run)),
        ("slots", "Slot by slot", sections.slots_section(page, facts)),
        ("timeline-section", "Timeline", timeline.section(page, facts.tasks) if facts.tasks else ""),
        ("latency", "Latency", sections.latency_section(page, facts.tasks) if facts.tasks else ""),
        ("queue", "Queue at the server", sections.queue_section(page, facts.queue) if facts.queue else ""),
        ("energy", "Energy", sections.energy_section(page, facts.energy) if facts.energy else ""),
        ("pictures", "Pictures", overview.pictures(run, facts)),
        ("settings-section", "Settings", overview.settings(run)),
        ("files", "Files", overview.files(run)),
    ]
    parts = [part for part in parts if part[2]]
    links = "".join(f'<li><a href="#{name}">{escape(title)}</a></li>' for name, title, _html in parts)
    body = "".join(
        f'<section id="{name}" aria-labelledby="{name}-title"><h2 id="{name}-title">{escape(title)}</h2>'
        f"{html}</section>\n"
        for name, title, html in parts
    )
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(run.name)}</title>\n<style>\n{read_part('page.css')}</style>\n</head>\n<body>\n"
        f'<main>\n{overview.head(run, about)}\n{summary.cards(run.summary, facts.cards)}'
        f'<nav aria-label="sections"><ul>{links}</ul></nav>\n{body}</main>\n'
        f"<script>\n{read_part('page.js')}</script>\n</body>\n</html>\n"
    )
