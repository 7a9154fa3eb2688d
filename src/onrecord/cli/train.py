"""`onrecord train`: the engine's weights from labelled data.

Only `calibration` goes without the `training` extra.
"""

from pathlib import Path

import click


@click.group("train")
def command() -> None:
    """Make the engine's weights anew from labelled data."""


@command.command(
    "attribution",
    epilog="Example: onrecord train attribution --data data/attribution --run runs/attribution",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    required=True,
    help="The folder that holds polnear.train.jsonl.gz, or the folder above it.",
)
@click.option(
    "--run",
    "run_folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("runs/attribution"),
    show_default=True,
    help="Where checkpoints and logs go; the same folder again goes on from them.",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where the weights go.  [default: RUN/weights]",
)
@click.option("--teachers", type=click.IntRange(1), default=2, show_default=True)
@click.option("--epochs", type=click.IntRange(1), help="Of each teacher.  [default: 4]")
@click.option(
    "--student-epochs", type=click.IntRange(1), help="Of each student.  [default: 2 and 4]"
)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--threads", type=click.IntRange(1), default=2, show_default=True)
@click.option("--articles", type=click.IntRange(3), default=None, hidden=True)
def attribution(
    data: Path,
    run_folder: Path,
    output: Path | None,
    teachers: int,
    epochs: int | None,
    student_epochs: int | None,
    seed: int,
    threads: int,
    articles: int | None,
) -> None:
    """Train the attribution engine.

    Each step is resumed where it was interrupted: teachers learn from the labels; four students
    go on, each from the network before it, with the labels of other corpora, with what all
    networks before think of unlabelled reports, with what the first finds within contents, the
    second with invented reports and rewritten articles, the third with mentions and whom they
    mean, the fourth with what is done in saying something; then come the int8 graph and the
    calibration. The log names the loss on articles held out from training.
    """
    from onrecord.errors import TrainingError

    try:
        from onrecord.training import recipe
    except ImportError as error:
        raise TrainingError(
            f"training needs packages that are not here ({error.name})",
            'Install them with: pip install "onrecord[training]"',
        ) from error

    plan = recipe.Plan(
        teachers, epochs, student_epochs, seed=seed, threads=threads, articles=articles
    )
    sizes = recipe.attribution(
        data, run_folder, output or run_folder / "weights", plan, lambda line: click.echo(line)
    )
    for name, size in sizes.items():
        click.echo(f"{size / 1e6:8.2f} MB  {name}")


@command.command(
    "calibration",
    epilog="Example: onrecord train calibration --data data/attribution --weights runs/weights",
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    required=True,
    help="The folder that holds polnear.train.jsonl.gz and polnear.dev.jsonl.gz, or that above it.",
)
@click.option(
    "--weights",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    required=True,
    help="The folder of weights; heads.npz and weights.json in it are written anew.",
)
@click.option("--threads", type=click.IntRange(0), default=2, show_default=True)
def calibration(data: Path, weights: Path, threads: int) -> None:
    """Calibrate weights that exist: how sure they are, and what precision they can promise.

    Reads the labelled articles that no weights learn, about a minute's work, and needs no torch.
    The name of the weights changes with it, so that a book tells old confidences from new ones.
    """
    from onrecord.training.calibrate import refit
    from onrecord.training.parts import never_learnt

    refit(weights, never_learnt(data), lambda line: click.echo(line), threads)
