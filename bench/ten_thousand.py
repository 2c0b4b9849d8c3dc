#!/usr/bin/env python3
"""Builds many documents into one file: seconds for each thousand, peak memory, size of the file.

usage: bench/ten_thousand.py CHANCERY FOLDER [--documents N] [--record FILE.csv --date DAY --commit HASH]

The documents are the articles of ../shared/corpora/news_throughput beside the repository (or in
CHANCERY_SHARED), told again under other addresses, each time with every year in them and their
day of publication three years later: incidents of one round are not those of another. The
dataset stays in FOLDER as documents.db. Standard library only.
"""
import csv
import gzip
import json
import os
import pathlib
import re
import resource
import sqlite3
import subprocess
import sys
import time

YEAR = re.compile(r"\b(19[5-9]\d|20[0-4]\d)\b")
APART = 3


def shifted(text, years):
    return YEAR.sub(lambda year: str(int(year.group()) + years), text)


def write(corpus, number, path):
    with gzip.open(corpus / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines if line.strip()]
    with open(path, "w", encoding="utf-8") as out:
        for index in range(number):
            turn, article = divmod(index, len(articles))
            told = {}
            for field, value in articles[article].items():
                told[field] = shifted(value, turn * APART) if isinstance(value, str) else value
            for field, value in articles[article].items():
                if field.lower() in ("id", "url") and isinstance(value, str):
                    told[field] = f"{value}#{turn}"
            out.write(json.dumps(told, ensure_ascii=False) + "\n")
    return len(articles)


def coded(path):
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=0.1) as file:
            return file.execute("SELECT count(*) FROM run_document").fetchone()[0]
    except sqlite3.Error:
        return None


def main():
    arguments = sys.argv[1:]
    given = {}
    while any(word.startswith("--") for word in arguments):
        at = next(i for i, word in enumerate(arguments) if word.startswith("--"))
        given[arguments[at][2:]] = arguments[at + 1]
        del arguments[at : at + 2]
    if len(arguments) != 2:
        sys.exit(__doc__)
    chancery, folder = arguments[0], pathlib.Path(arguments[1])
    number = int(given.get("documents", 10_000))
    beside = pathlib.Path(__file__).resolve().parents[2] / "shared"
    corpus = pathlib.Path(os.environ.get("CHANCERY_SHARED", beside), "corpora", "news_throughput")
    if not corpus.is_dir():
        sys.exit(f"no corpus in {corpus}: nothing is built")
    folder.mkdir(parents=True, exist_ok=True)
    documents, dataset = folder / "documents.jsonl", folder / "documents.db"
    articles = write(corpus, number, documents)
    dataset.unlink(missing_ok=True)
    began, marks = time.monotonic(), []
    build = subprocess.Popen([chancery, "build", "--quiet", "--into", dataset, documents])
    while build.poll() is None:
        time.sleep(1)
        there = coded(dataset)
        while there is not None and there >= (len(marks) + 1) * 1000:
            marks.append(time.monotonic() - began)
    seconds = time.monotonic() - began
    if build.returncode not in (0, 2):
        sys.exit(f"the build ended with code {build.returncode}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with sqlite3.connect(f"file:{dataset}?mode=ro", uri=True) as file:
        count = lambda what: file.execute(f"SELECT count(*) FROM {what}").fetchone()[0]
        events, incidents = count("coded_event"), count("resolved_incident")
        built = count("run_document")
    each = [round(b - a, 1) for a, b in zip([0.0] + marks, marks)]
    row = {
        "date": given.get("date", ""),
        "commit": given.get("commit", ""),
        "documents": built,
        "articles": articles,
        "events": events,
        "incidents": incidents,
        "seconds": round(seconds, 1),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 1),
        "seconds_each_thousand": " ".join(map(str, each)),
        "seconds_after_last": round(seconds - (marks[-1] if marks else 0), 1),
        "peak_mib": used.ru_maxrss // 1024,
        "file_mib": dataset.stat().st_size >> 20,
    }
    for name, value in row.items():
        print(f"{name:24}{value}")
    if "record" in given:
        record = pathlib.Path(given["record"])
        is_new = not record.exists()
        with open(record, "a", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, row, lineterminator="\n")
            if is_new:
                writer.writeheader()
            writer.writerow(row)


main()
