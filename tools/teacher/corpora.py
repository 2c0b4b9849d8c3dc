"""Sentences of the treebanks and of the names that people marked."""
import collections
import dataclasses
import re

NAME = "NAME"
NAMES = ["O"] + [f"{p}-{k}" for k in ("PER", "LOC", "ORG", "MISC") for p in "BI"]
ENTITY_KINDS = {"person": "PER", "place": "LOC", "organization": "ORG", "event": "MISC", "object": "MISC",
                "abstract": "MISC"}
HELD_OUT = 5  # every fifth document of wikigold teaches nothing: names are measured on it
TITLES = set("mr mrs ms dr sir lord lady king queen prince princess president minister secretary senator sen rep gov "
             "governor professor prof judge justice general gen colonel col captain capt lieutenant lt sergeant sgt "
             "major saint pope father sister brother uncle aunt director chairman mayor ambassador congressman "
             "representative prime vice deputy chief officer chancellor reverend rev dame sheikh ayatollah".split())


@dataclasses.dataclass
class Sentence:
    id: str
    words: list
    tags: list = None
    heads: list = None
    rels: list = None
    names: list = None  # for a word None: not known; NAME: a name of some kind


def read_conllu(path, prefix):
    out = []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        lines = block.split("\n")
        name = next(l.split(" = ", 1)[1] for l in lines if l.startswith("# sent_id"))
        rows = [l.split("\t") for l in lines if not l.startswith("#")]
        rows = [r for r in rows if r[0].isdigit()]
        s = Sentence(f"{prefix}:{name}", [r[1] for r in rows], [f"{r[3]}|{r[4]}" for r in rows],
                     [int(r[6]) for r in rows], [r[7] for r in rows])
        if prefix == "gum":
            s.names = gum_names(s, [r[9] for r in rows])
        out.append(s)
    return out


def gum_names(s, misc):
    """Name tags of a GUM sentence: the capitalised core around the head of every mention headed by a proper noun."""
    n, upos = len(s.words), [t.split("|")[0] for t in s.tags]
    opened, mentions = collections.defaultdict(list), []
    for i, field in enumerate(misc):
        value = next((f[7:] for f in field.split("|") if f.startswith("Entity=")), "")
        for start, both, end in re.findall(r"\(([^()]+)(\)?)|([^()]+)\)", value):
            if start:
                parts = start.split("-")
                if both:
                    mentions.append((i, i + 1, parts[1]))
                else:
                    opened[parts[0]].append((i, parts[1]))
            elif opened[end]:
                at, kind = opened[end].pop()
                mentions.append((at, i + 1, kind))
    big = [w[0].isupper() for w in s.words]
    dated = {i for a, b, kind in mentions if kind == "time" for i in range(a, b)}
    names = ["O" if not big[i] or i in dated or upos[i] not in ("PROPN", "ADJ") else
             None if upos[i] == "ADJ" or s.words[i].lower().rstrip(".") in TITLES else NAME for i in range(n)]
    cores = []
    for a, b, kind in mentions:
        tops = [i for i in range(a, b) if not a < s.heads[i] <= b]
        if kind not in ENTITY_KINDS or not tops or upos[tops[0]] != "PROPN" or not big[tops[0]]:
            continue
        kind, head = ENTITY_KINDS[kind], tops[0]
        inner = {i for c, d, k in mentions if a <= c and d <= b and d - c < b - a and not c <= head < d
                 for i in range(c, d)} if kind == "PER" else set()
        low, high = head, head + 1
        while low > a and low - 1 not in inner and (
                upos[low - 1] == "PROPN" or kind != "PER" and big[low - 1] and low > 1
                and upos[low - 1] in ("ADJ", "NOUN", "NUM", "VERB")):
            low -= 1
        while high < b:
            link = s.words[high] in ("of", "for", "&", "de", "-") and kind != "PER" or s.words[high] in ("de", "-")
            skip = 2 if link and high + 2 < b and s.words[high + 1] == "the" else int(link)
            if high + skip >= b or upos[high + skip] != "PROPN" or s.rels[high + skip] in ("conj", "appos"):
                break
            high += skip + 1
        while kind == "PER" and low + 1 < high and s.words[low].lower().rstrip(".") in TITLES:
            names[low] = "O"
            low += 1
        if s.tags[head].endswith("NNPS") and (kind == "PER" or high - low == 1):
            kind = "MISC"  # peoples and teams
        if low < high:
            cores.append((low, high, kind))
    taken = set()
    for low, high, kind in sorted(set(cores), key=lambda c: (c[0] - c[1], c)):
        if taken.isdisjoint(range(low, high)):
            taken.update(range(low, high))
            names[low:high] = ["B-" + kind] + ["I-" + kind] * (high - low - 1)
    return names


def ewt_names(s, dates):
    """What the tags of a sentence tell of names: proper nouns are parts of some name, other words of none, and of
    titles, dates, web addresses and words between two parts nothing is known."""
    n, upos = len(s.words), [t.split("|")[0] for t in s.tags]
    names = []
    for i, word in enumerate(s.words):
        plain = word.lower().rstrip(".")
        beside = {upos[j] for j in (i - 1, i + 1, i + 2) if 0 <= j < n}
        if upos[i] == "PROPN":
            unclear = plain in TITLES or plain in dates or not word[0].isupper() or len(plain) < 2
            addressed = plain in TITLES - {"general", "major", "saint"} and i + 1 < n and upos[i + 1] == "PROPN"
            names.append("O" if addressed else None if unclear else NAME)
        else:
            unclear = upos[i] == "X" or "PROPN" in beside and (word[0].isupper() or upos[i] in (
                "ADP", "DET", "CCONJ", "NUM", "PART", "SYM", "PUNCT"))
            names.append(None if unclear else "O")
    return names


def dates(sentences):
    """Proper nouns of GUM that stand in mentions of times."""
    return {w.lower().rstrip(".") for s in sentences for w, t, name in zip(s.words, s.tags, s.names)
            if t.startswith("PROPN") and name == "O"}


def read_names(path, prefix):
    """Sentences with name tags only: columns word and tag (wikigold), or number, word and tag (iob2)."""
    out = []
    for n, block in enumerate(re.split(r"\n\s*\n", path.read_text(encoding="utf-8").strip())):
        rows = [l.split("\t") if "\t" in l else l.split() for l in block.split("\n") if not l.startswith("# ")]
        column = 1 if path.suffix == ".iob2" else 0
        rows = [r for r in rows if len(r) > column + 1]
        tags = [r[column + 1] for r in rows]
        for i, tag in enumerate(tags):
            if prefix == "wikigold" and tag != "O" and (i == 0 or tags[i - 1][1:] != tag[1:]):
                tags[i] = "B" + tag[1:]
        out.append(Sentence(f"{prefix}:{n + 1}", [r[column] for r in rows], names=tags))
    document, kept = 0, []
    for s in out:
        if s.words == ["-DOCSTART-"]:
            document += 1
        elif s.words and (prefix != "wikigold" or document % HELD_OUT):
            kept.append(s)
    return kept


def corpora(root):
    ewt = read_conllu(root / "UD_EWT/en_ewt-ud-train.conllu", "ewt")
    gum = read_conllu(root / "UD_GUM_open/en_gum_open-ud-train.conllu", "gum")
    times = dates(gum)
    for s in ewt:
        s.names = ewt_names(s, times)
    train = ewt + gum + read_names(root / "NER/wikigold/CONLL-format/data/wikigold.conll.txt", "wikigold")
    dev = {"EWT dev": read_conllu(root / "UD_EWT/en_ewt-ud-dev.conllu", "ewt"),
           "GUM dev": read_conllu(root / "UD_GUM_open/en_gum_open-ud-dev.conllu", "gum")}
    return train, dev, read_names(root / "NER/en_ewt-ud-dev.iob2", "uner")
