"""The site of a deck that is being edited: read again at every edit, checked afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from builder.anki.apkg.package import Package, PackageNote
from builder.anki.apkg.reader import read_package
from builder.base.diagnostic import BuilderError, Diagnostic, Location
from builder.livedeck import LiveDeck, LookedAtDeck
from builder.preview.checking import Checking
from builder.preview.packagedeck import shown_package
from builder.preview.projectdeck import ShownBefore, shown_project
from builder.preview.showndeck import ShownDeck
from builder.preview.sitefiles import SiteFiles
from builder.revisions import package_of_release
from builder.versions.worddiff import compare_html, shorten

Hear = Callable[[], None]


class LiveSite:
    """What the preview serves now; ``hear`` is called whenever that is something else.

    ``source`` is the folder of a project, or a package.
    """

    def __init__(self, source: Path, *, cache: Path | None, hear: Hear) -> None:
        self.source = source
        self._cache = cache
        self._hear = hear
        self._deck = None if source.is_file() else LiveDeck(source, cache)
        self._looked: LookedAtDeck | None = None
        self._findings: Sequence[Diagnostic] = ()
        self._checking = Checking()
        self._mark = 0
        self._before = ShownBefore()
        self._released: dict[str, PackageNote] | None = None
        self.files = SiteFiles(self._shown(), is_live=True)

    @property
    def folders(self) -> list[Path]:
        """Where edits are looked for."""
        if self._deck is None:
            return [self.source.parent]
        return [self.source / "cards", self.source / "media"]

    def renew(self) -> None:
        """Read what was edited; findings come when they are found."""
        self.files = SiteFiles(self._shown(), is_live=True)
        self._hear()

    def check(self) -> None:
        """Find what ``decks check`` does, unless another edit comes in the meantime."""
        if self._deck is None:
            # It may have been written anew before anybody watched it.
            if self._mark != self.source.stat().st_mtime_ns:
                self.renew()
            return
        found = self._checking.found(self.source, self._cache)
        if found is not None:
            self._findings = found
            self.renew()

    def stop(self) -> None:
        """Leave off what is going on."""
        self._checking.stop()

    def place(self, written: str) -> Location | None:
        """Return a place that the page shows: of a note, or of a finding."""
        deck = self.files.deck
        places = [note.place for note in deck.notes if note.place is not None]
        places += [one.location for one in deck.findings]
        return next((one for one in places if str(one) == written), None)

    def changes(self, note_id: str) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return what is other in a note than in the last release, field by field."""
        before = self._released_notes().get(note_id)
        note = next((one for one in self.files.deck.notes if one.id == note_id), None)
        if before is None or note is None:
            return []
        return [
            (name, [(one.side, one.text) for one in shorten(compare_html(old, new))])
            for name, new in note.fields.items()
            if (old := before.fields.get(name, "")) != new
        ]

    def _shown(self) -> ShownDeck:
        if self._deck is None:
            self._mark = self.source.stat().st_mtime_ns
            return shown_package(self.source)
        self._looked = self._deck.look()
        # A mistake that hides cards is told at once, all else by the check.
        new = self._looked.problems
        findings = sorted({*self._findings, *new})
        return shown_project(self._looked, before=self._before, findings=findings)

    def _released_notes(self) -> dict[str, PackageNote]:
        if self._released is None:
            self._released = self._read_release()
        return self._released

    def _read_release(self) -> dict[str, PackageNote]:
        looked = self._looked
        if looked is None or looked.lock.release is None:
            return {}
        try:
            with package_of_release(
                looked.project, looked.lock.release.version
            ) as path:
                package: Package = read_package(path)
        except BuilderError:
            return {}
        ids = {one.guid: key for key, one in looked.lock.notes.items()}
        return {ids[note.guid]: note for note in package.notes if note.guid in ids}
