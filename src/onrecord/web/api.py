"""The REST service under ``/api/v1``: the same answers as the pages, for programs."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from onrecord import __version__
from onrecord.desk.search import MOST, ask, search
from onrecord.extract.precision import TrackRecord
from onrecord.statement import Manner
from onrecord.store.base import Store
from onrecord.web.schemas import DocumentOut, Health, Problem, StatementsOut

_PROBLEM: dict[str, Any] = {"model": Problem, "content": {"application/problem+json": {}}}
_NOT_FOUND: dict[int | str, dict[str, Any]] = {
    404: {**_PROBLEM, "description": "The book holds no such document."}
}


def api(store: Store, track: Callable[[], TrackRecord]) -> APIRouter:
    """The routes that answer programs from a book; `track` says how often answers were right."""
    router = APIRouter()

    @router.get(
        "/api/v1/statements",
        summary="Find statements",
        responses={400: {**_PROBLEM, "description": "The query cannot be understood."}},
    )
    def statements(
        q: Annotated[
            str,
            Query(description='Words; a "phrase" in double quotes; a trailing * for beginnings.'),
        ] = "",
        outlet: Annotated[
            list[str] | None, Query(description="Only these outlets; empty for none stated.")
        ] = None,
        manner: Annotated[list[Manner] | None, Query(description="Only these manners.")] = None,
        document: Annotated[str | None, Query(description="Only this report.")] = None,
        minimum_confidence: Annotated[float, Query(ge=0, le=1)] = 0.0,
        precision: Annotated[
            float | None,
            Query(gt=0, lt=1, description="Only statements of which at least this share is right."),
        ] = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
        cursor: Annotated[str, Query(description="As a page's next or previous gave it.")] = "",
    ) -> StatementsOut:
        """Finds statements, newest report first; offsets count Unicode code points."""
        query = ask(
            text=q,
            outlets=outlet or (),
            manners=manner or (),
            document=document,
            minimum_confidence=minimum_confidence,
            precision=precision,
            track=track,
            limit=limit,
            cursor=cursor,
        )
        return StatementsOut.of(search(store, query, track))

    def document_of(document_id: str) -> DocumentOut:
        return DocumentOut.of(store.reading(document_id), store.versions(document_id))

    @router.get(
        "/api/v1/documents", summary="Get one report by its id as a query", responses=_NOT_FOUND
    )
    def document_by_query(
        document_id: Annotated[
            str, Query(alias="id", description="The report's id, for ids that no path can hold.")
        ],
    ) -> DocumentOut:
        """Gets a report with its text and statements; offsets count Unicode code points."""
        return document_of(document_id)

    @router.get(
        "/api/v1/documents/{document_id:anything}",
        summary="Get one report",
        responses=_NOT_FOUND,
    )
    def document(
        document_id: Annotated[
            str, Path(description="The report's id, percent-encoded; it may hold slashes.")
        ],
    ) -> DocumentOut:
        """Gets a report with its text and statements; offsets count Unicode code points."""
        return document_of(document_id)

    @router.get("/healthz", summary="Whether the service answers")
    def healthz() -> Health:
        """Answers with how much the book holds."""
        counts = store.counts()
        return Health(version=__version__, documents=counts.documents, statements=counts.statements)

    return router
