#!/usr/bin/env python3
"""The example sentences of the rules, one a line: text of our own for the teacher to annotate.

usage: examples.py data/en/rules/*.toml | cargo run --release -p chancery-train -- words > own.txt
"""
import sys
import tomllib

if len(sys.argv) < 2:
    sys.exit(__doc__)
texts = []
for path in sorted(sys.argv[1:]):
    with open(path, "rb") as f:
        for rule in tomllib.load(f).get("rule", []):
            texts += [example["text"] for example in rule.get("examples", [])] + rule.get("refuses", [])
for text in dict.fromkeys(texts):
    if len(text.split()) > 3:
        print(text)
