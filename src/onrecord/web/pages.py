"""The pages for people: the record, an article, and the box to paste a report into."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from onrecord.desk.paste import Pasted, paste
from onrecord.desk.precision import percent
from onrecord.desk.search import MANNERS, Findings, ask, search
from onrecord.document import Document
from onrecord.errors import OnRecordError, QueryError, WeightsError
from onrecord.extract.precision import TrackRecord
from onrecord.statement import Reading
from onrecord.store.base import Counts, Store, Version
from onrecord.vocabulary import terms
from onrecord.web.marks import paragraphs
from onrecord.web.render import render
from onrecord.web.schemas import Problem
from onrecord.web.views import (
    article_path,
    document_path,
    entry,
    report,
    reports,
)

PRECISIONS = (0.75, 0.8, 0.85, 0.9, 0.95)
"""Precisions to choose from on the page; an address may ask for any other."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter.

    Attributes:
        label: What it is called.
        count: The statements with it; None where they are not counted.
        chosen: Whether the page shows only these.
        href: The page after choosing it, or no longer choosing it.
    """

    label: str
    count: int | None
    chosen: bool
    href: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a record page asks for, as it stands there."""

    q: str = ""
    outlets: tuple[str, ...] = ()
    manners: tuple[str, ...] = ()
    precision: str = ""
    cursor: str = ""

    def href(self, **changes: str | Sequence[str]) -> str:
        """The address of the same page with some things changed, back at the first results."""
        fields: dict[str, str | Sequence[str]] = {
            "q": self.q,
            "outlet": self.outlets,
            "manner": self.manners,
            "precision": self.precision,
            "cursor": "",
            **changes,
        }
        # An outlet may be the empty string (none stated), so only the single fields drop it.
        pairs = [
            (name, value)
            for name, values in fields.items()
            for value in ((values,) if isinstance(values, str) else values)
            if value or name in {"outlet", "manner"}
        ]
        return f"/?{urlencode(pairs)}" if pairs else "/"


class Pages:
    """Makes the pages of one book.

    Args:
        store: The book.
        read: Reads one pasted document.
        page_size: Statements on a record page.
        track: Says how often the engine's answers were right.
    """

    def __init__(
        self,
        store: Store,
        read: Callable[[Document], Reading],
        page_size: int,
        track: Callable[[], TrackRecord],
    ) -> None:
        self._store = store
        self._read = read
        self._page_size = page_size
        self._track = track

    def error(self, found: Problem) -> Response:
        """A page that says what went wrong."""
        return _page("error.html", found.status, problem=found)

    def record(self, asked: Asked) -> Response:
        """The record page: statements, filters, and the box to paste into."""
        whole = self._store.counts()
        try:
            query = ask(
                text=asked.q,
                outlets=asked.outlets,
                manners=asked.manners,
                precision=_number(asked.precision),
                track=self._track,
                cursor=asked.cursor,
                limit=self._page_size,
            )
            findings = search(self._store, query, self._track)
        except QueryError as error:
            return _page(
                "record.html",
                error.http_status,
                asked=asked,
                whole=whole,
                error=error,
                findings=None,
                reports=(),
                filters=_filters(asked, Counts(0, 0, 0), ()),
                pasted=Pasted(""),
            )
        return _page(
            "record.html",
            asked=asked,
            whole=whole,
            error=None,
            findings=findings,
            reports=reports(findings.page.statements, findings.around),
            filters=_filters(asked, findings.counts, self._promised()),
            turn=_turn(asked, findings),
            pasted=Pasted(""),
        )

    def _promised(self) -> Sequence[float]:
        """The precisions that can be chosen: those that can be promised."""
        try:
            highest = self._track().highest
        except WeightsError:  # the record can be read without them
            return ()
        return [precision for precision in PRECISIONS if precision <= highest]

    def article(self, document_id: str) -> Response:
        """One report with its statements beside the lines that they stand in."""
        reading = self._store.reading(document_id)
        return HTMLResponse(article_html(reading, self._store.versions(document_id)))

    def paste_form(
        self, pasted: Pasted | None = None, error: OnRecordError | None = None
    ) -> Response:
        """The box to paste a report into, alone on its page."""
        return _page(
            "paste.html",
            error.http_status if error else 200,
            pasted=pasted or Pasted(""),
            error=error,
        )

    def paste(self, pasted: Pasted) -> Response:
        """Reads what was pasted and goes to its article page, or says why it cannot be read."""
        try:
            document = paste(self._store, self._read, pasted)
        except OnRecordError as error:
            if error.http_status >= 500:
                raise
            return self.paste_form(pasted, error)
        return RedirectResponse(article_path(document), status_code=303)


def _page(template: str, status: int = 200, **values: object) -> Response:
    return HTMLResponse(render(template, **values), status_code=status)


def article_html(reading: Reading, versions: Sequence[Version]) -> str:
    """The page of one report; the text content of its element ``text`` is the report's text."""
    statements = reading.statements
    by_id = {str(statement.id): statement for statement in statements}
    numbers = {key: number for number, key in enumerate(by_id, 1)}
    entries = [entry(statement, by_id, numbers) for statement in statements]
    return render(
        "article.html",
        report=report(reading.document, entries),
        document=reading.document,
        paragraphs=paragraphs(reading.document, statements),
        engine=reading.engine,
        versions=versions,
        api_href=document_path("/api/v1/documents", reading.document.id),
    )


def _number(typed: str) -> float | None:
    """The precision that an address holds; refused by `ask` where it is none."""
    try:
        return float(typed) if typed else None
    except ValueError as error:
        raise QueryError(
            f"“{typed}” is not a precision", "Give a number between 0 and 1, such as 0.9."
        ) from error


def _filters(
    asked: Asked, counts: Counts, promised: Sequence[float]
) -> Mapping[str, Sequence[Choice]]:
    """The values of all filters; those that are chosen are there even if nothing has them."""
    outlets = {**dict.fromkeys(asked.outlets, 0), **counts.outlets}
    by_count = sorted(outlets, key=lambda outlet: (-outlets[outlet], outlet.casefold()))
    return {
        "outlets": [
            Choice(
                outlet or "No outlet stated",
                outlets[outlet],
                outlet in asked.outlets,
                asked.href(outlet=_toggled(asked.outlets, outlet)),
            )
            for outlet in by_count
        ],
        "manners": [
            Choice(
                terms("manners")[manner].label,
                counts.manners.get(manner, 0),
                manner in asked.manners,
                asked.href(manner=_toggled(asked.manners, manner)),
            )
            for manner in MANNERS
            if counts.manners.get(manner) or manner in asked.manners
        ],
        "precisions": [
            Choice(
                f"at least {percent(precision)}",
                None,
                asked.precision == f"{precision:g}",
                asked.href(
                    precision="" if asked.precision == f"{precision:g}" else f"{precision:g}"
                ),
            )
            for precision in promised
        ],
    }


def _toggled(values: tuple[str, ...], value: str) -> tuple[str, ...]:
    """The values without this one, or with it where it was absent."""
    return tuple(v for v in values if v != value) if value in values else (*values, value)


def _turn(asked: Asked, findings: Findings) -> Mapping[str, str]:
    """The addresses of the pages before and after, empty where there is none."""
    page = findings.page
    return {
        "previous": "" if page.previous is None else asked.href(cursor=page.previous),
        "next": asked.href(cursor=page.next) if page.next else "",
    }


def routes(pages: Pages) -> APIRouter:
    """The routes that answer people."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/")
    def record(
        q: str = "",
        outlet: Annotated[list[str] | None, Query()] = None,
        manner: Annotated[list[str] | None, Query()] = None,
        precision: str = "",
        cursor: str = "",
    ) -> Response:
        return pages.record(Asked(q, tuple(outlet or ()), tuple(manner or ()), precision, cursor))

    @router.get("/article")
    def article_by_query(document_id: Annotated[str, Query(alias="id")]) -> Response:
        return pages.article(document_id)

    @router.get("/article/{document_id:anything}")
    def article(document_id: str) -> Response:
        return pages.article(document_id)

    @router.get("/paste")
    def paste_form() -> Response:
        return pages.paste_form()

    @router.post("/paste")
    async def pasted(request: Request) -> Response:
        # The framework's own forms take a megabyte at most; the guard has counted this body.
        body = (await request.body()).decode("ascii", "replace")
        form = dict(parse_qsl(body, keep_blank_values=True))
        fields = {name: form.get(name, "") for name in ("text", "title", "outlet", "published")}
        return await run_in_threadpool(pages.paste, Pasted(**fields))

    return router
