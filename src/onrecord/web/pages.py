"""The pages for people: the record, an article, and the box to paste a report into."""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from onrecord.desk.paste import Pasted, paste
from onrecord.desk.precision import Sieve
from onrecord.desk.search import ask, search
from onrecord.document import Document
from onrecord.errors import OnRecordError, QueryError, WeightsError
from onrecord.extract.precision import TrackRecord
from onrecord.statement import Reading, Statement
from onrecord.store.base import Counts, Store, Version
from onrecord.web.addresses import article_path, document_path
from onrecord.web.filters import PRECISIONS, Asked, Choice, filters, precision_of, precisions, turn
from onrecord.web.forms import form_of, place_of
from onrecord.web.marks import paragraphs
from onrecord.web.parties import actors_of, tips_of
from onrecord.web.render import render
from onrecord.web.schemas import Problem
from onrecord.web.told import SIGNS
from onrecord.web.views import entry, report, reports


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
                acts=asked.acts,
                certainties=asked.certainties,
                polarities=asked.polarities,
                conditional=asked.conditional,
                precision=precision_of(asked.precision),
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
                filters=filters(asked, Counts(0, 0, 0), ()),
                pasted=Pasted(""),
            )
        return _page(
            "record.html",
            asked=asked,
            whole=whole,
            error=None,
            findings=findings,
            reports=reports(findings.page.statements, findings.around, asked.precision),
            filters=filters(asked, findings.counts, self._promised()),
            turn=turn(asked, findings),
            pasted=Pasted(""),
        )

    def _promised(self) -> Sequence[float]:
        """The precisions that can be chosen: those that can be promised."""
        try:
            highest = self._track().highest
        except WeightsError:  # the record can be read without them
            return ()
        return [precision for precision in PRECISIONS if precision <= highest]

    def article(self, document_id: str, precision: str = "", at: str = "") -> Response:
        """One report with its statements beside the lines that they stand in."""
        reading = self._store.reading(document_id)
        versions = self._store.versions(document_id)
        asked = precision_of(precision)
        sieve = None if asked is None else Sieve(asked, self._track())
        promised = self._promised() if reading.statements else ()
        choices = precisions(
            precision, promised, lambda other: article_path(reading.document, precision=other)
        )
        place = place_of(at, len(reading.document.text))
        return HTMLResponse(article_html(reading, versions, choices, sieve, place))

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


def article_html(
    reading: Reading,
    versions: Sequence[Version],
    choices: Sequence[Choice] = (),
    sieve: Sieve | None = None,
    asked: tuple[int, int] | None = None,
) -> str:
    """The page of one report; the text content of its element ``text`` is the report's text.

    Args:
        reading: The report and its statements.
        versions: The versions of it that were read.
        choices: The precisions that can be asked for.
        sieve: Lets through the statements that are shown; None shows all.
        asked: Where the words stand that the address names.
    """
    shown = reading.statements if sieve is None else tuple(sieve.of(reading.statements))
    numbers = {str(statement.id): number for number, statement in enumerate(shown, 1)}
    # Those that are not shown may still say whose words another one carries on.
    by_id = {str(statement.id): statement for statement in reading.statements}
    tips = tips_of((*reading.actors, *(one for said in shown for one in actors_of(said))))
    entries = [entry(statement, by_id, numbers, tips=tips) for statement in shown]
    return render(
        "article.html",
        report=report(reading.document, entries),
        document=reading.document,
        paragraphs=paragraphs(reading.document, shown, tips, asked),
        tips={tip: f"tip-{number}" for number, tip in enumerate(dict.fromkeys(tips.values()), 1)},
        meant=_meant(shown),
        choices=choices,
        kept=None if sieve is None else sieve.kept(),
        engine=reading.engine,
        versions=versions,
        api_href=document_path("/api/v1/documents", reading.document.id),
    )


def _meant(shown: Sequence[Statement]) -> Mapping[str, object]:
    """What the legend has to explain: whether there are conditions, and a word for each sign."""
    meanings = [one.meaning for one in shown if one.meaning is not None]
    words = {SIGNS[one.sign]: one.span.text for each in meanings for one in each.triggers[::-1]}
    return {
        "conditions": any(one.conditions for one in meanings),
        "signs": [(sign, " ".join(words[sign].split())) for sign in sorted(words)],
    }


def routes(pages: Pages) -> APIRouter:
    """The routes that answer people."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/")
    def record(
        q: str = "",
        outlet: Annotated[list[str] | None, Query()] = None,
        manner: Annotated[list[str] | None, Query()] = None,
        act: Annotated[list[str] | None, Query()] = None,
        certainty: Annotated[list[str] | None, Query()] = None,
        polarity: Annotated[list[str] | None, Query()] = None,
        conditional: Annotated[list[str] | None, Query()] = None,
        precision: str = "",
        cursor: str = "",
    ) -> Response:
        asked = Asked(
            q,
            outlets=tuple(outlet or ()),
            manners=tuple(manner or ()),
            acts=tuple(act or ()),
            certainties=tuple(certainty or ()),
            polarities=tuple(polarity or ()),
            conditional=tuple(conditional or ()),
            precision=precision,
            cursor=cursor,
        )
        return pages.record(asked)

    @router.get("/article")
    def article_by_query(
        document_id: Annotated[str, Query(alias="id")], precision: str = "", at: str = ""
    ) -> Response:
        return pages.article(document_id, precision, at)

    @router.get("/article/{document_id:anything}")
    def article(document_id: str, precision: str = "", at: str = "") -> Response:
        return pages.article(document_id, precision, at)

    @router.get("/paste")
    def paste_form() -> Response:
        return pages.paste_form()

    @router.post("/paste")
    async def pasted(request: Request) -> Response:
        form = await form_of(request)
        fields = {name: form.get(name, "") for name in ("text", "title", "outlet", "published")}
        return await run_in_threadpool(pages.paste, Pasted(**fields))

    return router
