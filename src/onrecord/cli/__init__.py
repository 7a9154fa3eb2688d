"""The command line: one file for each verb, each a thin door to the desk.

Data go to standard output and talk to standard error. Heavy imports stand within the verbs, so that
`onrecord --help` answers at once.
"""

import io
import sys
from importlib import import_module
from typing import Final

import click

from onrecord.errors import OnRecordError

VERBS: Final = {
    "actors": "Look at who is in the record, take over lists, decide which two are one.",
    "demo": "Read the six example reports and show what they say.",
    "export": "Write the record as CSV or JSON Lines.",
    "read": "Read reports into a record book.",
    "serve": "Open the record in a browser.",
    "show": "Print what the book holds, or what a search finds in it.",
    "train": "Make the engine's weights anew from labelled data.",
}


class _Verbs(click.Group):
    """Loads a verb's module only when the verb is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in VERBS:
            return None
        command: click.Command = import_module(f"onrecord.cli.{cmd_name}").command
        return command

    def format_commands(
        self,
        ctx: click.Context,  # noqa: ARG002
        formatter: click.HelpFormatter,
    ) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))


@click.command(
    cls=_Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "ONRECORD"},
    epilog="Example: onrecord read reports/ --book week.book && onrecord serve --book week.book",
)
@click.version_option(None, "-V", "--version", package_name="onrecord")
@click.option("--debug", is_flag=True, help="Show where in the program an error arose.")
@click.option("-v", "--verbose", count=True, help="Say more on standard error; -vv says most.")
@click.pass_context
def app(context: click.Context, /, debug: bool, verbose: int) -> None:  # noqa: FBT001
    """Read news reports and keep the record: who said what, tied to the exact characters."""
    import logging

    level = {0: logging.WARNING, 1: logging.INFO}.get(verbose, logging.DEBUG)
    logging.basicConfig(level=level, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    context.obj = debug


def main(arguments: list[str] | None = None) -> None:
    """Runs the command line and ends the process.

    Our own errors become one line on standard error and their exit status; ``--debug`` shows the
    traceback instead.
    """
    debug = "--debug" in (sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        # Reports are in every script; what a terminal's own encoding lacks must not stop a run.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    try:
        status = app.main(arguments, prog_name="onrecord", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("onrecord: stopped. The same command goes on from here.", err=True)
        sys.exit(130)
    except BrokenPipeError:
        # The reader of our output has gone, as with `onrecord show | head`.
        sys.stderr.close()
        sys.exit(141)
    except OnRecordError as error:
        if debug:
            raise
        click.echo(f"onrecord: {error} [{error.code}]", err=True)
        sys.exit(error.exit_status)
    sys.exit(status if isinstance(status, int) else 0)
