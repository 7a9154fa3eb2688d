"""Other websites can neither read the book nor write into it."""

import pytest
from fastapi.testclient import TestClient

from onrecord.store.base import Store
from onrecord.web import create_app
from onrecord.web.security import host_name

FORM = {"text": "Reeve said that it snowed."}


@pytest.mark.parametrize(
    "path", ["/", "/article/tolls", "/paste", "/none", "/healthz", "/static/onrecord.css"]
)
def test_every_answer_has_the_security_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers

    assert headers["content-security-policy"].startswith("default-src 'self'; base-uri 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/article/tolls", "/paste", "/?q=%22", "/none"])
def test_no_page_has_a_script_a_style_or_an_address_of_elsewhere(
    client: TestClient, path: str
) -> None:
    page = client.get(path).text

    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    assert page.count("<script") == page.count('<script src="/static/')
    assert 'src="http' not in page


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://["},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site", "origin": "http://127.0.0.1:8000"},
    ],
)
def test_another_website_cannot_paste(
    client: TestClient, book: Store, headers: dict[str, str]
) -> None:
    answer = client.post("/paste", data=FORM, headers=headers)

    assert answer.status_code == 403
    assert "E503" in answer.text
    assert book.counts().documents == 2


@pytest.mark.parametrize(
    "headers",
    [{}, {"origin": "http://127.0.0.1:8000"}, {"sec-fetch-site": "same-origin", "origin": "null"}],
)
def test_our_own_page_and_programs_can_paste(client: TestClient, headers: dict[str, str]) -> None:
    answer = client.post("/paste", data=FORM, headers=headers, follow_redirects=False)

    assert answer.status_code == 303


@pytest.mark.parametrize("path", ["/", "/api/v1/statements", "/static/onrecord.css"])
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8000", "", "["])
def test_a_host_that_this_service_is_not_is_refused(
    client: TestClient, path: str, host: str
) -> None:
    assert client.get(path, headers={"host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:1", "[::1]:8000", "127.0.0.1"])
def test_the_names_of_this_machine_are_served(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 200


def test_a_server_can_be_told_other_names(book: Store) -> None:
    app = create_app(
        book, lambda document: pytest.fail("nothing is pasted"), hosts=["record.example"]
    )
    with TestClient(app, base_url="http://record.example") as client:
        assert client.get("/").status_code == 200
        assert client.get("/", headers={"host": "localhost"}).status_code == 403


def test_a_body_of_unknown_length_is_refused(client: TestClient) -> None:
    answer = client.post(
        "/paste",
        content=iter([b"text=It", b"+snowed."]),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )

    assert answer.status_code == 413


def test_a_host_has_a_name_with_or_without_port() -> None:
    assert host_name("[::1]") == "::1"
    assert host_name("a:80") == "a"
    assert host_name("[") == ""
