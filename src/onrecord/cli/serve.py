"""`onrecord serve`: the record in a browser, on this machine."""

from pathlib import Path

import click

from onrecord.cli import options


@click.command("serve", epilog="Example: onrecord serve --book week.book --open")
@options.book
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8640, show_default=True)
@click.option("--open", "browse", is_flag=True, help="Open the page in the browser.")
@options.threads
def command(book: Path, host: str, port: int, browse: bool, threads: int) -> None:  # noqa: FBT001
    """Open the record in a browser. The book is made where it is absent.

    Listens on this machine alone unless --host says otherwise; nothing is loaded from elsewhere.
    """
    import socket
    from functools import cache

    import uvicorn

    from onrecord import pipeline
    from onrecord.document import Document
    from onrecord.engine.session import NeuralEngine, load_engine
    from onrecord.errors import RequestError
    from onrecord.statement import Reading
    from onrecord.store import open_book
    from onrecord.web.app import create_app
    from onrecord.web.security import LOOPBACK

    @cache
    def engine() -> NeuralEngine:
        return load_engine(threads=threads)

    def read(document: Document) -> Reading:
        return pipeline.read([document], engine())[0]

    store = open_book(book, create=True)
    try:
        listener = socket.create_server((host, port), family=_family(host))
    except OSError as error:
        store.close()
        raise RequestError(
            f"cannot listen on {host}, port {port}: {error.strerror}",
            "Pass another --port, or 0 for any that is free.",
        ) from error
    hosts = LOOPBACK if host in LOOPBACK else "*"
    address = f"http://{host}:{listener.getsockname()[1]}/"
    click.echo(f"The record of {book} is at {address}  (Ctrl-C stops)", err=True)
    if browse:
        click.launch(address)
    config = uvicorn.Config(create_app(store, read, hosts=hosts), log_level="warning")
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        listener.close()
        store.close()


def _family(host: str) -> int:
    import socket

    return socket.AF_INET6 if ":" in host else socket.AF_INET
