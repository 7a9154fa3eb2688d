"""The REST service under ``/api/v1``: the same answers as the pages, for programs."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query

from onrecord import __version__
from onrecord.desk import actors as desk
from onrecord.desk.search import MOST, ask, search
from onrecord.extract.precision import TrackRecord
from onrecord.meaning import Act, Certainty, Polarity
from onrecord.registry import Part
from onrecord.statement import ActorKind, Manner
from onrecord.store.base import Store
from onrecord.web.registry_schemas import (
    ActorOut,
    ActorsOut,
    PortraitOut,
    ProposalsOut,
    SharesOut,
)
from onrecord.web.schemas import DocumentOut, Health, Problem, StatementsOut

_PROBLEM: dict[str, Any] = {"model": Problem, "content": {"application/problem+json": {}}}
_NOT_FOUND: dict[int | str, dict[str, Any]] = {
    404: {**_PROBLEM, "description": "The book holds no such document."}
}
_NO_ACTOR: dict[int | str, dict[str, Any]] = {
    404: {**_PROBLEM, "description": "The book holds no such actor."}
}
_UNCLEAR: dict[int | str, dict[str, Any]] = {
    400: {**_PROBLEM, "description": "The query cannot be understood."}
}


def api(store: Store, track: Callable[[], TrackRecord]) -> APIRouter:
    """The routes that answer programs from a book; `track` says how often answers were right."""
    router = APIRouter()

    @router.get(
        "/api/v1/statements",
        summary="Find statements",
        responses=_UNCLEAR,
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
        act: Annotated[
            list[Act | Literal["abstained", "not-interpreted"]] | None,
            Query(description="Only these acts, as the first or the second."),
        ] = None,
        certainty: Annotated[
            list[Certainty | Literal["not-interpreted"]] | None,
            Query(description="Only statements that their speakers are so sure of."),
        ] = None,
        polarity: Annotated[
            list[Polarity | Literal["not-interpreted"]] | None,
            Query(description="Only what is affirmed, denied or said not to have been said."),
        ] = None,
        conditional: Annotated[
            list[Literal["yes", "no", "not-interpreted"]] | None,
            Query(description="Only statements on a condition, or on none that is stated."),
        ] = None,
        document: Annotated[str | None, Query(description="Only this report.")] = None,
        minimum_confidence: Annotated[float, Query(ge=0, le=1)] = 0.0,
        precision: Annotated[
            float | None,
            Query(gt=0, lt=1, description="Only statements of which at least this share is right."),
        ] = None,
        actor: Annotated[
            str | None, Query(description="Only what this actor has to do with, by its id.")
        ] = None,
        part: Annotated[Part, Query(description="What the actor is to a statement.")] = "said",
        hand: Annotated[
            Literal["1", "2"] | None, Query(description="Only at first or at second hand.")
        ] = None,
        limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
        cursor: Annotated[str, Query(description="As a page's next or previous gave it.")] = "",
    ) -> StatementsOut:
        """Finds statements, newest report first; offsets count Unicode code points."""
        query = ask(
            text=q,
            outlets=outlet or (),
            manners=manner or (),
            acts=act or (),
            certainties=certainty or (),
            polarities=polarity or (),
            conditional=conditional or (),
            document=document,
            minimum_confidence=minimum_confidence,
            precision=precision,
            track=track,
            actor=actor,
            part=part,
            hand=int(hand) if hand else None,
            limit=limit,
            cursor=cursor,
        )
        return StatementsOut.of(search(store, query, track))

    @router.get("/api/v1/actors", summary="Find actors", responses=_UNCLEAR)
    def actors(
        q: Annotated[str, Query(description="What a name begins with, or words in it.")] = "",
        kind: Annotated[ActorKind | None, Query(description="Only this kind.")] = None,
        country: Annotated[str, Query(description="Only this country: its code or name.")] = "",
        limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
        cursor: Annotated[str, Query(description="As a page's next or previous gave it.")] = "",
    ) -> ActorsOut:
        """Finds actors across reports, those who said most first."""
        query = desk.ask(text=q, kind=kind, country=country)
        return ActorsOut.of(store.actors(replace(query, limit=limit, cursor=cursor)))

    @router.get("/api/v1/actors/{actor_id:anything}", summary="Get one actor", responses=_NO_ACTOR)
    def actor(
        actor_id: Annotated[str, Path(description="The actor's id, percent-encoded.")],
    ) -> PortraitOut:
        """Gets an actor; an id that was joined with another gives the one that it went into."""
        return PortraitOut(
            actor=ActorOut.of(store.actor(actor_id)), shares=SharesOut.of(store.shares(actor_id))
        )

    @router.get("/api/v1/proposals", summary="Which two actors may be one", responses=_UNCLEAR)
    def proposals(
        decided: Annotated[bool, Query(description="Those that a person decided.")] = False,  # noqa: FBT002
        limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
        cursor: Annotated[str, Query(description="As a page's next gave it.")] = "",
    ) -> ProposalsOut:
        """Lists proposals with their reasons, the likeliest first."""
        return ProposalsOut.of(store.proposals(decided=decided, limit=limit, cursor=cursor))

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
