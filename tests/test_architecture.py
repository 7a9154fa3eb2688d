"""The arrows between the folders point one way, and the drawing of the house is up to date."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "onrecord"

pytestmark = pytest.mark.skipif(
    not PACKAGE.is_dir(), reason="the sources are out of reach, so their imports cannot be drawn"
)


def test_the_import_contracts_of_the_project_are_kept() -> None:
    # A process of its own: the linter imports the package afresh and writes to standard output.
    program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", program, "--config", "pyproject.toml", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONIOENCODING": "utf-8", "PATH": ""},
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_no_module_is_too_long_to_read_in_one_sitting() -> None:
    lengths = {
        path.relative_to(PACKAGE).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in PACKAGE.rglob("*.py")
    }

    assert {name: length for name, length in lengths.items() if length > 400} == {}


def test_every_module_begins_with_what_it_is_for() -> None:
    silent = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if not path.read_text(encoding="utf-8").lstrip().startswith(('"""', 'r"""'))
    ]

    assert silent == []


def test_the_page_on_the_architecture_has_every_room_of_the_house() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {
        f"{path.name}/" if path.is_dir() else path.name
        for path in PACKAGE.iterdir()
        if (path / "__init__.py").is_file() or path.suffix == ".py"
    }

    drawn = set(re.findall(r"^ {2,}(\w+(?:/|\.py)) ", page, re.MULTILINE))
    assert rooms - drawn <= {"__init__.py", "__main__.py"}


def test_the_page_on_the_architecture_draws_the_contract_that_is_kept() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers = project["tool"]["importlinter"]["contracts"][0]["layers"]
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

    contract = page.split("```contract\n")[1].split("```")[0]
    assert contract.split("\n  → ") == [*layers[:-1], layers[-1] + "\n"]
