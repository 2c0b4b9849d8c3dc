#!/usr/bin/env python3
"""Score whether events happened, against UDS It-Happened (White et al. 2016; Rudinger et al. 2018).

usage: happened.py corpus UDS.tsv TREEBANK.conllu > docs.jsonl      one document a sentence
       happened.py score  UDS.tsv TREEBANK.conllu PREDICTED.jsonl   figures on one line

UDS.tsv has the judgements, TREEBANK.conllu the development part of UD English-EWT. The sentences
are numbered as in UD 1.2, the treebank at hand has since changed: a judgement is used if a
sentence at most two places away has a token with its lemma at its position.

PREDICTED.jsonl is what `chancery annotate --format jsonl` prints. An event is taken to have
happened if the publisher or, where it stays uncommitted, the innermost voice holds it for certain or
probable, and nothing on the way says that it lies ahead. A predicate without a stance counts as
happened, as in a text most do.

Prints how many predicates were judged and re-aligned, the accuracy, that of always saying that
it happened, and Pearson's r between our degree (certain 1, probable 0.75, possible 0.5, unknown 0,
negative for what did not happen) and the mean of the judges weighted by their confidence.
"""
import collections
import csv
import json
import sys


def sentences(path):
    """Text and tokens (form, lemma) of each sentence."""
    out, text, tokens = [], "", []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if line.startswith("# text = "):
                text = line[9:]
            elif not line and tokens:
                out.append((text, tokens))
                tokens = []
            elif line and not line.startswith("#"):
                cells = line.split("\t")
                if cells[0].isdigit():
                    tokens.append((cells[1], cells[2].lower()))
    return out


def judged(path, known):
    """(sentence, token) of the treebank at hand: the judgements, confidence weighed in."""
    votes = collections.defaultdict(list)
    total = set()
    with open(path, encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            if row["Split"] != "dev" or row["Is.Predicate"] != "True":
                continue
            if row["Is.Understandable"] != "True" or row["Happened"] not in ("true", "false"):
                continue
            number, token = int(row["Sentence.ID"].split()[-1]) - 1, int(row["Pred.Token"]) - 1
            total.add((number, token))
            sign = 1 if row["Happened"] == "true" else -1
            for shift in (0, 1, -1, 2, -2):
                at = number + shift
                fits = 0 <= at < len(known) and token < len(known[at][1])
                if fits and row["Pred.Lemma"].lower() in (known[at][1][token][1], known[at][1][token][0].lower()):
                    votes[at, token].append(sign * (float(row["Confidence"]) + 1) / 5)
                    break
    return votes, len(total)


def place(text, tokens):
    """Byte offsets of the tokens in the text."""
    at, out = 0, []
    for form, _ in tokens:
        found = text.find(form, at)
        if found < 0:
            out.append(None)
            continue
        at = found + len(form)
        out.append((len(text[:found].encode()), len(text[:at].encode())))
    return out


VALUE = {"CT": 1.0, "PR": 0.75, "PS": 0.5, "U": 0.0}


def degree(event):
    """Our degree that an event happened, from -1 to 1."""
    voices = event.get("voices") or ["CT+"]
    value = voices[0] if voices[0] != "Uu" else voices[-1]
    size = VALUE[value[:-1]]
    if set(event.get("operators") or []) & {"future", "hypothetical", "intended", "demanded", "threatened"}:
        return -0.5 if value[-1] != "-" else -size
    return -size if value[-1] == "-" else size


def pearson(one, other):
    n = len(one)
    a, b = sum(one) / n, sum(other) / n
    cov = sum((x - a) * (y - b) for x, y in zip(one, other))
    return cov / (sum((x - a) ** 2 for x in one) * sum((y - b) ** 2 for y in other)) ** 0.5


def main():
    if len(sys.argv) < 4 or sys.argv[1] not in ("corpus", "score"):
        sys.exit(__doc__)
    known = sentences(sys.argv[3])
    votes, total = judged(sys.argv[2], known)
    if sys.argv[1] == "corpus":
        for number in sorted({number for number, _ in votes}):
            print(json.dumps({"id": str(number), "text": known[number][0]}))
        return
    events = {}
    with open(sys.argv[4], encoding="utf-8") as lines:
        for line in lines:
            doc = json.loads(line)
            events[doc["doc"]] = doc["events"]
    gold, ours, seen = [], [], 0
    for (number, token), marks in sorted(votes.items()):
        spot = place(*known[number])[token]
        mean = sum(marks) / len(marks)
        if spot is None or mean == 0 or str(number) not in events:
            continue
        hit = [e for e in events[str(number)] if e["trigger"]["start"] < spot[1] and spot[0] < e["trigger"]["end"]]
        seen += bool(hit)
        gold.append(mean)
        ours.append(degree(hit[0]) if hit else 1.0)
    right = sum((g > 0) == (o > 0) for g, o in zip(gold, ours))
    most = max(sum(g > 0 for g in gold), sum(g < 0 for g in gold))
    print(json.dumps({
        "judged": total, "aligned": len(gold), "read": seen, "accuracy": round(right / len(gold), 4),
        "majority": round(most / len(gold), 4), "r": round(pearson(gold, ours), 4),
    }))


if __name__ == "__main__":
    main()
