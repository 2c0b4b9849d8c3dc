"""Draws events of a dataset by chance for a reader to judge, and counts the judgements.

    python3 eval/sample.py draw DATASET COUNT SEED > sample.tsv
    python3 eval/sample.py count sample.tsv

`draw` writes one line for each event: an empty column for the judgement, the event, its sentence
with the trigger marked. The reader writes into the first column `ok`, or what is wrong, separated
by commas: `type`, `source`, `target`, `status` (told as a fact and it is none), `none` (no event
at all), and may add a cause after a colon. `count` prints the share of events right in type and
both actors with its 95 % interval (Wilson 1927), and how often each thing is wrong.
Sentences are others' text: the file stays outside the repository, its counts go to
`eval/record/sample.csv`.
"""

import collections
import csv
import json
import math
import random
import re
import subprocess
import sys
import os


def draw(dataset, count, seed):
    program = os.environ.get("CHANCERY", "chancery")
    answer = subprocess.run([program, "events", dataset, "--json", "--limit", "1000000"],
                            check=True, capture_output=True, text=True)
    rows = sorted(json.loads(answer.stdout)["rows"], key=lambda row: row["id"])
    random.Random(seed).shuffle(rows)
    told = subprocess.run([program, "export", "mentions", dataset],
                          check=True, capture_output=True, text=True)
    words = {row["id"]: row["words"] for row in map(json.loads, told.stdout.splitlines())}
    out = csv.writer(sys.stdout, delimiter="\t", lineterminator="\n")
    out.writerow(["judgement", "action", "source_actors", "target_actors", "status", "sentence", "id"])
    for row in rows[:count]:
        actors = [", ".join(row[side] or ["-"]) for side in ("source_actors", "target_actors")]
        trigger = words[row["id"]]
        sentence = re.sub(rf"(?<!\w){re.escape(trigger)}(?!\w)",
                          lambda found: f"«{found.group()}»", row["sentence"], count=1)
        sentence = " ".join(sentence.split())
        out.writerow(["", row["action"], *actors, row["status"], sentence, row["id"]])


def wilson(right, count, z=1.959964):
    share, square = right / count, z * z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = z / (1 + square / count) * math.sqrt(share * (1 - share) / count + square / (4 * count * count))
    return middle - half, middle + half


def count(path):
    with open(path, newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["judgement"].strip()]
    wrong, causes, right = collections.Counter(), collections.Counter(), 0
    for row in rows:
        said, _, cause = row["judgement"].partition(":")
        marks = {mark.strip() for mark in said.split(",")}
        wrong.update(marks - {"ok"})
        causes.update([cause.strip()] if cause.strip() else [])
        right += not marks & {"type", "source", "target", "none"}
    low, high = wilson(right, len(rows))
    print(f"{right} of {len(rows)} right in type and both actors: {right / len(rows):.2f} ({low:.2f} to {high:.2f})")
    for name, times in wrong.most_common():
        print(f"  {name:8} {times}")
    for name, times in causes.most_common():
        print(f"  {times:3} {name}")


if __name__ == "__main__":
    if len(sys.argv) == 5 and sys.argv[1] == "draw":
        draw(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    elif len(sys.argv) == 3 and sys.argv[1] == "count":
        count(sys.argv[2])
    else:
        sys.exit(__doc__)
