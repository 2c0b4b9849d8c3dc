"""What the teacher believes of sentences, as they stand and with words exchanged."""
import collections
import random
import time

import numpy as np
import torch

from corpora import NAME, Sentence, corpora
from model import Teacher, case_class
from tune import predict

CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"}
ENDINGS = {"VBG": ("ing",), "VBD": ("ed",), "VBN": ("ed",), "VBZ": ("s",), "NNS": ("s",), "NNPS": ("s",),
           "JJR": ("er",), "JJS": ("est",)}


class Substitutes:
    """Other words for a word: of its tag and letter case in the treebanks, or near to it for the encoder."""

    def __init__(self, known, pieces, model, rng):
        self.rng, self.pieces, self.near = rng, pieces, {}
        counts = collections.defaultdict(collections.Counter)
        self.seen = collections.defaultdict(set)
        for words, tags in known:
            for at, (w, tag) in enumerate(zip(words, tags)):
                self.seen[w.lower()].add(tag.split("|")[1])
                if at or tag.startswith("PROPN"):
                    counts[tag, case_class(w)][w] += 1
        self.pools = {k: (list(c), np.cumsum(np.sqrt(list(c.values()))).tolist()) for k, c in counts.items()}
        rows = model.words.weight.numpy()
        self.ids = [i for i, w in enumerate(pieces.words) if w.isalpha() and w.isascii() and len(w) > 2]
        self.row = {pieces.words[i]: at for at, i in enumerate(self.ids)}
        rows = rows[self.ids] - rows[self.ids].mean(0)
        rows = torch.from_numpy(rows / np.linalg.norm(rows, axis=1, keepdims=True))
        known = sorted(w for w in self.seen if w in self.row)
        self.best = {}
        for at in range(0, len(known), 512):
            part = known[at:at + 512]
            close = rows[[self.row[w] for w in part]] @ rows.T
            self.best.update(zip(part, close.topk(31).indices[:, 1:].tolist()))

    def neighbours(self, word, xpos):
        """The closest vocabulary words that the treebanks know under this tag, or do not know and that end alike."""
        if (word, xpos) not in self.near:
            ends = ENDINGS.get(xpos, ())
            found = []
            for w in (self.pieces.words[self.ids[i]] for i in self.best[word]):
                alike = w.endswith(ends) if ends and word.endswith(ends) else \
                    not ends and w.endswith(("ing", "ed", "s", "ly")) == word.endswith(("ing", "ed", "s", "ly"))
                if xpos in self.seen[w] if w in self.seen else alike:
                    found.append(w)
            self.near[word, xpos] = found[:12]
        return self.near[word, xpos]

    def draw(self, word, tag, previous):
        pool = self.pools.get((tag, case_class(word)))
        found = self.neighbours(word.lower(), tag.split("|")[1]) if word.lower() in self.best else []
        if found and self.rng.random() < 0.6:
            new = self.rng.choice(found)
            new = new.upper() if case_class(word) == 5 else new.capitalize() if word[0].isupper() else new
        elif pool:
            new = self.rng.choices(pool[0], cum_weights=pool[1])[0]
        else:
            return word
        vowel = new[0].lower() in "aeiou"
        return word if previous in ("a", "an") and vowel != (previous == "an") else new


def augment(annotated, copies, pieces, model):
    """Sentences with about a third of the content words exchanged, some cut, joined, or in other letter case."""
    rng = random.Random(1)
    rows = [(s, s.tags or [r[0][0][0] for r in words]) for s, words in annotated if len(s.words) > 2]
    substitutes = Substitutes([(s.words, tags) for s, tags in rows], pieces, model, rng)
    out = []
    for n in range(round(copies * len(rows))):
        s, tags = rows[n % len(rows)] if n < int(copies) * len(rows) else rng.choice(rows)
        words = list(s.words)
        for i, tag in enumerate(tags):
            if tag.split("|")[0] in CONTENT and not tag.endswith(("|FW", "|ADD")) and rng.random() < 0.35:
                words[i] = substitutes.draw(words[i], tag, words[i - 1].lower() if i else "")
        draw = rng.random()
        if draw < 0.06 and len(words) > 8:
            cut = rng.randrange(4, len(words) - 2)
            words = words[:cut] if rng.random() < 0.5 else words[cut:]
        elif draw < 0.09 and len(words) < 25:
            words += rng.choice(rows)[0].words[:40]
        elif draw < 0.12:
            words = [w.lower() for w in words]
        elif draw < 0.19 and words[-1] in ".!?":
            words.pop()
        elif draw < 0.23:
            words = [w[:1].upper() + w[1:] if len(w) > 3 or tags[i].split("|")[0] in CONTENT else w
                     for i, w in enumerate(words)]
            words = words[:-1] if words[-1] == "." else words
        elif draw < 0.24:
            words = [w.upper() for w in words]
        if len(words) > 2 and words != s.words:
            out.append(Sentence(f"{s.id}#{n // len(rows)}", words))
    return out


def told(s, rows):
    """Beliefs about names, as far as they agree with what people said of the sentence."""
    out = []
    for said, (tag, heads, rels, names) in zip(s.names, rows):
        if said == NAME:
            names = [belief for belief in names if belief[0] != "O"] or names
        elif said:
            names = [(said, 255)]
        out.append((tag, heads, rels, names))
    return out


def write(path, annotated, kind, mode="w"):
    with open(path, mode, encoding="utf-8") as f:
        for s, rows in annotated:
            f.write(f"# kind {kind} {s.id}\n")
            for word, (tag, *rest) in zip(s.words, rows):
                cells = (";".join(f"{v}:{q}" for v, q in cell) for cell in (tag, *rest))
                f.write("\t".join((word, tag[0][0], *cells)) + "\n")
            f.write("\n")
    print(f"{kind}: {len(annotated)} sentences, {sum(len(s.words) for s, _ in annotated)} words", flush=True)


def annotate(args, pieces):
    tags, rels, state = torch.load(args.out / "teacher.pt")
    model = Teacher(args.model, tags, rels)
    model.load_state_dict(state)
    sentences = corpora(args.corpora)[0]
    begun = time.time()
    path = args.out / "silver.tsv.part"
    gold = [(s, told(s, rows)) for s, rows in predict(model, pieces, sentences)]
    write(path, gold, "train")
    print(f"{time.time() - begun:.0f}s", flush=True)
    if args.own and args.own.exists():
        lines = [l.split() for l in args.own.read_text(encoding="utf-8").splitlines()]
        write(path, predict(model, pieces, [Sentence(f"own:{n + 1}", l) for n, l in enumerate(lines) if l]), "own", "a")
    write(path, predict(model, pieces, augment(gold, args.copies, pieces, model)), "augmented", "a")
    path.rename(args.out / "silver.tsv")
    print(f"{time.time() - begun:.0f}s", flush=True)
