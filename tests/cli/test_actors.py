"""The verbs about actors, run as a person runs them."""

import csv
import getpass
import io
import json
import sys
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.document import Document
from onrecord.statement import Actor, Mention, Party, Post, Reading, Statement
from onrecord.store import open_book
from onrecord.values import Value

LIST = """id;name;kind;country;aliases;role
v;Elena Vasko;person;NOR;Lena Vasko;"harbour master | of=Ostrel | since=2031-03-01"
b;Ostrel Harbour Board;body;;OHB;
x;;person;;;
"""
TEXTS = ("Elena Vasko said no.", "Vasko said yes.")


class Done:
    """What a verb printed, and how it ended."""

    def __init__(self, status: object, out: str, err: str) -> None:
        self.status = status
        self.out = out
        self.err = err


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return tmp_path / "a.book"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(LIST, "utf-8-sig")
    return path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], book: Path) -> "Run":
    return Run(capsys, book)


class Run:
    """Runs a verb about actors on the test's book."""

    def __init__(self, capsys: pytest.CaptureFixture[str], book: Path) -> None:
        self._capsys = capsys
        self._book = book

    def __call__(self, *arguments: str | Path) -> Done:
        """Runs one verb to its end."""
        with pytest.raises(SystemExit) as end:
            main(["actors", *map(str, arguments), "--book", str(self._book)])
        out, err = self._capsys.readouterr()
        return Done(end.value.code, out, err)


def fill(book: Path) -> None:
    """Two reports that each name a Vasko, which nothing says are one."""
    store = open_book(book, create=True)
    for number, text in enumerate(TEXTS):
        document = Document(f"r{number}", text, "Ferries", "Harbour Ledger", None, "2031-03-11")
        name = text[: text.index(" said")]
        span = document.span(0, len(name))
        posts = (Post(span, "harbour master"),) if number == 0 else ()
        actor = Actor("a", name, "person", mentions=(Mention(span, "name"),), posts=posts)
        said, content = text.index("said"), text.index("said") + 5
        statement = Statement(
            f"s{number}",
            document,
            (span,),
            (document.span(said, said + 4),),
            (document.span(content, len(text) - 1),),
            Value("indirect", "model:stub"),
            0.9,
            speaker=Party("named", actor, span),
        )
        store.write([Reading(document, (), (statement,), "stub", (actor,))])
    store.close()


def test_a_list_is_imported_and_a_bad_row_is_named_with_its_line(people: Path, run: Run) -> None:
    done = run("import", people)

    assert done.status == 0
    assert done.out == ""
    assert f"onrecord: skipped {people}, line 4: there is no name." in done.err
    assert done.err.endswith("2 actors taken over (2 new, 0 changed), 1 set aside\n")


def test_actors_are_listed_as_a_table_and_as_json_lines(people: Path, run: Run) -> None:
    run("import", people)

    table = run("list", "--kind", "person").out.splitlines()
    norway = run("list", "--json", "--country", "Norway").out
    lines = [json.loads(line) for line in norway.splitlines()]

    assert [line.split("  ")[-1] for line in table] == ["id", "v"]
    assert "Elena Vasko" in table[1]
    assert [line["name"] for line in lines] == ["Elena Vasko"]


def test_an_actor_is_shown_with_its_roles_and_what_it_said(
    people: Path, book: Path, run: Run
) -> None:
    fill(book)
    run("import", people)

    listed = run("show", "Lena Vasko")
    named = run("show", "elena vasko")

    assert listed.status == named.status == 0
    assert "also: Lena Vasko" in listed.out
    assert "harbour master of Ostrel 2031-03-01, says a list" in listed.out


def test_an_actor_of_reports_is_shown_with_its_statements(book: Path, run: Run) -> None:
    fill(book)
    (line,) = run("list", "--json", "--text", "Elena").out.splitlines()
    entry = json.loads(line)

    shown = run("show", entry["id"])
    told = json.loads(run("show", entry["id"], "--json").out)

    assert "at first hand and 0 at second hand" in shown.out
    assert "harbour master 2031-03-11, says Harbour Ledger · 2031-03-11 · Ferries" in shown.out
    assert shown.err == "\n1 of 1 statements\n"
    assert "Elena Vasko [said] no" in shown.out
    assert told["shares"]["first_hand"] == entry["said"] == len(told["statements"])
    assert told["statements"][0]["id"] == "s0"


def test_a_decision_is_kept_with_who_made_it_and_can_be_taken_back(
    book: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "ida")
    fill(book)
    proposals = [json.loads(line) for line in run("proposals", "--json").out.splitlines()]
    assert proposals
    (proposal,) = proposals
    assert proposal["decision"] is None

    decided = run("decide", proposal["id"], "same")
    after = run("list")
    undone = run("undo", proposal["id"])

    assert "decided: same, by person:ida" in decided.out
    assert f"onrecord actors undo {proposal['id']}" in decided.err
    assert "1 of 1 actors" in after.err
    assert "decided" not in undone.out
    assert "2 of 2 actors" in run("list").err
    assert "Elena Vasko" in run("proposals").out
    assert run("proposals", "--decided").out == ""


def test_a_list_goes_from_book_to_book(people: Path, tmp_path: Path, run: Run) -> None:
    run("import", people)
    table = tmp_path / "out.csv"

    done = run("export", table, "--format", "csv")
    printed = run("export", "--format", "ftm")

    assert done.err == "2 actors\n"
    with table.open(encoding="utf-8", newline="") as stream:
        assert [row["id"] for row in csv.DictReader(stream)] == ["b", "v"]
    assert [json.loads(line)["id"] for line in printed.out.splitlines()][:1] == ["b"]
    assert sorted(path.name for path in tmp_path.iterdir() if ".part" in path.name) == []


def test_a_list_is_read_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    entity = {"id": "q", "schema": "Person", "properties": {"name": ["Ada Brun"]}}
    stdin = io.TextIOWrapper(io.BytesIO(json.dumps(entity).encode()))
    monkeypatch.setattr(sys, "stdin", stdin)

    assert run("import", "-").status == 0
    assert "Ada Brun" in run("show", "q").out


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("show", "nobody"), 4, "onrecord: the book has no actor “nobody”."),
        (("list", "--country", "Atlantis"), 2, "onrecord: “Atlantis” is no country"),
        (("decide", "p0", "same"), 4, "onrecord: the book holds no proposal “p0”"),
        (("undo", "p0"), 4, "onrecord: the book holds no proposal “p0”"),
        (("import", "nowhere.csv"), 3, "onrecord: cannot read nowhere.csv: No such file"),
    ],
)
def test_what_cannot_be_done_is_one_line_with_a_remedy(
    arguments: tuple[str, ...], status: int, message: str, people: Path, run: Run
) -> None:
    run("import", people)

    done = run(*arguments)

    assert done.status == status
    assert done.err.startswith(message)
    assert done.err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Elena Vasko\n", "names no column “name”. Write a header such as: id,name,kind"),
        ('{"people": []}', "has no collection of Popolo"),
        ("[]", "is a list in JSON, which no format of actors is"),
        ("", "the file is empty"),
        ("name,kind\n,person\n", "no actor could be taken from"),
    ],
)
def test_a_file_that_is_no_list_says_why(text: str, message: str, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "list"
    path.write_text(text, "utf-8")

    done = run("import", path)

    assert done.status == 3
    assert message in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    "verb", ["list", "show", "proposals", "decide", "undo", "import", "export"]
)
def test_every_verb_ends_its_help_with_an_example(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as end:
        main(["actors", verb, "--help"])
    assert end.value.code == 0
    assert f"onrecord actors {verb}" in capsys.readouterr().out.splitlines()[-1]
