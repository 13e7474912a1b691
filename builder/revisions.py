"""The project as it was: packages of earlier versions, kept, or built from git again.

A build gives the same bytes everywhere, so the package of a release can be had from its
tag whenever the kept file is not there.
"""

from __future__ import annotations

import contextlib
import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from builder import pipeline
from builder.base.diagnostic import BuilderError
from builder.cards.project import CARDS_FOLDER, MEDIA_FOLDER, Project

RELEASED_FOLDER = "released"


def kept_package(project: Project, version: str) -> Path:
    """Return where a release keeps its package; later builds do not touch it.

    It may have been kept under the slug that the deck had then.
    """
    folder = project.output / RELEASED_FOLDER
    kept = folder / f"{project.slug}-{version}.apkg"
    others = list(folder.glob(f"*-{version}.apkg"))
    return others[0] if len(others) == 1 and not kept.is_file() else kept


@contextlib.contextmanager
def package_of_release(project: Project, version: str) -> Iterator[Path]:
    """Give the package of a release: the kept one, else one built from its tag.

    Raises:
        BuilderError: Neither is there.
    """
    kept = kept_package(project, version)
    if kept.is_file():
        yield kept
        return
    tag = release_tag(project.folder, version)
    if not tag:
        raise BuilderError(
            f"no {kept} and no git tag `v{version}`: fetch the package from where it is "
            "published and put it there, or name another"
        )
    with package_of_revision(project.folder, tag) as path:
        yield path


@contextlib.contextmanager
def package_of_revision(folder: Path, revision: str) -> Iterator[Path]:
    """Give the package that a build made at a revision of git, with the lock of then.

    ``folder`` is the project's. What is found wrong with the cards by rules of today is
    left aside.

    Raises:
        BuilderError: There is no such revision, or no project in it.
    """
    with tempfile.TemporaryDirectory(prefix="decks-") as name:
        scratch = Path(name)
        _check_out(folder, revision, scratch / "project")
        target = scratch / f"{revision.replace('/', '-')}.apkg"
        options = pipeline.Options(is_lenient=True, allow_notetype_change=True)
        report = pipeline.draft(scratch / "project", target, options)
        if report.errors:
            raise BuilderError(f"{revision}: {report.errors[0]}")
        yield target


@contextlib.contextmanager
def package_called(folder: Path, name: Path) -> Iterator[Path]:
    """Give the package that a name stands for: a file, or a revision of git.

    Raises:
        BuilderError: It is neither.
    """
    if name.exists() or name.suffix == ".apkg":
        yield name
        return
    with package_of_revision(folder, str(name)) as path:
        yield path


def is_revision(folder: Path, name: str) -> bool:
    """Whether git knows a revision of that name where the project lies."""
    if not name or name.startswith("-"):
        return False
    found = _git(folder, "rev-parse", "--quiet", "--verify", f"{name}^{{commit}}")
    return found is not None


def release_tag(folder: Path, version: str) -> str:
    """Return the tag of a release, or nothing when git knows of none."""
    for tag in (f"v{version}", version):
        if is_revision(folder, f"refs/tags/{tag}"):
            return tag
    return ""


def _check_out(folder: Path, revision: str, target: Path) -> None:
    """Write the cards and media of a revision below ``target``."""
    if not is_revision(folder, revision):
        raise BuilderError(
            f"`{revision}` is no file and no git revision of this project"
        )
    prefix = _git(folder, "rev-parse", "--show-prefix") or b""
    inside = prefix.decode().strip()
    listed = _git(folder, "ls-tree", "--name-only", revision) or b""
    wanted = {CARDS_FOLDER, MEDIA_FOLDER} & set(listed.decode().split("\n"))
    if CARDS_FOLDER not in wanted:
        raise BuilderError(
            f"{revision}: there was no {CARDS_FOLDER}/ in {inside or '.'}"
        )
    # Not the line ends that a checkout on Windows would have.
    archive = _git(
        folder,
        "-c",
        "core.autocrlf=false",
        "archive",
        "--format=tar",
        revision,
        *sorted(wanted),
    )
    if archive is None:
        raise BuilderError(f"{revision}: git cannot read it")
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        files.extractall(target, filter="data")


def _git(folder: Path, *arguments: str) -> bytes | None:
    """Return what git prints, or nothing when it fails or is not installed."""
    try:
        finished = subprocess.run(  # noqa: S603 -- git alone, without a shell
            ["git", *arguments],  # noqa: S607 -- whichever git there is
            cwd=folder,
            check=False,
            capture_output=True,
        )
    except OSError:
        return None
    return finished.stdout if finished.returncode == 0 else None
