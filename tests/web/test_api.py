"""The service for programs: complete answers, and one shape for every error."""

import pytest
from fastapi.testclient import TestClient

from onrecord.store.base import Store
from onrecord.web.schemas import DocumentOut, Problem, StatementsOut

BRIDGE = "/api/v1/documents/gazette/2031/bridge%20%26%20tunnel.txt"


def test_a_document_comes_with_its_text_and_statements_in_code_points(client: TestClient) -> None:
    answer = DocumentOut.model_validate(client.get(BRIDGE).json())

    assert answer.offsets == "code points"
    assert len(answer.statements) == 6
    for statement in answer.statements:
        for span in (*statement.source, *statement.cue, *statement.content):
            assert answer.text[span.start : span.end] == span.text


def test_relations_between_statements_go_over_the_wire(client: TestClient) -> None:
    shut, crosses, ferrymen, mayor, *_ = client.get(BRIDGE).json()["statements"]

    assert crosses["continues"] == shut["id"]
    assert mayor["reported_in"] == ferrymen["id"]
    assert shut["manner"] == "direct"


def test_a_search_takes_every_parameter_of_a_query(client: TestClient) -> None:
    asked = {
        "q": "bridge",
        "outlet": ["Kell Gazette", "Other"],
        "manner": ["indirect", "direct"],
        "document": "gazette/2031/bridge & tunnel.txt",
        "minimum_confidence": "0.8",
        "limit": "1",
    }
    answer = StatementsOut.model_validate(client.get("/api/v1/statements", params=asked).json())

    assert len(answer.statements) == 1
    assert answer.total >= 1
    assert answer.statements[0].confidence >= 0.8
    assert answer.statements[0].document.outlet == "Kell Gazette"


def test_cursors_lead_through_all_statements_once(client: TestClient, book: Store) -> None:
    seen: list[str] = []
    cursor = ""
    while cursor is not None:
        answer = client.get("/api/v1/statements", params={"limit": 2, "cursor": cursor}).json()
        seen += [statement["id"] for statement in answer["statements"]]
        cursor = answer["next"]

    assert sorted(seen) == sorted(str(statement.id) for statement in book.statements())


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/documents/none", 404, "E304"),
        ("GET", "/api/v1/documents?id=none", 404, "E304"),
        ("GET", "/api/v1/documents", 400, "E502"),
        ("GET", "/api/v1/nothing", 404, "E500"),
        ("DELETE", "/api/v1/statements", 405, "E500"),
        ("GET", "/api/v1/statements?manner=shouted", 400, "E502"),
        ("GET", "/api/v1/statements?limit=0", 400, "E502"),
        ("GET", "/api/v1/statements?limit=many", 400, "E502"),
        ("GET", "/api/v1/statements?minimum_confidence=nan", 400, "E502"),
        ("GET", "/api/v1/statements?cursor=nonsense", 400, "E502"),
        ("GET", "/api/v1/statements?q=***", 400, "E502"),
    ],
)
def test_every_error_is_a_problem_with_a_code(
    client: TestClient, method: str, path: str, status: int, code: str
) -> None:
    answer = client.request(method, path)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = Problem.model_validate(answer.json())
    assert (problem.status, problem.code) == (status, code)
    assert problem.detail.endswith(".")


def test_the_service_says_that_it_is_well_and_how_much_it_holds(client: TestClient) -> None:
    answer = client.get("/healthz").json()

    assert answer["status"] == "ok"
    assert (answer["documents"], answer["statements"]) == (2, 7)


def test_the_service_describes_itself(client: TestClient) -> None:
    paths = client.get("/api/v1/openapi.json").json()["paths"]

    assert {"/api/v1/statements", "/healthz"} <= paths.keys()
    assert client.get("/docs").status_code == 404
