"""RO-Crate: one zip with what an analysis rests on, what came of it, and how to make it again.

https://www.researchobject.org/ro-crate/
"""

from __future__ import annotations

import mimetypes
import platform
import shutil
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.analysis import Analysis
from helpers.analysis.program_version import ROOT, program_digest
from helpers.article import store_article
from helpers.article.whole_files import whole_file
from helpers.corrections import write_corrections
from helpers.exchange.marked_text import marked_text, write_json_lines
from helpers.report.export import export

if TYPE_CHECKING:
    from rocrate.rocrate import ROCrate

_LOCK = "requirements.txt"
_AGAIN = (
    "Install Python {python} and News Voices {version} with the packages of requirements.txt, then "
    "run: python -m helpers export article.json FOLDER{corrections}"
)
_MEANINGS = {
    "article.json": "the article as it was read: its text, paragraphs and provenance",
    "corrections.csv": "what coders decided before the program",
    _LOCK: "the packages that the program was run with",
    "annotated-article.html": "the article with its statements, to be read in a browser",
    "statements.jsonl": "statements and speakers with their places in the text",
    "tables": "a table; tables/data_dictionary.csv says what each column means",
    "figures": "a figure, which the annotated article and the notebooks explain",
}


def write_crate(analysis: Analysis, path: Path) -> None:
    """Write an analysis as a zip with its article, corrections, tables and figures."""
    from rocrate.rocrate import ROCrate

    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        export(analysis, folder)
        store_article(analysis.article, folder / "article.json")
        shutil.copyfile(ROOT / _LOCK, folder / _LOCK)
        if analysis.corrected is not None:
            write_corrections(folder / "corrections.csv", analysis.corrected.given)
        for _, content in write_json_lines(marked_text(analysis)):
            (folder / "statements.jsonl").write_text(content, encoding="utf-8")
        crate = ROCrate(version="1.1")  # the version that most programs read
        files = {
            name: _add_file(crate, name, folder / name)
            for name in sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*.*"))
        }
        _describe(crate, analysis, files)
        with whole_file(path) as unfinished:
            crate.write_zip(unfinished)


def _add_file(crate: ROCrate, name: str, file: Path) -> Any:
    form = mimetypes.guess_type(name)[0] or f"application/{file.suffix[1:]}"
    about = {"name": name, "description": _MEANINGS[name.partition("/")[0]], "encodingFormat": form}
    return crate.add_file(file, name, properties=about, record_size=True)


def _describe(crate: ROCrate, analysis: Analysis, files: dict[str, Any]) -> None:
    """Say what the crate is, what it was made from, with which program and how."""

    def add(identifier: str, kind: str, **about: object) -> Any:
        return crate.add_jsonld({"@id": f"#{identifier}", "@type": kind, **about})

    article, now = analysis.article, datetime.now(UTC).isoformat(timespec="seconds")
    files["article.json"]["sha256"] = article.provenance.sha256
    files["article.json"]["isBasedOn"] = article.provenance.url or article.provenance.source
    told = analysis.corrected.summary() if analysis.corrected else ["Nothing was corrected."]
    crate.name = f"Who speaks in “{article.title}”"
    crate.description = f"Statements and speakers, found by News Voices. {' '.join(told)}"
    crate.datePublished = now
    rights = "The article, and all words of it in the tables, remain its publisher's."
    crate.license = add("rights", "CreativeWork", name="Rights", description=rights)
    program = {"name": "News Voices", "version": version("news-voices")}
    used = [files[name] for name in ("article.json", "corrections.csv", _LOCK) if name in files]
    settings = {"program-digest": program_digest(), "Python": platform.python_version()}
    parameters = [
        add(name, "PropertyValue", name=name, value=value) for name, value in settings.items()
    ]
    again = _AGAIN.format(
        python=settings["Python"],
        version=program["version"],
        corrections=" --corrections corrections.csv" if "corrections.csv" in files else "",
    )
    crate.root_dataset["mentions"] = crate.add_action(
        add("news-voices", "SoftwareApplication", **program),
        "#analysis",
        object=[*used, *parameters],
        result=[file for file in files.values() if file not in used],
        properties={"name": "the analysis", "endTime": now, "description": again},
    )
