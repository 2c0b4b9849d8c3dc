"""The teacher: a pretrained encoder (all-MiniLM-L6-v2) with heads for tags, trees and names."""
import json
import re
import struct
import unicodedata

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from corpora import NAME, NAMES

WIDTH, LAYERS, FROZEN, ATTENTION_HEADS, ARC, REL = 384, 6, 2, 12, 256, 80


class Pieces:
    """Word pieces of the encoder's vocabulary, and the letter-case class of a word."""

    def __init__(self, folder):
        self.words = (folder / "vocab.txt").read_text(encoding="utf-8").splitlines()
        self.index = {w: i for i, w in enumerate(self.words)}
        self.memory = {}

    def split(self, word):
        if word not in self.memory:
            plain = "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")
            out = []
            for run in re.findall(r"\w+|[^\w\s]", plain.replace("_", " _ ")) or ["[UNK]"]:
                at = 0
                while at < len(run):
                    end = next((e for e in range(len(run), at, -1) if ("##" if at else "") + run[at:e] in self.index), 0)
                    if not end:
                        out.append(self.index["[UNK]"])
                        break
                    out.append(self.index[("##" if at else "") + run[at:end]])
                    at = end
            self.memory[word] = out[:6] + out[-2:] if len(out) > 8 else out
        return self.memory[word]


def case_class(word):
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return 1 if any(c.isdigit() for c in word) else 2
    if word.islower():
        return 3
    if word[0].isupper():
        return 4 if len(letters) == 1 else 5 if word.isupper() else 6 if word[1:].islower() else 7
    return 8


def read_tensors(path):
    with open(path, "rb") as f:
        (length,) = struct.unpack("<Q", f.read(8))
        entries, body = json.loads(f.read(length)), f.read()
    kinds = {"F32": np.float32, "F16": np.float16}
    return {k: torch.from_numpy(np.frombuffer(body[slice(*e["data_offsets"])], kinds[e["dtype"]]).reshape(e["shape"])
                                .astype(np.float32))
            for k, e in entries.items() if e.get("dtype") in kinds}


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, 1e-12), nn.LayerNorm(WIDTH, 1e-12)

    def forward(self, x, mask):
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask).transpose(1, 2).reshape(b, t, WIDTH)
        x = self.norm1(x + self.out(a))
        return self.norm2(x + self.down(F.gelu(self.up(x))))

    def load(self, w, at):
        p = f"encoder.layer.{at}."
        for part in ("weight", "bias"):
            parts = [w[f"{p}attention.self.{n}.{part}"] for n in ("query", "key", "value")]
            getattr(self.qkv, part).data = torch.cat(parts)
            for mine, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                 ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                getattr(getattr(self, mine), part).data = w[f"{p}{theirs}.{part}"]


class Teacher(nn.Module):
    def __init__(self, folder, tags, rels):
        super().__init__()
        w = read_tensors(folder / "model.safetensors")
        self.tags, self.rels = tags, rels
        self.words = nn.Embedding.from_pretrained(w["embeddings.word_embeddings.weight"], freeze=True)
        self.register_buffer("places", w["embeddings.position_embeddings.weight"]
                             + w["embeddings.token_type_embeddings.weight"][0])
        self.cases = nn.Embedding(9, WIDTH)
        nn.init.zeros_(self.cases.weight)
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.norm.weight.data = w["embeddings.LayerNorm.weight"]
        self.norm.bias.data = w["embeddings.LayerNorm.bias"]
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        for at, layer in enumerate(self.layers):
            layer.load(w, at)
        self.mix = nn.Parameter(torch.zeros(3))
        self.drop = nn.Dropout(0.25)
        self.case_heads = nn.Embedding(9, WIDTH)
        nn.init.zeros_(self.case_heads.weight)
        self.tag, self.name = nn.Linear(WIDTH, len(tags)), nn.Linear(WIDTH, len(NAMES))
        self.arc_word, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.rel_word, self.rel_head = nn.Linear(WIDTH, REL), nn.Linear(WIDTH, REL)
        self.arc = nn.Parameter(torch.randn(ARC + 1, ARC) * 0.02)
        self.rel = nn.Parameter(torch.randn(REL + 1, len(rels), REL + 1) * 0.02)

    def encode(self, b):
        """Vectors of ROOT (the first mark) and of every word: mean over pieces of a mix of the upper layers."""
        mask, weight = b["piece_mask"][:, None, None, :], self.mix.softmax(0)
        with torch.no_grad():
            x = self.norm(self.words(b["pieces"]) + self.places[:b["pieces"].shape[1]])
            for layer in self.layers[:FROZEN]:
                x = layer(x, mask)
        x, upper = x + self.cases(b["piece_cases"]), []
        for layer in self.layers[FROZEN:]:
            x = layer(x, mask)
            upper.append(x)
        total = sum(y * share for y, share in zip(upper[-3:], weight))
        return self.drop(b["gather"] @ total + self.case_heads(b["cases"]))

    def forward(self, b):
        x = self.encode(b)
        y = x[:, 1:]
        own, over = (self.drop(F.gelu(f(v))) for f, v in ((self.arc_word, y), (self.arc_head, x)))
        arcs = F.pad(own, (0, 1), value=1.0) @ self.arc @ over.transpose(1, 2)
        arcs = arcs.masked_fill(~b["word_mask"][:, None, :], -1e4)
        arcs = arcs.masked_fill(torch.eye(x.shape[1], dtype=torch.bool)[1:], -1e4)
        return self.tag(y), self.name(y), arcs, x

    def relations(self, x, heads):
        """Scores of the relation between every word and the head given for it."""
        own, over = (F.pad(self.drop(F.gelu(f(v))), (0, 1), value=1.0) for f, v in
                     ((self.rel_word, x[:, 1:]), (self.rel_head, x)))
        over = over.gather(1, heads[:, :, None].expand(-1, -1, over.shape[2]))
        part = (own @ self.rel.flatten(1)).view(*own.shape[:2], len(self.rels), REL + 1)
        return (part @ over[..., None]).squeeze(-1)


def batches(sentences, pieces, room, rng=None):
    """Lists of sentences of like length; shuffled where a random source is given."""
    size = [sum(len(pieces.split(w)) for w in s.words) + 2 for s in sentences]
    order = sorted((i for i in range(len(sentences)) if size[i] <= 400),
                   key=lambda i: size[i] * (rng.uniform(0.9, 1.1) if rng else 1))
    out, now, widest = [], [], 0
    for i in order:
        widest = max(widest, size[i])
        if now and widest * (len(now) + 1) > room:
            out.append(now)
            now, widest = [], size[i]
        now.append(i)
    out.append(now)
    if rng:
        rng.shuffle(out)
    return out


def tensors(sentences, pieces, model, rng=None):
    """One batch; with a random source some sentences lose or gain letter case and some pieces are masked."""
    rows, n = [], max(len(s.words) for s in sentences) + 1
    for s in sentences:
        ids, cases, owner, words = [pieces.index["[CLS]"]], [0], [0], s.words
        draw = rng.random() if rng else 1
        words = [w.lower() for w in words] if draw < 0.04 else [w[:1].upper() + w[1:] for w in words] \
            if draw < 0.07 else [w.upper() for w in words] if draw < 0.08 else words
        shapes = [0] + [case_class(w) for w in words]
        for at, w in enumerate(words, 1):
            split = pieces.split(w)
            if rng and rng.random() < 0.03:
                split = [pieces.index["[MASK]"]] * len(split)
            ids += split
            cases += [shapes[at]] * len(split)
            owner += [at] * len(split)
        rows.append((ids + [pieces.index["[SEP]"]], cases + [0], owner, shapes))
    t = max(len(r[0]) for r in rows)
    b = {k: torch.zeros(len(rows), m, dtype=torch.long) for k, m in
         (("pieces", t), ("piece_cases", t), ("cases", n), ("word_mask", n))}
    b["gather"] = torch.zeros(len(rows), n, t)
    b["piece_mask"] = torch.zeros(len(rows), t, dtype=torch.bool)
    gold = {k: torch.full((len(rows), n - 1), -100) for k in ("tags", "heads", "rels", "names", "some")}
    for i, (s, (ids, cases, owner, shapes)) in enumerate(zip(sentences, rows)):
        b["pieces"][i, :len(ids)], b["piece_cases"][i, :len(ids)] = torch.tensor(ids), torch.tensor(cases)
        b["cases"][i, :len(shapes)], b["word_mask"][i, :len(shapes)] = torch.tensor(shapes), 1
        b["piece_mask"][i, :len(ids)] = True
        b["gather"][i, torch.tensor(owner), torch.arange(len(owner))] = 1
        for field, index in (("tags", model.tags), ("heads", None), ("rels", model.rels), ("names", NAME_INDEX)):
            if rng and getattr(s, field):
                values = [v if index is None else index.get(v, -100) for v in getattr(s, field)]
                gold[field][i, :len(values)] = torch.tensor(values)
        if rng and s.names:
            gold["some"][i, :len(s.names)] = torch.tensor([int(v == NAME) for v in s.names])
    b["gather"] /= b["gather"].sum(2, keepdim=True).clamp(min=1)
    b["word_mask"] = b["word_mask"].bool()
    return b, gold


NAME_INDEX = {n: i for i, n in enumerate(NAMES)}
