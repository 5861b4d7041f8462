"""What another library finds in given paragraphs, and how long it takes: run by `extract.py`, with whatever Python has the library.

    python extract_peers.py {jionlp|recognizers} < paragraphs.json

Reads two JSON lists of strings, what to measure and what to warm up on, and prints {"seconds": s, "hits": n} as JSON: processor time of one
pass. Exit status 3 where the library is not there.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable

Finder = Callable[[str], list[tuple[int, int]]]
WARM = "2022年4月8日，全市新增病例12例。"
MOST_WARM = 60  # paragraphs
PUBLISHED = 1_650_000_000  # the day that relative dates count from, in seconds


def jionlp() -> Finder:
    """JioNLP's search for expressions of time."""
    import jionlp as jio

    return lambda text: [tuple(hit["offset"]) for hit in jio.ner.extract_time(text, time_base=PUBLISHED)]


def recognizers() -> Finder:
    """Recognizers-Text's search for numbers and for expressions of time."""
    from recognizers_date_time import recognize_datetime
    from recognizers_number import recognize_number
    from recognizers_text import Culture

    def find(text: str) -> list[tuple[int, int]]:
        found = [*recognize_number(text, Culture.Chinese), *recognize_datetime(text, Culture.Chinese)]
        return [(hit.start, hit.end + 1) for hit in found]

    return find


def main() -> None:
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            find = {"jionlp": jionlp, "recognizers": recognizers}[sys.argv[1]]()
            find(WARM)
    except ImportError as error:
        print(error, file=sys.stderr)
        sys.exit(3)
    paragraphs, warm = json.load(sys.stdin)
    for paragraph in warm[:MOST_WARM]:
        find(paragraph)
    begun = time.process_time()
    hits = sum(len(find(paragraph)) for paragraph in paragraphs)
    print(json.dumps({"seconds": time.process_time() - begun, "hits": hits}))


if __name__ == "__main__":
    main()
