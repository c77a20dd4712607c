"""Freeze what the program gives for many texts, and compare two such records.

``python tests/benchmarks/frozen.py freeze FOLDER IN.jsonl ...`` writes a file for each input (an
article a line, ``{"id": ..., "text": ...}``) with the attributions, actors, segments and measures
of each article, one article a line. ``python tests/benchmarks/frozen.py compare BEFORE AFTER``
prints how many articles differ, by input and by part, and ends with 1 where any does. A change of
the structure alone changes nothing; a change of the analysis shows what it changed.

``--tone`` adds the tone model's labels, which doubles the time.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

from helpers.analysis import Analysis, analyse_many
from helpers.article import ArticleError, article_from_text
from helpers.measures.codebook import load_codebook
from helpers.measures.counting import speaker_counts
from helpers.measures.sourcing import share_of_voice, voice_gap


def frozen(analysis: Analysis, identifier: str, tone: bool) -> dict[str, Any]:
    """Return all parts of one analysis as values that JSON can hold."""
    segments, actors, said = analysis.segments, analysis.actors, analysis.attributions
    parts: dict[str, Any] = {
        "id": identifier,
        "attributions": [asdict(attribution) for attribution in said],
        "actors": [asdict(actor) for actor in actors],
        "segments": segments.to_dict("records"),
        "share": share_of_voice(analysis).to_dict("records"),
        "gap": voice_gap(analysis).to_dict("records"),
        "measures": speaker_counts(analysis, load_codebook()).to_dict("records"),
        "targets": analysis.targets.to_dict("records"),
    }
    if tone:
        from helpers.measures.stance import model_readings

        labels = model_readings(analysis.text, analysis.targets, analysis.segments)
        parts["tone"] = labels.to_dict("records")
    return parts


def freeze(path: Path, folder: Path, tone: bool) -> int:
    """Write the parts of every article of a file; return how many there are."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    names: list[str] = []

    def articles() -> Iterator[Any]:
        for number, line in enumerate(lines):
            try:
                article = article_from_text(
                    line["text"], any_language=True, normalise_newlines=False
                )
            except ArticleError:
                continue
            names.append(str(line.get("id", number)))
            yield article

    with (folder / f"{path.stem}.jsonl").open("w", encoding="utf-8") as out:
        for number, analysis in enumerate(analyse_many(articles())):
            record = frozen(analysis, names[number], tone)
            out.write(json.dumps(record, ensure_ascii=False, default=str) + "\n")
    return len(names)


def compare(before: Path, after: Path) -> bool:
    """Print how many articles differ, by input and part; return whether none does."""
    same = True
    for path in sorted(before.glob("*.jsonl")):
        other = after / path.name
        if not other.exists():
            print(f"{path.stem}: not in {after.name}")
            same = False
            continue
        old, new = ([json.loads(line) for line in p.open(encoding="utf-8")] for p in (path, other))
        then, now = ({record["id"]: record for record in records} for records in (old, new))
        parts = sorted({part for record in old + new for part in record} - {"id"})
        changed = {
            part: [i for i in then if then[i].get(part) != now.get(i, {}).get(part)]
            for part in parts
        }
        told = ", ".join(f"{part} {len(found)}" for part, found in changed.items())
        print(f"{path.stem}: {len(old)} articles then, {len(new)} now; changed: {told}")
        for part, found in changed.items():
            if found:
                print(f"    {part}: {', '.join(found[:5])}")
        same = same and list(then) == list(now) and not any(changed.values())
    return same


def main() -> int:
    """Run one of the two commands; return 1 where a comparison finds a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    freezing = commands.add_parser("freeze")
    freezing.add_argument("folder", type=Path)
    freezing.add_argument("inputs", type=Path, nargs="+")
    freezing.add_argument("--tone", action="store_true")
    comparing = commands.add_parser("compare")
    comparing.add_argument("before", type=Path)
    comparing.add_argument("after", type=Path)
    options = parser.parse_args()
    if options.command == "compare":
        return 0 if compare(options.before, options.after) else 1
    options.folder.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as pool:
        jobs = {
            path.stem: pool.submit(freeze, path, options.folder, options.tone)
            for path in sorted(options.inputs, key=lambda path: -path.stat().st_size)
        }
        for name, job in jobs.items():
            print(f"{name}: {job.result()} articles")
    return 0


if __name__ == "__main__":
    sys.exit(main())
