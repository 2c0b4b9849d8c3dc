"""Hooks of schemathesis: most names in addresses are ones that the lists of the desk hold.

`fuzz.sh` sets CHANCERY_DESK to the address of the server. At the end the operations that were
never answered with success are told, and the run fails if there are any.
"""
import atexit
import collections
import json
import os
import random
import urllib.request

import schemathesis

DESK = os.environ["CHANCERY_DESK"]
LISTS = {
    "incident": ("/incidents.json", "id"),
    "event": ("/events.json", "id"),
    "document": ("/documents.json", "id"),
    "actor": ("/actors.json", "id"),
    "rule": ("/codebook.json", "id"),
}
chance = random.Random(1)
answered = collections.defaultdict(collections.Counter)


def rows(path):
    with urllib.request.urlopen(DESK + path) as reply:
        return json.load(reply)["rows"]


known = {name: [row[column] for row in rows(path)] for name, (path, column) in LISTS.items()}
pairs = [(row["first"], row["second"]) for row in rows("/dyads.json")]


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    if not path_parameters or chance.random() < 0.25:
        return path_parameters
    if "party" in path_parameters:
        path_parameters["party"], path_parameters["other"] = chance.choice(pairs)
    for name in path_parameters:
        if name in known:
            path_parameters[name] = chance.choice(known[name])
    return path_parameters


@schemathesis.hook
def map_query(context, query):
    # What is asked is checked as well; half of the time nothing is, so that something is found.
    return query if chance.random() < 0.5 else {}


@schemathesis.hook
def after_call(context, case, response):
    answered[case.operation.label][response.status_code] += 1


@atexit.register
def tell():
    never = sorted(label for label, codes in answered.items() if not codes[200])
    successes = sum(codes[200] for codes in answered.values())
    calls = sum(sum(codes.values()) for codes in answered.values())
    print(f"{len(answered)} operations, {calls} calls, {successes} answered with success")
    if never:
        print("never answered with success: " + ", ".join(never))
        os._exit(1)
