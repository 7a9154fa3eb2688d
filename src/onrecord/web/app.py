"""The whole service on one page: its routes, its guard, and what it answers when all fails."""

from collections.abc import Callable, Collection
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.convertors import Convertor, register_url_convertor
from starlette.staticfiles import StaticFiles

from onrecord import __version__
from onrecord.desk.paste import LARGEST
from onrecord.document import Document
from onrecord.errors import OnRecordError
from onrecord.extract.precision import TrackRecord, shipped
from onrecord.statement import Reading
from onrecord.store.base import Store
from onrecord.web import actors, problems
from onrecord.web.api import api
from onrecord.web.pages import Pages, routes
from onrecord.web.security import LOOPBACK, Guard

LARGEST_BODY = 3 * LARGEST + 10_000
"""A form writes a byte that is no ASCII letter as three, and adds its other fields."""


class _Anything(Convertor[str]):
    """A rest of a path with any characters; the framework's own ``path`` stops at line ends."""

    regex = r"[\s\S]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("anything", _Anything())


def create_app(
    store: Store,
    read: Callable[[Document], Reading],
    *,
    hosts: Collection[str] = LOOPBACK,
    page_size: int = 50,
    track: Callable[[], TrackRecord] = shipped,
) -> FastAPI:
    """Makes the service over an open book.

    Args:
        store: The book; it stays the caller's to close. It is used from several threads.
        read: Reads one document, for pasted texts; raises an `OnRecordError` where it cannot.
        hosts: The host names that requests may be for, without port; ``*`` for any.
        page_size: Statements, or actors, on a page.
        track: Says how often the engine's answers were right; called when that is asked for.
    """
    app = FastAPI(
        title="OnRecord",
        version=__version__,
        description="Who said what in news reports, each entry tied to its exact characters. "
        "Offsets count Unicode code points.",
        # The framework's own documentation pages load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    pages = Pages(store, read, page_size, track)

    def refuse(request: Request, error: OnRecordError) -> Response:
        return problems.respond(request, problems.problem(error), pages.error)

    app.include_router(routes(pages))
    app.include_router(actors.routes(actors.ActorPages(store, page_size)))
    app.include_router(api(store, track))
    app.mount("/static", StaticFiles(directory=Path(__file__).parent / "static"), name="static")
    problems.install(app, pages.error)
    app.add_middleware(Guard, hosts=hosts, largest_body=LARGEST_BODY, refuse=refuse)
    return app
