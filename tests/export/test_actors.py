"""Lists of actors are written for real and read back, and other people's lists are understood."""

import csv
import io
import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from onrecord.errors import MalformedRecordError, QueryError, UnknownFormatError
from onrecord.export import actors
from onrecord.export.actors.base import KINDS, Listed, plain
from onrecord.registry import Entry, Held, Membership

BOARD = Entry("b/1", "Ostrel Harbour Board", "body", "NOR", ("OHB", "the Board; of Ostrel"))
LEDGER = Entry("o1", "Harbour Ledger", "outlet", "", (), (), (Membership("b/1", BOARD.name),))
VASKO = Entry(
    "p1",
    "Elena Vasko",
    "person",
    "NOR",
    ("E. Vasko", 'Elena "Lena" Vasko'),
    (
        Held("harbour master", "Ostrel Harbour Board", "NOR", "2031-03-01", "2031-04", "d#1", 4, 9),
        Held("spokeswoman", "the Coalition of Ports | Piers", "", "2032"),
        Held("captain"),
    ),
    (Membership("b/1", BOARD.name, "news/ferry 1.txt"),),
    {"wikidata": "Q999999999", "port=registry": "a;b|c"},
)
TRUCE = Entry("t1", "Tolmek Accord", "document", identifiers={"treaties": "17"})
OSTREL = Entry("x.1", "Ostrel", "place", "NOR", ("Østrel",))
WORLD = (BOARD, LEDGER, VASKO, TRUCE, OSTREL)

NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(
    lambda text: text == text.strip() != ""
)
SIGNS = st.text(r";|\= ,\"#%:a", min_size=1, max_size=8).map(lambda text: f"n{text}n")
TEXTS = st.one_of(NAMES, SIGNS)
COUNTRIES = st.sampled_from(["", "NOR", "TWN", "XKX", "EUE", "SUN"])
DAYS = st.sampled_from(["", "2031", "2031-03", "2031-03-11"])


@st.composite
def offices(draw: st.DrawFn) -> Held:
    held = Held(
        draw(TEXTS), draw(st.one_of(st.just(""), TEXTS)), draw(COUNTRIES), draw(DAYS), draw(DAYS)
    )
    if draw(st.booleans()):
        held = replace(held, document=draw(TEXTS))
        if draw(st.booleans()):
            held = replace(held, start=draw(st.integers(0, 99)), end=100)
    return held


@st.composite
def worlds(draw: st.DrawFn) -> tuple[Entry, ...]:
    ids = draw(st.lists(TEXTS, unique=True, min_size=1, max_size=4))
    bare = [Entry(one, draw(TEXTS), draw(st.sampled_from(KINDS))) for one in ids]
    bodies = [one for one in bare if one.kind in ("body", "outlet")]
    return tuple(
        replace(
            one,
            country=draw(COUNTRIES),
            aliases=tuple(
                name for name in draw(st.lists(TEXTS, unique=True, max_size=3)) if name != one.name
            ),
            held=tuple(draw(st.lists(offices(), max_size=2))),
            part_of=tuple(
                Membership(body.id, body.name, draw(st.one_of(st.just(""), TEXTS)))
                for body in bodies
                if body.id != one.id and draw(st.booleans())
            ),
            identifiers=draw(st.dictionaries(TEXTS, TEXTS, max_size=2)),
        )
        for one in bare
    )


def written(entries: tuple[Entry, ...], form: str) -> str:
    stream = io.StringIO(newline="")
    assert actors.write(entries, form, stream) == len(entries)
    return stream.getvalue()


def read(text: str, form: str | None = None) -> Listed:
    return actors.read(text, "list", form)


def by_id(entries: tuple[Entry, ...]) -> dict[str, Entry]:
    return {str(one.id): plain(one) for one in entries}


def only(text: str, form: str | None = None) -> Entry:
    listed = read(text, form)
    assert not listed.aside
    (entry,) = listed.entries
    return entry


@pytest.mark.parametrize("form", actors.WRITERS)
def test_what_is_written_is_read_back_exactly_and_its_format_is_told_by_its_content(
    form: str,
) -> None:
    text = written(WORLD, form)

    listed = read(text)

    assert actors.guess(text, "list") == form
    assert (listed.aside, listed.notes) == ((), ())
    assert by_id(listed.entries) == by_id(WORLD)
    assert {one.id for one in read(written(listed.entries, form)).entries} == {
        one.id for one in WORLD
    }


@pytest.mark.parametrize("form", actors.WRITERS)
@given(world=worlds())
@settings(max_examples=60, deadline=None)
def test_any_world_survives_every_format(form: str, world: tuple[Entry, ...]) -> None:
    text = written(world, form)
    listed = read(text, form)

    assert listed.aside == ()
    assert by_id(listed.entries) == by_id(world)


@pytest.mark.parametrize("form", actors.WRITERS)
def test_what_a_book_counts_stands_in_no_file(form: str) -> None:
    counted = tuple(replace(one, said=7, reports=3, set_by="person:ida") for one in WORLD)
    assert written(counted, form) == written(WORLD, form)


def test_a_csv_row_is_what_a_spreadsheet_shows() -> None:
    rows = list(csv.DictReader(io.StringIO(written(WORLD, "csv"), newline="")))

    assert [row["name"] for row in rows] == [one.name for one in WORLD]
    assert rows[0]["aliases"] == r"OHB; the Board\; of Ostrel"
    assert rows[2]["roles"].split("; ")[0] == (
        "harbour master | of=Ostrel Harbour Board | country=NOR | since=2031-03-01"
        " | until=2031-04 | report=d%231#char=4,9"
    )
    assert rows[2]["part_of"] == "Ostrel Harbour Board | id=b/1 | report=news/ferry%201.txt"


@pytest.mark.parametrize(
    "text",
    [
        "Name,Type,Nationality,AKA\r\nElena Vasko,Person,norwegian,E. Vasko; Lena\r\n",
        '\ufeffname;kind;country;aliases\nElena Vasko;person;no;"E. Vasko ; Lena"',
        "sep=;\r\nfull_name;KIND;Country-Code;also known as\r\nElena Vasko;PERSON;NOR;\r\n",
        "kind\tname\tiso3\tother names\nindividual\tElena Vasko\tNorway\t\n\n",
    ],
)
def test_tables_of_others_are_understood(text: str) -> None:
    entry = only(text)

    assert (entry.id, entry.name, entry.kind, entry.country) == ("", "Elena Vasko", "person", "NOR")
    assert entry.aliases in ((), ("E. Vasko", "Lena"))


def test_a_semicolon_between_cells_and_one_between_names_are_told_apart() -> None:
    entry = only('name;kind;aliases;wikidata\nElena Vasko;person;"E. Vasko; Lena";Q5\n')

    assert entry.aliases == ("E. Vasko", "Lena")
    assert entry.identifiers == {"wikidata": "Q5"}


def test_a_column_that_is_not_known_is_named() -> None:
    listed = read("name,kind,shoe size\nElena Vasko,person,39\n")

    assert len(listed.entries) == 1
    assert listed.notes == ("Columns that are not known are left out: “shoe size”.",)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",person,,", "there is no name"),
        ("Ada Brun,,,", "there is no kind. Write person, body, outlet, document or place."),
        ("Ada Brun,ferry,,", "“ferry” is no kind of actor"),
        ("Ada Brun,person,Atlantis,", "“Atlantis” is no country that is known"),
        ("Ada Brun,person,,mayor | at=Ostrel", "“at=Ostrel” is not understood"),
        ("Ada Brun,person,,,,", "2 rows"),
        ("Ada Brun,person,,mayor,and more", "there are 5 cells under 4 headers"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_line_and_reason_and_the_rest_is_read(
    row: str, reason: str
) -> None:
    listed = read(f'name,kind,country,roles\n"Elena\nVasko",person,,\n{row}\nOHB,body,,\n')

    if reason == "2 rows":
        assert len(listed.entries) == 3
        return
    assert [one.name for one in listed.entries] == ["Elena\nVasko", "OHB"]
    (skipped,) = listed.aside
    assert str(skipped).startswith("list, line 4: ")
    assert reason in skipped.reason
    assert skipped.code == "E107"


def test_a_second_row_with_an_id_is_set_aside() -> None:
    listed = read("id,name,kind\na,Elena Vasko,person\na,Ada Brun,person\n")

    assert [one.name for one in listed.entries] == ["Elena Vasko"]
    assert "the id “a” stands at line 2 already" in listed.aside[0].reason


def test_a_table_without_names_is_refused_with_a_header_to_copy() -> None:
    with pytest.raises(MalformedRecordError, match="the first line of list names no column"):
        read("Elena Vasko,person\n")


TEXT = {"type": "string"}
DAY = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}
POPOLO = {
    "type": "object",
    "additionalProperties": {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["id"],
            "properties": {
                "id": TEXT,
                "name": TEXT,
                "other_names": {"items": {"required": ["name"]}},
                "identifiers": {"items": {"required": ["identifier", "scheme"]}},
                "classification": TEXT,
                "national_identity": TEXT,
                "area_id": TEXT,
                "parent_id": TEXT,
                "identifier": TEXT,
                "label": TEXT,
                "role": TEXT,
                "person_id": TEXT,
                "member": {"type": "object", "required": ["id"]},
                "organization_id": TEXT,
                "post_id": TEXT,
                "start_date": DAY,
                "end_date": DAY,
                "sources": {"items": {"properties": {"url": {"pattern": r"^\w+:[!-~]+$"}}}},
            },
            "additionalProperties": False,
        },
    },
}
"""What Popolo's schemas say of the properties that we write."""


def test_popolo_has_the_shape_of_its_schemas_and_every_link_leads_somewhere() -> None:
    data = json.loads(written(WORLD, "popolo"))

    Draft202012Validator(POPOLO).validate(data)
    ids = {name: {one["id"] for one in things} for name, things in data.items()}
    for membership in data["memberships"]:
        who = membership.get("person_id") or membership["member"]["id"]
        assert who in ids["persons"] | ids["organizations"]
        assert membership.get("organization_id") in {None, *ids["organizations"]}
        assert membership.get("post_id") in {None, *ids["posts"]}
    for thing in (*data["posts"], *data["organizations"]):
        assert thing.get("area_id") in {None, *ids["areas"]}
        assert thing.get("organization_id") in {None, *ids["organizations"]}
    post = next(one for one in data["posts"] if one["role"] == "harbour master")
    assert post["label"] == "harbour master of Ostrel Harbour Board"
    assert post["organization_id"] == "b/1"


def test_popolo_of_others_is_understood() -> None:
    data = {
        "persons": [
            {
                "id": "1",
                "name": "Elena Vasko",
                "national_identity": "Norwegian",
                "other_names": [{"name": "E. Vasko", "note": "short"}],
                "identifiers": [{"scheme": "wikidata", "identifier": "Q5"}],
                "memberships": [{"organization_id": "p", "start_date": "2031"}],
            }
        ],
        "organizations": [
            {"id": "h", "name": "Harbour Council", "area_id": "a", "posts": [{"id": "c"}]},
            {"id": "p", "name": "Pier Party", "parent_id": "h"},
        ],
        "areas": [
            {"id": "a", "name": "Ostrel", "classification": "city", "parent_id": "n"},
            {"id": "n", "name": "Norway", "classification": "country"},
        ],
        "posts": [{"id": "m", "label": "Mayor", "organization_id": "h", "area_id": "a"}],
        "memberships": [
            {"person_id": "1", "post_id": "m", "end_date": "2033-01-02"},
            {"person_id": "1", "organization_id": "h", "on_behalf_of_id": "p", "role": "member"},
            {"id": "bad", "person_id": "nobody", "organization_id": "h"},
        ],
    }

    listed = read(json.dumps(data, indent=1))

    found = by_id(listed.entries)
    assert found["1"].country == found["h"].country == found["a"].country == "NOR"
    assert found["1"].held == (
        Held("Mayor", "Harbour Council", "NOR", until="2033-01-02"),
        Held("member", "Harbour Council"),
    )
    assert {one.name for one in found["1"].part_of} == {"Harbour Council", "Pier Party"}
    assert found["p"].part_of == (Membership("h", "Harbour Council"),)
    (skipped,) = listed.aside
    assert "membership bad: its member “nobody” is not in the file" in str(skipped)


FTM = {
    "Person": {"name", "alias", "country", "wikidataId"},
    "Organization": {"name", "alias", "country", "wikidataId", "classification"},
    "Territory": {"name", "alias", "country", "wikidataId", "keywords"},
    "Document": {"name", "alias", "country", "wikidataId", "fileName", "keywords"},
    "Position": {"name", "country", "organization"},
    "Occupancy": {"holder", "post", "startDate", "endDate", "recordId"},
    "Membership": {"member", "organization", "recordId"},
    "Identification": {"holder", "type", "number"},
}
"""Schemata of FollowTheMoney 4 that we write, with those of their properties that we write."""
REQUIRED = {
    "Document": {"fileName"},
    "Position": {"name"},
    "Occupancy": {"holder", "post"},
    "Membership": {"member", "organization"},
    "Identification": {"holder", "number"},
}
ENTITIES = {"holder", "post", "member", "organization"}


def test_followthemoney_entities_have_the_shape_of_their_schemata() -> None:
    lines = [json.loads(line) for line in written(WORLD, "ftm").splitlines()]
    schemata = {line["id"]: line["schema"] for line in lines}

    assert len(schemata) == len(lines)
    for line in lines:
        assert set(line) == {"id", "schema", "properties"}
        assert set(line["properties"]) <= FTM[line["schema"]]
        assert set(line["properties"]) >= REQUIRED.get(line["schema"], {"name"})
        for name, values in line["properties"].items():
            assert values
            assert all(isinstance(value, str) and value for value in values)
            if name in ENTITIES:
                assert set(values) <= set(schemata)
    assert {line["properties"]["country"][0] for line in lines if "country" in line["properties"]}
    vasko = next(line for line in lines if line["schema"] == "Person")
    assert vasko["properties"]["country"] == ["no"]
    assert vasko["properties"]["wikidataId"] == ["Q999999999"]
    post = next(line for line in lines if line["schema"] == "Position")
    assert schemata[post["properties"]["organization"][0]] == "Organization"


def test_followthemoney_entities_of_others_are_understood() -> None:
    entities: list[object] = [
        {"id": "ev", "schema": "Person", "properties": {"name": ["Elena Vasko", "E. Vasko"]}},
        {"id": "ev", "schema": "Person", "properties": {"nationality": ["zz", "gb-sct"]}},
        {"id": "hb", "schema": "PublicBody", "properties": {"name": ["Harbour Board"]}},
        {
            "id": "co",
            "schema": "Company",
            "properties": {"name": ["Pier Ltd"], "jurisdiction": ["no"], "leiCode": ["5299"]},
        },
        {
            "id": "d",
            "schema": "Directorship",
            "properties": {"director": ["ev"], "organization": ["co"], "role": ["chair"]},
        },
        {"id": "e", "schema": "Employment", "properties": {"employee": ["ev"], "employer": ["hb"]}},
        {
            "id": "u",
            "schema": "Membership",
            "properties": {"member": ["x"], "organization": ["co"]},
        },
        {"id": "v", "schema": "Vessel", "properties": {"name": ["Ferry"]}},
        {
            "id": "o",
            "schema": "Occupancy",
            "properties": {
                "holder": ["ev"],
                "post": [
                    {"id": "m", "schema": "Position", "properties": {"name": ["Mayor of Ostrel"]}}
                ],
                "startDate": ["2031-03-11T10:00:00"],
            },
        },
    ]

    listed = read("\n".join(map(json.dumps, entities)) + "\n{broken\n")

    found = by_id(listed.entries)
    assert set(found) == {"ev", "hb", "co"}
    assert found["ev"].country == "GBR"
    assert found["ev"].aliases == ("E. Vasko",)
    assert set(found["ev"].held) == {
        Held("chair", "Pier Ltd", "NOR"),
        Held("Mayor of Ostrel", since="2031-03-11"),
    }
    assert {one.name for one in found["ev"].part_of} == {"Pier Ltd", "Harbour Board"}
    assert found["co"].identifiers == {"lei": "5299"}
    assert [str(one).split(": ")[0] for one in listed.aside] == [
        "list, line 10",
        "list, line 7, Membership u",
    ]
    assert listed.notes == ("1 of schema Vessel left out: no actor is one.",)


def test_other_json_and_formats_that_there_are_not_are_refused() -> None:
    with pytest.raises(UnknownFormatError, match="list is a list in JSON"):
        read("[1]")
    with pytest.raises(MalformedRecordError, match="no collection of Popolo"):
        read('{"people": []}')
    with pytest.raises(QueryError, match="there is no format “xls”"):
        read("", "xls")


@given(text=st.text(max_size=60), form=st.sampled_from([None, *actors.READERS]))
@settings(max_examples=200, deadline=None)
def test_no_text_breaks_a_reader(text: str, form: str | None) -> None:
    with suppress(MalformedRecordError, UnknownFormatError):
        read(text, form)
