"""The command that measures the program."""

from pathlib import Path

import click

from coursekit import console

ROOT = Path(__file__).parents[1]


@click.command("bench")
@click.argument("parts", nargs=-1)
def bench_command(parts: tuple[str, ...]) -> None:
    """Measure the figures of the design, or some PARTS, and print them as a table and as JSON."""
    from coursekit.bench import PARTS, bench

    if unknown := sorted({*parts} - {*PARTS}):
        console.stop(f"There is no part “{unknown[0]}”. There are: {', '.join(PARTS)}.")
        raise SystemExit(1)
    bench(ROOT, parts)
