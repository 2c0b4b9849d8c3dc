"""Tuning the teacher on the train parts, and measuring it on the dev parts."""
import collections
import random
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from corpora import NAMES, corpora
from model import FROZEN, LAYERS, Teacher, batches, tensors


def train(args, pieces):
    sentences, dev, named = corpora(args.corpora)
    known = [collections.Counter(v for s in sentences for v in getattr(s, field) or []) for field in ("tags", "rels")]
    model = Teacher(args.model, *({v: i for i, v in enumerate(sorted(v for v in k if k[v] > 2))} for k in known))
    if args.resume:
        model.load_state_dict(torch.load(args.out / "teacher.pt")[2])
    rng = random.Random(args.epochs if args.resume else 0)
    if args.limit:
        sentences = rng.sample(sentences, args.limit)
    groups = []
    for part in (model.words, model.norm, model.layers[:FROZEN]):
        part.requires_grad_(False)
    for at, layer in enumerate(model.layers[FROZEN:], FROZEN):
        groups.append({"params": list(layer.parameters()), "lr": args.rate * 0.9 ** (LAYERS - 1 - at)})
    seen = {id(p) for g in groups for p in g["params"]}
    groups.append({"params": [p for p in model.parameters() if p.requires_grad and id(p) not in seen], "lr": 1e-3})
    tuner = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98), foreach=True)
    plan = [batches(sentences, pieces, args.room, rng) for _ in range(args.epochs)]
    steps = sum(map(len, plan))
    rate = torch.optim.lr_scheduler.LambdaLR(
        tuner, lambda n: max(0.0, min((n + 1) / (0.08 * steps), (steps - n) / (0.92 * steps))))
    begun, done = time.time(), 0
    for epoch, parts in enumerate(plan):
        model.train()
        losses = np.zeros(5)
        for part in parts:
            b, gold = tensors([sentences[i] for i in part], pieces, model, rng)
            tags, names, arcs, x = model(b)
            rels = model.relations(x, gold["heads"].clamp(min=0))
            loss = [F.cross_entropy(score.flatten(0, 1), gold[k].flatten(), reduction="sum")
                    / (gold[k] >= 0).sum().clamp(min=60)
                    for score, k in ((tags, "tags"), (arcs, "heads"), (rels, "rels"), (names, "names"))]
            some = -torch.log1p(-names.softmax(-1)[..., 0][gold["some"] > 0].clamp(max=0.999))
            loss.append(some.sum() / (gold["names"] >= 0).sum().clamp(min=60))
            sum(loss).backward()
            nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 2.0)
            tuner.step()
            rate.step()
            tuner.zero_grad()
            losses += [l.item() for l in loss]
            done += 1
            if done % 20 == 0:
                print(f"step {done}/{steps} {time.time() - begun:.0f}s loss", np.round(losses, 1), flush=True)
        torch.save((model.tags, model.rels, model.state_dict()), args.out / "teacher.pt")
        print(f"epoch {epoch + 1} {time.time() - begun:.0f}s", flush=True)
        last = epoch + 1 == args.epochs
        measure(model, pieces, dev if last else {"GUM dev": dev["GUM dev"]}, named if last else [])


def predict(model, pieces, sentences):
    """For every sentence in order: best values with their probabilities, one record a word."""
    model.eval()
    tags, rels, out = list(model.tags), list(model.rels), [None] * len(sentences)

    def top(p, count, values):
        p, at = p.topk(min(count, p.shape[-1]), -1)
        return [[[(values[v] if values else v, round(q * 255)) for v, q in zip(*pair) if q * 255 >= 0.5]
                 for pair in zip(*row)] for row in zip(at.tolist(), p.tolist())]

    with torch.inference_mode():
        for part in batches(sentences, pieces, 2000):
            b, _ = tensors([sentences[i] for i in part], pieces, model)
            t, n, arcs, x = model(b)
            best = top(model.relations(x, arcs.argmax(-1)).softmax(-1), 3, rels)
            columns = zip(top(t.softmax(-1), 3, tags), top(arcs.softmax(-1), 4, None), best,
                          top(n.softmax(-1), 3, NAMES))
            for i, rows in zip(part, columns):
                out[i] = list(zip(*(r[:len(sentences[i].words)] for r in rows)))
    return [(s, rows) for s, rows in zip(sentences, out) if rows is not None]


def spans(tags):
    """Name spans of a row of BIO tags; an I without its B begins a span."""
    out, begin, kind = set(), 0, None
    for i, tag in enumerate([*tags, "O"]):
        if kind and (tag[0] != "I" or tag[2:] != kind):
            out.add((begin, i, kind))
            kind = None
        if tag[0] != "O" and not kind:
            begin, kind = i, tag[2:]
    return {s for s in out if s[2] != "MISC"}


def measure(model, pieces, dev, named):
    for name, sentences in dev.items():
        right = np.zeros(6)
        for s, rows in predict(model, pieces, sentences):
            for i, (tag, head, rel, _) in enumerate(rows):
                head_ok = head[0][0] == s.heads[i]
                plain = head_ok and rel[0][0].split(":")[0] == s.rels[i].split(":")[0]
                right += [1, tag[0][0].split("|")[0] == s.tags[i].split("|")[0], tag[0][0] == s.tags[i], head_ok,
                          plain, head_ok and rel[0][0] == s.rels[i]]
        print(name, " ".join(f"{k} {v / right[0]:.4f}" for k, v in
                             zip(("UPOS", "UPOS|XPOS", "UAS", "LAS", "LAS+subtype"), right[1:])), flush=True)
    hits = collections.Counter()
    if not named:
        return
    for s, rows in predict(model, pieces, named):
        mine, gold = spans([r[3][0][0] for r in rows]), spans(s.names)
        for key, found in (("gold", gold), ("mine", mine), ("both", mine & gold)):
            hits.update((key, k) for kind in found for k in ("all", kind[2]))
    print("names EWT dev", " ".join(f"{k} F1 {2 * hits['both', k] / (hits['gold', k] + hits['mine', k]):.4f}"
                                    for k in ("all", "PER", "LOC", "ORG")), flush=True)
