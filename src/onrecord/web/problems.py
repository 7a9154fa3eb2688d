"""Answers to whatever goes wrong: problem details for programs, a page for people.

Every answer carries one of our codes, also where the error is the framework's or nobody's.
"""

import logging
from collections.abc import Callable
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from onrecord.errors import OnRecordError, QueryError, RequestError
from onrecord.web.schemas import Problem

log = logging.getLogger(__name__)

ErrorPage = Callable[[Problem], Response]


def problem(error: Exception) -> Problem:
    """Says in the wire format what went wrong."""
    if isinstance(error, OnRecordError):
        status, code, detail = error.http_status, error.code, str(error)
    elif isinstance(error, RequestValidationError):
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"][1:])
        asked = QueryError(f"“{place}” cannot be understood: {first['msg']}", "Mend it.")
        status, code, detail = asked.http_status, asked.code, str(asked)
    elif isinstance(error, HTTPException):
        status, code = error.status_code, RequestError.code
        detail = {
            404: "There is no such page. Start from the record at “/”.",
            405: "This address cannot be asked in this way. Use GET.",
        }.get(status, str(error.detail))
    else:
        status, code = 500, OnRecordError.code
        detail = "OnRecord failed. Its log says where; please report it."
    return Problem(title=HTTPStatus(status).phrase, status=status, code=code, detail=detail)


def respond(request: Request, found: Problem, error_page: ErrorPage) -> Response:
    """Answers a program with problem details and a person with a page."""
    if request.url.path.startswith("/api/") or request.url.path == "/healthz":
        return JSONResponse(
            found.model_dump(), status_code=found.status, media_type="application/problem+json"
        )
    return error_page(found)


def install(app: FastAPI, error_page: ErrorPage) -> None:
    """Makes an application answer every error in our shape."""

    def answer(request: Request, error: Exception) -> Response:
        found = problem(error)
        if found.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            log.error("%s %s failed", request.method, request.url.path, exc_info=error)
        return respond(request, found, error_page)

    for kind in (OnRecordError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, answer)
