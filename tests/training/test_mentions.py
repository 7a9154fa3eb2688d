"""Names and coreference, read from small files in the corpora's forms that we wrote ourselves."""

import io
import tarfile
from pathlib import Path

import pytest

from onrecord.errors import TrainingError
from onrecord.training.mentions import Marked, load_gap, load_gum, load_litbank, load_newswire


def archive(path: Path, name: str, content: str) -> Path:
    """A tar file with one file in it."""
    with tarfile.open(path, "w:xz") as file:
        data = content.encode()
        entry = tarfile.TarInfo(name)
        entry.size = len(data)
        file.addfile(entry, io.BytesIO(data))
    return path


def shown(marked: Marked) -> list[tuple[str, str | None, int | None]]:
    """Words, kind and entity of each mention."""
    return [(marked.text[m.start : m.end], m.kind, m.entity) for m in marked.mentions]


def test_newswire_has_names(tmp_path: Path) -> None:
    rows = [
        "http://example.org\tO",
        "",
        *("Lorvane\tB-NORP", "envoy\tO", "Ilse\tB-Person", "Harn\tI-Person", "left\tO"),
        *("Tressa\tB-Location", ".\tO", ""),
        *("She\tO", "paid\tO", "$5\tB-Money", ".\tO"),
    ]
    path = archive(tmp_path / "a.tar.xz", "some/xx_1.txt.tsv", "\n".join(rows))

    (found,) = load_newswire(path)

    assert found.text == "Lorvane envoy Ilse Harn left Tressa. She paid $5."
    assert shown(found) == [
        ("Lorvane", "nationality", None),
        ("Ilse Harn", "person", None),
        ("Tressa", "place", None),
    ]


GUM = """# newdoc id = GUM_news_x
# newpar
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\tEntity=(1-person-new-cf1-cf1-3-coref
2\ttalkative\ttalkative\tADJ\tJJ\t_\t3\tamod\t_\t_
3\thead\thead\tNOUN\tNN\t_\t0\troot\t_\t_
4\tof\tof\tADP\tIN\t_\t7\tcase\t_\t_
5-6\tLorvane's\t_\t_\t_\t_\t_\t_\t_\t_
5\tLorvane\tLorvane\tPROPN\tNNP\t_\t7\tnmod\t_\tEntity=(2-place-new-cf2-cf1-1-sgl)
6\t's\t's\tPART\tPOS\t_\t5\tcase\t_\t_
7\tmission\tmission\tNOUN\tNN\t_\t3\tnmod\t_\tEntity=1)
8\tfell\tfall\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
9\t.\t.\tPUNCT\t.\t_\t8\tpunct\t_\t_

# newpar
1\tHe\the\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1-person-giv-cf1-cf1-1-ana)
2\tslept\tsleep\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_
"""


def test_gum_has_heads_and_entities(tmp_path: Path) -> None:
    (found,) = load_gum(archive(tmp_path / "a.tar.xz", "GUM_news_x.conllu", GUM))

    assert found.id == "gum/GUM_news_x"
    assert found.text == "The talkative head of Lorvane's mission fell.\n\nHe slept."
    assert shown(found) == [("head", "people", 1), ("Lorvane", "place", 0), ("He", None, 1)]


def test_litbank_has_heads(tmp_path: Path) -> None:
    words = [("Sir", "(0"), ("Walter", "0)"), ("met", ""), ("the", "(1"), ("owner", "")]
    words += [("of", ""), ("it", "(2)|1)"), (".", "")]
    rows = ["#begin document (x); part 0"]
    rows += ["\t".join(["x", "0", str(i), w, *["_"] * 8, c]) for i, (w, c) in enumerate(words)]
    path = archive(tmp_path / "a.tar.xz", "x.conll", "\n".join([*rows, "", "#end document"]))

    (found,) = load_litbank(path)

    assert found.text == "Sir Walter met the owner of it."
    assert shown(found) == [("Sir Walter", None, 0), ("owner", None, 1), ("it", None, 2)]


def test_gap_has_a_choice(tmp_path: Path) -> None:
    text = "Ada Roth met Una Vey. She slept."
    row = ["t-1", text, "She", "22", "Ada Roth", "0", "TRUE", "Una Vey", "13", "FALSE", "-"]
    head = ["ID", "Text", "Pronoun", "Pronoun-offset"]
    head += ["A", "A-offset", "A-coref", "B", "B-offset", "B-coref", "URL"]
    path = tmp_path / "gap.tsv"
    path.write_text("\t".join(head) + "\n" + "\t".join(row) + "\n", "utf-8")

    (found,) = load_gap(path)

    (choice,) = found.choices
    assert [found.text[slice(*place)] for place in (choice.pronoun, *choice.names)] == [
        "She",
        "Ada Roth",
        "Una Vey",
    ]
    assert choice.right == (True, False)


def test_an_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="absent"):
        load_gum(tmp_path / "absent.tar.xz")
    with pytest.raises(TrainingError, match="absent"):
        load_gap(tmp_path / "absent.tsv")
