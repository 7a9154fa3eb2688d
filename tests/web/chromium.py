"""A real browser and the running service, for the tests of the pages in it.

Needs Chromium: Debian's package, or the program that ``ONRECORD_CHROMIUM`` names.
"""

import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Page

CHROMIUM = os.environ.get("ONRECORD_CHROMIUM") or shutil.which("chromium")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
ARTICLE = "/article/gazette/2031/bridge%20%26%20tunnel.txt"

NEEDED = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this machine"),
]


@dataclass
class Site:
    """A page of the running service, and everything that went wrong on it."""

    page: Page
    address: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Goes to a path of the service."""
        self.page.goto(self.address + path)
        return self.page


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """Runs the service on a free port of this machine; gives its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join()


def lit(page: Page) -> str:
    """The words that are lit in the text, in order."""
    return " | ".join(page.locator("#text .lit").all_text_contents())


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
