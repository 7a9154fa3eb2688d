"""An environment of their own for the rivals that `speed.py` times, and each rival in it."""

import argparse
import json
import os
import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from stages import Texts

PACKAGES: Final = ("spacy>=3.8,<3.9", "textacy>=0.13,<0.14")
MODEL: Final = "en_core_web_sm"
TITLES: Final = {"textacy": "textacy's direct quotations", "rules": "rules on spaCy"}
SCRIPT: Final = Path(__file__).with_name("rivals.py")
TRAINER: Final = Path(__file__).with_name("parsing.py")
ALONE: Final = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"
)
"""A rival has its processes and no threads beside them."""


class Rival:
    """One rival with so many processes; it is absent where it cannot run.

    Attributes:
        absent: Why, in words, or nothing where it runs.
        found: Quotations in all the articles, once it has run.
        failed: Articles on which it gave up.
    """

    def __init__(self, kind: str, processes: int, command: Sequence[str], absent: str = "") -> None:
        self.name = f"{kind} x {processes}"
        self.title = TITLES[kind]
        self.processes = processes
        self.absent = absent
        self.pipeline = ""
        self.found = self.failed = 0
        self._command = (*command, kind, "--processes", str(processes))

    def seconds(self) -> float:
        """How long it takes over the articles, without its start."""
        environment = os.environ | ALONE
        done = subprocess.run(self._command, stdout=subprocess.PIPE, check=True, env=environment)
        answer = json.loads(done.stdout.splitlines()[-1])
        self.pipeline = answer["pipeline"]
        self.absent = answer.get("absent", "")
        self.found, self.failed = answer.get("found", 0), answer.get("failed", 0)
        return float(answer.get("seconds", 0))


def rivals(place: Path, folder: Path, few: Texts, chosen: argparse.Namespace) -> list[Rival]:
    """All the rivals, each on one process and on as many as there are threads.

    Args:
        place: Of their environment, made where it is absent.
        folder: For the articles.
        few: The articles.
        chosen: What the command line says.
    """
    python = place / "bin" / "python"
    try:
        gum = chosen.shared / "data" / "coref" / "gum_coref.tar.xz"
        model = _prepared(place, python, chosen.spacy_model, gum)
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"no environment for the rivals: {error}", file=sys.stderr)
        why = "pip could not install it"
        return [Rival(kind, 1, (), why) for kind in TITLES]
    path = folder / "rivals.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for one in few.documents:
            stream.write(json.dumps({"text": one.text}) + "\n")
    command = (str(python), str(SCRIPT), "--texts", str(path), "--model", model)
    found = []
    for kind in TITLES:
        for processes in sorted({1, chosen.threads}):
            print(f"trying {kind} on {processes} processes …", file=sys.stderr)
            rival = Rival(kind, processes, command)
            try:
                rival.seconds()
            except (subprocess.CalledProcessError, json.JSONDecodeError, IndexError):
                rival.absent = "it failed; its reason is on standard error"
            found.append(rival)
            if rival.absent:
                break
    return found


def _prepared(place: Path, python: Path, model: Path | None, gum: Path) -> str:
    """Makes the environment where it is absent; what spaCy may load in it.

    Where there is no pipeline, one is trained on GUM, if that is there.
    """

    def run(*arguments: str, check: bool = True) -> int:
        command = [str(python), *arguments]
        return subprocess.run(command, stdout=sys.stderr, check=check).returncode

    if not python.exists():
        print(f"making an environment in {place} …", file=sys.stderr)
        venv.create(place, with_pip=True)
    if run("-c", "import spacy, textacy", check=False):
        run("-m", "pip", "install", "--quiet", *PACKAGES)
    if model is None and not run("-c", f"import spacy; spacy.load({MODEL!r})", check=False):
        return MODEL
    trained = place / "trained-on-gum"
    if model is None and not trained.exists() and gum.exists():
        print("no pipeline of spaCy is there: training one on GUM …", file=sys.stderr)
        run(str(TRAINER), str(gum), str(trained))
    if model is None:
        return str(trained) if trained.exists() else MODEL
    if model.is_dir():
        return str(model.resolve())
    # From this file alone: what has such a name on the index is somebody else's.
    run("-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(model))
    return model.name.partition("-")[0]
