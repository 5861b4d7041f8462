"""The command line. What a command needs is imported when it runs, so that `--help` is quick."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from kaozheng.flows.progress import Progress
    from kaozheng.flows.settings import Settings
    from kaozheng.flows.summary import Summary

DEBUG = "KAOZHENG_DEBUG"
FAILED = 2
INTERRUPTED = 130


class Format(StrEnum):
    """How `query` prints."""

    table = "table"
    csv = "csv"
    json = "json"


class RunnerName(StrEnum):
    """Where the tasks of a run are carried out."""

    threads = "threads"
    dask = "dask"
    ray = "ray"


app = typer.Typer(
    name="kaozheng",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="""Turn broken Chinese news into Parquet tables in which every number, date and name points at its evidence.

    \b
    kaozheng run news/ --warehouse warehouse
    kaozheng query "select measure, value, unit, text from counts limit 10" --warehouse warehouse
    """,
)

Warehouse = Annotated[Path, typer.Option("--warehouse", "-w", metavar="DIR", help="The folder of the warehouse.")]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the warehouse.")]
Sources = Annotated[list[str], typer.Argument(metavar="SOURCE", help="Files, folders, globs, URLs or .jsonl corpora.")]
WhichDocument = Annotated[str, typer.Argument(metavar="DOCUMENT", help="Its source_name, the end of its uri, or the start of its doc_id.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Worker processes; as many as there are cores if not given.")]
WhichRunner = Annotated[RunnerName, typer.Option(help="Where Prefect runs the tasks; dask and ray need the extra of that name.")]
Cluster = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="A running Dask or Ray cluster, which sees the same paths as this machine.")
]
Keep = Annotated[int | None, typer.Option(min=1, help="How many snapshots stay for `query --as-of`; 5 if not given.")]
AsOf = Annotated[
    str | None, typer.Option("--as-of", metavar="WHEN", help="A snapshot by its id or number, or a day or time in ISO 8601, UTC.")
]


def _show_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version
        from importlib.util import find_spec

        counts = find_spec("kaozheng.tasks.extract.counts")
        compiled = counts is not None and not str(counts.origin).endswith(".py")
        typer.echo(f"kaozheng {version('kaozheng')}{' (compiled)' if compiled else ''}")
        raise typer.Exit


@app.callback()
def _options(
    context: typer.Context,
    _version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")] = False,
) -> None:
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
        raise typer.Exit(FAILED)


@app.command(short_help="Publish documents into a warehouse.")
def run(
    sources: Sources,
    warehouse: Warehouse,
    inline: Annotated[bool, typer.Option("--inline", help="Run in this one process, without Prefect: quick for small jobs.")] = False,
    full: Annotated[bool, typer.Option("--full", help="Do everything anew, also what was done before and has not changed.")] = False,
    workers: Workers = None,
    runner: WhichRunner = RunnerName.threads,
    cluster: Cluster = None,
    keep: Keep = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Publish the documents of SOURCE... into a warehouse.

    \b
    kaozheng run news/ --warehouse warehouse                     a folder, all that is in it
    kaozheng run 'news/2022-*.html' corpus.jsonl -w warehouse    a glob and a corpus
    kaozheng run https://example.org/1.html -w warehouse         a page
    kaozheng run news/ -w warehouse --inline --json              for scripts

    The warehouse then holds these documents and no others: those of sources that are no longer named are removed. What has not changed
    since the last run is not done again. In folders, hidden files and READMEs are passed over. A .jsonl corpus has one document a line,
    with id, uri, published, title, and text or html.

    Documents that can't be used are quarantined: the summary gives the reasons, and `documents` has status and reason.

    \b
    Exit status:
    0  every document is published or quarantined with its reason
    1  some source could not be read, or some document or batch failed by a fault of kaozheng; the rest is published
    2  nothing could be published
    """
    from kaozheng.flows.progress import shown
    from kaozheng.flows.settings import Settings

    settings = Settings.of(sources, warehouse, workers=workers, runner=runner.value, full=full, keep=keep, cluster=cluster)
    with shown(quiet=quiet) as progress:
        summary = _run_inline(settings, progress) if inline else _run_with_prefect(settings, progress)
    for line in (*summary.problems, *summary.failures):
        _complain(line)
    typer.echo(summary.as_json() if as_json else summary.as_text())
    raise typer.Exit(summary.exit_status)


def _run_inline(settings: Settings, progress: Progress) -> Summary:
    from kaozheng.flows import inline

    return inline.run(settings, progress)


def _run_with_prefect(settings: Settings, progress: Progress) -> Summary:
    _without_prefects_log()
    progress.phase("start Prefect")
    from kaozheng.flows import pipeline

    return pipeline.run(settings, progress)


def _without_prefects_log() -> None:
    from kaozheng.flows.server import silence

    if not os.environ.get(DEBUG):
        silence()


@app.command(short_help="Publish documents again and again, on a schedule.")
def serve(
    sources: Sources,
    warehouse: Warehouse,
    every: Annotated[str | None, typer.Option(metavar="INTERVAL", help="At once and then each 90s, 30m, 6h, 1d …")] = None,
    cron: Annotated[str | None, typer.Option(metavar="EXPRESSION", help="At the times of a cron expression.")] = None,
    timezone: Annotated[str, typer.Option(metavar="NAME", help="The time zone of --cron.")] = "UTC",
    workers: Workers = None,
    runner: WhichRunner = RunnerName.threads,
    cluster: Cluster = None,
    keep: Keep = None,
) -> None:
    """Publish the documents of SOURCE... again and again until interrupted, and print the summary of each run.

    \b
    kaozheng serve news/ -w warehouse --every 30m
    kaozheng serve news/ -w warehouse --cron '15 6 * * *' --timezone Asia/Shanghai

    Runs are scheduled by Prefect, in this process or on the server that PREFECT_API_URL names; that one shows them in its UI. A run that is
    still going when the next falls due is waited for. A run whose exit status would not be 0 is Failed there.
    """
    from kaozheng.flows.settings import Settings, SettingsError

    if (every is None) == (cron is None):
        raise SettingsError("say when: either --every or --cron")
    settings = Settings.of(sources, warehouse, workers=workers, runner=runner.value, keep=keep, cluster=cluster)
    _without_prefects_log()
    from kaozheng.flows import schedule

    schedule.serve(settings, schedule.every(every) if every else schedule.by_cron(str(cron), timezone))


@app.command(short_help="Answer a question to a warehouse.")
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One SELECT, WITH, DESCRIBE, SHOW or SUMMARIZE, in DuckDB's SQL.")],
    warehouse: Warehouse,
    fmt: Annotated[Format, typer.Option("--format", "-f", help="How to print the answer.")] = Format.table,
    as_of: AsOf = None,
) -> None:
    """Answer a question to a warehouse, which is opened read-only.

    \b
    kaozheng query "show tables" -w warehouse
    kaozheng query "describe counts" -w warehouse
    kaozheng query "select column_name, comment from duckdb_columns() where table_name = 'claims'" -w warehouse      what they mean
    kaozheng query "select place, date_end, value from counts where measure = 'cases_confirmed' order by date_end" -w warehouse
    kaozheng query "select * from evidence limit 20" -w warehouse --format csv > evidence.csv
    kaozheng query "select count(*) from counts" -w warehouse --as-of 2026-11-22      as it was at the end of that day

    Also of documents that are gone or were superseded, document_history tells when they came and went; --as-of shows their rows while a
    snapshot that has them is kept.
    """
    from kaozheng.tasks.publish.query import query as ask

    typer.echo(ask(warehouse, sql, fmt.value, as_of=as_of))


@app.command(short_help="List the snapshots that a warehouse keeps.")
def snapshots(
    warehouse: Folder,
    fmt: Annotated[Format, typer.Option("--format", "-f", help="How to print the list.")] = Format.table,
    path: Annotated[bool, typer.Option("--path", help="Print only the folder of the current snapshot, or of that of --as-of.")] = False,
    as_of: AsOf = None,
) -> None:
    """List the snapshots that a warehouse keeps: when each was made, what is in it, what came and went with it, what it takes on disk.

    \b
    kaozheng snapshots warehouse
    kaozheng snapshots warehouse --path                        the folder of the current snapshot, which never changes
    kaozheng snapshots warehouse --path --as-of 2026-11-22     that of the end of a day

    A program that reads several tables, and wants them all of one moment, asks for the path first and reads the tables below it. A snapshot
    goes when as many younger ones are there as `run --keep` says.
    """
    from kaozheng.tasks.publish.rendering import rendered
    from kaozheng.tasks.publish.snapshots import listed, snapshot_folder

    typer.echo(snapshot_folder(warehouse, as_of) if path else rendered(*listed(warehouse), fmt.value))


@app.command(short_help="Check a warehouse through and through.")
def check(warehouse: Folder) -> None:
    """Check the current snapshot: its files as they were published, each row by the rules that the tables declare, and sql/checks.

    \b
    kaozheng check warehouse && echo sound

    Exit status 0 where all is well, 1 where a check found something.
    """
    from kaozheng.tasks.publish.checks import check as findings

    found = findings(warehouse)
    for finding in found:
        typer.echo(
            f"{'ok    ' if finding.found is None else 'FAILED'}  {finding.check}{'' if finding.found is None else ': ' + finding.found}"
        )
    raise typer.Exit(int(any(finding.found for finding in found)))


@app.command(short_help="Show what was changed in a document.")
def repairs(
    document: WhichDocument,
    warehouse: Warehouse,
    kind: Annotated[
        str | None, typer.Option(help="Only changes of this kind: gloss, gbk_shift, charset, reflow, boilerplate, reorder …")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="How many changes to show at most.")] = 200,
) -> None:
    """Show the ledger of a document as a readable diff: what stood there, what stands there now, how sure.

    \b
    kaozheng repairs mirror-glossed.txt -w warehouse
    kaozheng repairs mirror-gbk-shift.txt -w warehouse --kind gbk_shift
    """
    from kaozheng.tasks.publish.diff import repairs_diff

    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    typer.echo(repairs_diff(warehouse, document, kind=kind, limit=limit, colour=colour))


@app.command(short_help="Show a document with what was found in it, to click through.")
def proof(
    document: WhichDocument,
    warehouse: Warehouse,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write the page; else it is printed.")
    ] = None,
) -> None:
    """Make a page of a document for a browser: each sentence as it was read, what was found in it, and where that stands in the raw text.

    \b
    kaozheng proof mirror-gbk-shift.txt -w warehouse -o proof.html
    kaozheng proof 9634bcb88b92 -w warehouse > proof.html

    A click on a number, a date or a name shows the characters of the source that tell it, and the repairs among them. The page is one file.
    """
    from kaozheng.tasks.publish.proof import proof_page

    page = proof_page(warehouse, document)
    if output is None:
        typer.echo(page)
        return
    output.write_text(page, encoding="utf-8")
    typer.echo(f"wrote {output}")


@app.command(short_help="Rebuild warehouse.duckdb after the warehouse was moved.")
def catalog(warehouse: Folder) -> None:
    """Rebuild warehouse.duckdb after the warehouse was moved or copied: its views hold absolute paths.

    \b
    mv warehouse archive/2022 && kaozheng catalog archive/2022
    """
    from kaozheng.tasks.publish.catalog import rebuild

    rebuild(warehouse)
    typer.echo(f"rebuilt {warehouse / 'warehouse.duckdb'}")


def main() -> None:
    """The entry point: what goes wrong is one line on standard error and an exit status."""
    try:
        status = app(prog_name="kaozheng", standalone_mode=False)
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        _complain(_told(error))
        sys.exit(FAILED)
    if status == INTERRUPTED:
        _complain("interrupted; what was done so far is kept for the next run")
    sys.exit(status)


def _told(error: Exception) -> str:
    """Our own errors say what a user must know. Of others the type helps, and where to find more."""
    message = " ".join(str(error).split())
    usage = getattr(error, "format_message", None)  # what Typer's errors have in common; it exports no type for them all
    if usage is not None:
        context = getattr(error, "ctx", None)
        return f"{' '.join(usage().split()).rstrip('.')}; see `{context.command_path if context else 'kaozheng'} --help`"
    if type(error).__module__.startswith("kaozheng."):
        return message
    if isinstance(error, OSError) and error.strerror:
        return f"{f'{error.filename}: ' if error.filename else ''}{error.strerror.lower()} ({DEBUG}=1 shows where)"
    return f"{type(error).__name__}: {message} ({DEBUG}=1 shows where)"


def _complain(line: str) -> None:
    typer.echo(f"kaozheng: {line}", err=True)


if __name__ == "__main__":
    main()
