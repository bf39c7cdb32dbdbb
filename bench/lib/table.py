"""Tables in Markdown: a row a figure, a column a program, and what is asked of ours beside it."""

import os
import platform
import sys
from dataclasses import dataclass

OURS = "MCP Manager"


@dataclass(frozen=True)
class Row:
    """One figure; `values` by program, in `unit`. `most` or `least` is what is asked of ours."""

    what: str
    unit: str
    values: dict[str, float]
    most: float | None = None
    least: float | None = None
    digits: int = 2
    load: float = 0


def row(what, unit, values, most=None, **more):
    return Row(what, unit, values, most, load=os.getloadavg()[0], **more)


def _cell(row, name):
    """The figure with its unit, and how many times ours it is."""
    if name not in row.values:
        return "–"
    value, ours = row.values[name], row.values.get(OURS)
    ratio = f" ({value / ours:.1f}×)" if name != OURS and ours else ""
    return f"{value:,.{row.digits}f} {row.unit}{ratio}".replace("  ", " ").strip()


def _asked(row):
    if row.most is None and row.least is None:
        return "–"
    bound, sign = (row.most, "≤") if row.least is None else (row.least, "≥")
    text = f"{sign} {bound:,g} {row.unit}".strip()
    if OURS not in row.values:
        return text
    met = row.values[OURS] <= bound if row.least is None else row.values[OURS] >= bound
    return text + (" ✓" if met else " ✗")


def print_head(columns):
    print(f"| figure ({platform.node()}) | asked | " + " | ".join(columns) + " | load |")
    print("|---|---|" + "---|" * len(columns) + "---|", flush=True)


def print_row(row, columns):
    cells = " | ".join(_cell(row, column) for column in columns)
    print(f"| {row.what} | {_asked(row)} | {cells} | {row.load:.1f} |", flush=True)


def say(text):
    """For who waits, beside the table."""
    print(text, file=sys.stderr, flush=True)
