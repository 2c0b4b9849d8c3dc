#!/usr/bin/env bash
# Scores the layers of the reader against corpora annotated by people, one line of figures each.
#
# usage: eval/layers.sh [LAYER...]     LAYER: parse names times places attribution happened plv coref; all if none is given
#
# Corpora and scorers lie in ../shared beside the repository; set CHANCERY_SHARED to another
# place. Development parts only. Builds the release binary first; CHANCERY_PROFILE=dev builds and
# runs that of development instead, which prints the same figures more slowly.
set -euo pipefail

cd "$(dirname "$0")/.."
shared=$(realpath "${CHANCERY_SHARED:-../shared}")
corpora=$shared/corpora
[[ -d $corpora ]] || { echo "no corpora in $shared: nothing is scored" >&2; exit 0; }
profile=${CHANCERY_PROFILE:-release}
cargo build --profile "$profile" --quiet -p chancery
programs=${CARGO_TARGET_DIR:-target}/${profile/#dev/debug}
chancery=$programs/chancery
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

score() { # score LAYER GOLD: prints the figures of one corpus.
  local scorer=$shared/eval/score_$1.py gold=$corpora/$2
  python3 "$scorer" corpus "$gold" >"$scratch/docs.jsonl"
  # A document without text is told of and left out: no reason to stop.
  "$chancery" annotate "$scratch/docs.jsonl" --format jsonl >"$scratch/out.jsonl" || true
  printf '%s %s ' "$1" "$2"
  python3 "$scorer" score "$gold" "$scratch/out.jsonl"
}

held_out() { # The documents of wikigold that no training saw: every fifth (HELD_OUT in tools/teacher/corpora.py).
  awk '/^-DOCSTART-/ { n++ } n % 5 == 0' \
    "$corpora/NER/wikigold/CONLL-format/data/wikigold.conll.txt" >"$scratch/wikigold-held-out.conll.txt"
  corpora=$scratch score names wikigold-held-out.conll.txt
}

plv() { # prints the figures of event types between two given actors, found by ourselves.
  local scorer=$shared/eval/score_plv.py gold=$corpora/PLV/PLV_train.tsv
  python3 "$scorer" corpus "$gold" >"$scratch/plv.jsonl"
  rm -f "$scratch/plv.db"
  "$chancery" build --quiet --into "$scratch/plv.db" "$scratch/plv.jsonl" >/dev/null || true
  "$chancery" export dyads "$scratch/plv.db" >"$scratch/plv.out.jsonl"
  printf 'plv PLV/PLV_train.tsv '
  python3 "$scorer" score "$gold" "$scratch/plv.out.jsonl"
  # The corpus has the types of an earlier PLOVER, to which the mapping of 2021 is nearer than ours.
  python3 -c 'import json, sys
for line in sys.stdin:
    dyad = json.loads(line)
    dyad["type"] = dyad["published_type"]
    print(json.dumps(dyad))' <"$scratch/plv.out.jsonl" >"$scratch/plv2021.out.jsonl"
  printf 'plv PLV/PLV_train.tsv by the mapping of 2021 '
  python3 "$scorer" score "$gold" "$scratch/plv2021.out.jsonl"
  # What stands in for an actor is found by the scorer like one; without it only told actors count.
  python3 -c 'import json, sys
for line in sys.stdin:
    dyad = json.loads(line)
    for side in ("source_actors", "target_actors"):
        dyad[side] = [actor for actor in dyad[side] if "instead" not in actor]
    print(json.dumps(dyad))' <"$scratch/plv.out.jsonl" >"$scratch/plvtold.out.jsonl"
  printf 'plv PLV/PLV_train.tsv by told actors alone '
  python3 "$scorer" score "$gold" "$scratch/plvtold.out.jsonl"
}

happened() { # happened JUDGEMENTS TREEBANK: whether events are said to have happened.
  local scorer=eval/happened.py judged=$corpora/$1 treebank=$corpora/$2
  python3 "$scorer" corpus "$judged" "$treebank" >"$scratch/docs.jsonl"
  "$chancery" annotate "$scratch/docs.jsonl" --format jsonl >"$scratch/out.jsonl" || true
  printf 'happened %s ' "$1"
  python3 "$scorer" score "$judged" "$treebank" "$scratch/out.jsonl"
}

coref() { # prints coreference over ECB+: given mentions, our own, and events alone; all topics, then development topics.
  local scorer=$shared/eval/score_coref.py gold=$corpora/ECBplus
  local tool=$programs/examples/coref
  cargo build --profile "$profile" --quiet -p chancery-pipeline --example coref
  python3 "$scorer" corpus "$gold" --gold-mentions >"$scratch/given.jsonl"
  python3 "$scorer" corpus "$gold" >"$scratch/plain.jsonl"
  "$tool" "$scratch/given.jsonl" >"$scratch/given.out.jsonl"
  "$tool" "$scratch/plain.jsonl" >"$scratch/own.out.jsonl"
  # One file a document: then the offsets in the file are those in the text.
  rm -rf "$scratch/ecb" "$scratch/ecb.db"
  mkdir "$scratch/ecb"
  python3 -c 'import json, pathlib, sys
for line in open(sys.argv[1], encoding="utf-8"):
    document = json.loads(line)
    pathlib.Path(sys.argv[2], document["id"] + ".txt").write_text(document["text"], encoding="utf-8")' \
    "$scratch/plain.jsonl" "$scratch/ecb"
  "$chancery" build --quiet --into "$scratch/ecb.db" "$scratch/ecb" >/dev/null || true
  "$chancery" export incidents "$scratch/ecb.db" | sed 's/\.txt"/"/g' >"$scratch/events.out.jsonl"
  for of in given own events; do
    printf 'coref ECBplus %s ' "$of"
    python3 "$scorer" score "$gold" "$scratch/$of.out.jsonl"
    printf 'coref ECBplus %s development ' "$of"
    python3 "$scorer" score "$gold" "$scratch/$of.out.jsonl" --topics 2,5,12,18,21,23,34,35
  done
}

for layer in "${@:-all}"; do
  case $layer in
    parse | all)
      score parse UD_EWT/en_ewt-ud-dev.conllu
      score parse UD_GUM_open/en_gum_open-ud-dev.conllu ;;&
    names | all)
      score names NER/en_ewt-ud-dev.iob2
      held_out ;;&
    times | all)
      score times TempEval3
      score times WikiWars ;;&
    places | all)
      score places geoparsing/lgl.xml
      score places geoparsing/GeoVirus.xml ;;&
    attribution | all)
      score attribution PolNeAR/dev ;;&
    happened | all)
      happened UDS_IH2/it-happened_train_dev.tsv UD_EWT/en_ewt-ud-dev.conllu ;;&
    plv | all)
      plv ;;&
    coref | all)
      coref ;;&
    parse | names | times | places | attribution | happened | plv | coref | all) ;;
    *) echo "no such layer: $layer" >&2; exit 2 ;;
  esac
done
