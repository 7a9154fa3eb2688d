"""The pages about actors: all of them, one, and which two may be one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from onrecord.desk import actors as desk
from onrecord.desk.people import directory, dossier, examples, sources
from onrecord.desk.search import PARTS
from onrecord.desk.search import ask as ask_statements
from onrecord.errors import QueryError
from onrecord.registry import Decision, Part, Proposal
from onrecord.statement import ActorKind
from onrecord.store.base import ActorQuery, Store
from onrecord.vocabulary.countries import countries
from onrecord.web.addresses import actor_path, document_path
from onrecord.web.filters import Choice
from onrecord.web.forms import form_of
from onrecord.web.profiles import DECIDED, KIND_LABELS, hands, pair, profile, tabs
from onrecord.web.render import render
from onrecord.web.views import Report, reports

PROPOSALS = "/actors/proposals"
PAIRS = 20
"""Proposals on one page: each takes a third of a screen."""
_HANDS = {"": "All", "1": "First hand", "2": "Second hand"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the address of the page of all actors asks for, as it stands there."""

    q: str = ""
    kind: str = ""
    country: str = ""
    cursor: str = ""

    def href(self, **changes: str) -> str:
        """The address of the same page with some things changed, back at its beginning."""
        fields = {"q": self.q, "kind": self.kind, "country": self.country, **changes}
        return _address("/actors", fields)


def _address(path: str, fields: dict[str, str]) -> str:
    query = urlencode({name: value for name, value in fields.items() if value})
    return f"{path}?{query}" if query else path


class ActorPages:
    """Makes the pages about the actors of one book.

    Args:
        store: The book.
        page_size: Statements or actors on a page.
    """

    def __init__(self, store: Store, page_size: int) -> None:
        self._store = store
        self._page_size = page_size

    def actors(self, wanted: Wanted) -> Response:
        """All actors, or those of a name, kind or country."""
        error = None
        try:
            query = desk.ask(text=wanted.q, kind=wanted.kind or None, country=wanted.country)
            query = replace(query, limit=self._page_size, cursor=wanted.cursor)
            found = directory(self._store, query)
        except QueryError as refused:
            # The page stays, so that the form can be mended.
            error, query = refused, ActorQuery()
            found = directory(self._store, ActorQuery(limit=1))
        page = found.page
        return _page(
            "actors.html",
            error.http_status if error else 200,
            wanted=wanted,
            error=error,
            everyone=found.everyone,
            total=page.total,
            actors=[] if error else [profile(entry) for entry in page.entries],
            kinds=[] if error else _kinds(wanted, found.kinds),
            country=query.country,
            countries=sorted(
                ((code, one.name) for code, one in countries().items()), key=lambda one: one[1]
            ),
            turn={
                "previous": "" if page.previous is None else wanted.href(cursor=page.previous),
                "next": wanted.href(cursor=page.next) if page.next else "",
            },
        )

    def actor(self, key: str, part: str, hand: str, cursor: str) -> Response:
        """One actor and a page of what it has to do with."""
        entry = self._store.actor(key)
        chosen, second = _part(part), _hand(hand)
        if str(entry.id) != key:
            # It was joined with another; taking that back makes this address its own again.
            address = actor_path(str(entry.id), part=part, hand=hand, cursor=cursor)
            return RedirectResponse(address, HTTPStatus.TEMPORARY_REDIRECT)
        query = ask_statements(
            actor=key, part=chosen, hand=second, limit=self._page_size, cursor=cursor
        )
        found = dossier(self._store, entry, query)
        page = found.findings.page
        shown = {"part": "" if chosen == "said" else chosen, "hand": hand}
        return _page(
            "actor.html",
            actor=profile(entry, found.reports),
            tabs=tabs(key, found.shares, chosen),
            part=chosen,
            hands=hands(found.shares),
            narrower=_narrower(key, hand) if chosen == "said" and found.shares.second_hand else [],
            total=page.total,
            reports=reports(page.statements, found.findings.around),
            turn={
                "previous": ""
                if page.previous is None
                else actor_path(key, **shown, cursor=page.previous),
                "next": actor_path(key, **shown, cursor=page.next) if page.next else "",
            },
            api_href=document_path("/api/v1/actors", key),
        )

    def proposals(
        self,
        *,
        decided: bool = False,
        cursor: str = "",
        done: str = "",
        error: QueryError | None = None,
    ) -> Response:
        """Which two may be one, with the reasons; or what was decided, to be taken back."""
        page = self._store.proposals(decided=decided, limit=PAIRS, cursor=cursor)
        others = self._store.proposals(decided=not decided, limit=1).total
        known = sources(
            self._store, (side for one in page.proposals for side in (one.first, one.second))
        )
        fields = {"show": "decided" if decided else ""}
        return _page(
            "proposals.html",
            error.http_status if error else 200,
            decided=decided,
            pairs=[pair(one, known, self._examples(one)) for one in page.proposals],
            total=page.total,
            open=others if decided else page.total,
            closed=page.total if decided else others,
            cursor=cursor,
            done=DECIDED.get(done, done if done == "undone" else ""),
            error=error,
            turn={
                "previous": _address(PROPOSALS, fields) if cursor else "",
                "next": _address(PROPOSALS, {**fields, "cursor": page.next}) if page.next else "",
            },
        )

    def _examples(self, proposal: Proposal) -> tuple[Sequence[Report], Sequence[Report]]:
        """What the two sides said, as long as a statement is of one side alone."""
        if proposal.decision is not None and proposal.decision.value == "same":
            return ((), ())
        first, second = (
            reports(examples(self._store, side), {}) for side in (proposal.first, proposal.second)
        )
        return first, second

    def decide(self, proposal: str, decision: str, cursor: str) -> Response:
        """Writes down what a person decided, and shows what is still open."""
        chosen = _decision(decision)
        try:
            self._store.decide(proposal, chosen, desk.user())
        except QueryError as error:
            return self.proposals(cursor=cursor, error=error)
        address = _address(PROPOSALS, {"cursor": cursor, "done": chosen})
        return RedirectResponse(address, HTTPStatus.SEE_OTHER)

    def undo(self, proposal: str) -> Response:
        """Takes a decision back, and shows what was decided otherwise."""
        self._store.undo(proposal, desk.user())
        address = _address(PROPOSALS, {"show": "decided", "done": "undone"})
        return RedirectResponse(address, HTTPStatus.SEE_OTHER)


def _page(template: str, status: int = 200, **values: object) -> Response:
    return HTMLResponse(render(template, **values), status_code=status)


def _part(typed: str) -> Part:
    found = next((part for part in PARTS if part == (typed or "said")), None)
    if found is None:
        raise QueryError(
            f"an actor cannot be “{typed}” to a statement", f"Choose from {', '.join(PARTS)}."
        )
    return found


def _hand(typed: str) -> int | None:
    if typed not in _HANDS:
        raise QueryError(f"there is no hand “{typed}”", "Give 1 for first hand or 2 for second.")
    return int(typed) if typed else None


def _decision(typed: str) -> Decision:
    for decision in ("same", "different", "unsure"):
        if decision == typed:
            return decision
    raise QueryError(f"“{typed}” is no decision", "Choose from same, different and unsure.")


def _kinds(wanted: Wanted, counts: Mapping[ActorKind, int]) -> Sequence[Choice]:
    return [
        Choice(
            KIND_LABELS[kind][1],
            count,
            wanted.kind == kind,
            wanted.href(kind="" if wanted.kind == kind else kind),
        )
        for kind, count in counts.items()
        if count or wanted.kind == kind
    ]


def _narrower(actor: str, hand: str) -> Sequence[Choice]:
    return [
        Choice(label, None, hand == one, actor_path(actor, hand=one))
        for one, label in _HANDS.items()
    ]


def routes(pages: ActorPages) -> APIRouter:
    """The routes that answer people about actors."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/actors")
    def actors(q: str = "", kind: str = "", country: str = "", cursor: str = "") -> Response:
        return pages.actors(Wanted(q, kind, country, cursor))

    @router.get(PROPOSALS)
    def proposals(show: str = "", cursor: str = "", done: str = "") -> Response:
        return pages.proposals(decided=show == "decided", cursor=cursor, done=done)

    @router.post(PROPOSALS)
    async def decide(request: Request) -> Response:
        form = await form_of(request)
        given = [form.get(name, "") for name in ("proposal", "decision", "cursor")]
        return await run_in_threadpool(pages.decide, *given)

    @router.post(f"{PROPOSALS}/undo")
    async def undo(request: Request) -> Response:
        form = await form_of(request)
        return await run_in_threadpool(pages.undo, form.get("proposal", ""))

    @router.get("/actor")
    def actor_by_query(
        actor_id: Annotated[str, Query(alias="id")],
        part: str = "",
        hand: str = "",
        cursor: str = "",
    ) -> Response:
        return pages.actor(actor_id, part, hand, cursor)

    @router.get("/actor/{actor_id:anything}")
    def actor(actor_id: str, part: str = "", hand: str = "", cursor: str = "") -> Response:
        return pages.actor(actor_id, part, hand, cursor)

    return router
