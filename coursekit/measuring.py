"""The command that measures the program."""

import click


@click.command("bench")
@click.argument("what", type=click.Choice(["build", "packs"]), default="build")
def bench_command(what: str) -> None:
    """Measure the figures of the design, of a build or of packs; print them as a table and as JSON."""
    from coursekit.cli import ROOT

    if what == "packs":
        from coursekit.bench_packs import bench_packs

        bench_packs(ROOT)
    else:
        from coursekit.bench import bench

        bench(ROOT)
