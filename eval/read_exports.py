#!/usr/bin/env python3
"""Reads every export of a dataset with the standard library alone, and checks it.

usage: read_exports.py CHANCERY DATASET

Independent of the program: the lists of columns stand here as the formats' own documents have
them. Ends with exit code 1 and one line for each thing that is not as it should be.
"""
import csv
import datetime
import io
import json
import subprocess
import sys

SIDE = ["Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
        "Religion2Code", "Type1Code", "Type2Code", "Type3Code"]
GEO = ["Type", "FullName", "CountryCode", "ADM1Code", "Lat", "Long", "FeatureID"]


def gdelt(two):
    geo = GEO[:4] + ["ADM2Code"] + GEO[4:] if two else GEO
    return (
        ["GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate"]
        + [f"Actor{n}{part}" for n in (1, 2) for part in SIDE]
        + ["IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
           "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone"]
        + [f"{who}Geo_{part}" for who in ("Actor1", "Actor2", "Action") for part in geo]
        + ["DATEADDED", "SOURCEURL"]
    )


MENTIONS = ["GLOBALEVENTID", "EventTimeDate", "MentionTimeDate", "MentionType",
            "MentionSourceName", "MentionIdentifier", "SentenceID", "Actor1CharOffset",
            "Actor2CharOffset", "ActionCharOffset", "InRawText", "Confidence",
            "MentionDocLen", "MentionDocTone", "MentionDocTranslationInfo", "Extras"]
PETRARCH = ["date", "actor1", "actor2", "code", "issues", "ids", "url", "publisher",
            "text1", "text2", "event"]
PHOENIX = ["EventID", "Date", "Year", "Month", "Day", "SourceActorFull",
           "SourceActorEntity", "SourceActorRole", "SourceActorAttribute",
           "TargetActorFull", "TargetActorEntity", "TargetActorRole",
           "TargetActorAttribute", "EventCode", "EventRootCode", "PentaClass",
           "GoldsteinScore", "Issues", "Lat", "Lon", "LocationName", "StateName",
           "CountryCode", "SentenceID", "URLs", "NewsSources"]
ICEWS = ["Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country",
         "Event Text", "CAMEO Code", "Intensity", "Target Name", "Target Sectors",
         "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
         "Province", "Country", "Latitude", "Longitude"]

wrong = []


def demand(holds, what):
    if not holds:
        wrong.append(what)


def day(text):
    return datetime.datetime.strptime(text, "%Y%m%d").date()


def number(text, least, most):
    return text == "" or least <= float(text) <= most


def main():
    program, dataset = sys.argv[1:3]

    def export(*arguments):
        command = [program, "export", *arguments, dataset]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        demand(run.returncode == 0, f"{arguments}: exit code {run.returncode} {run.stderr}")
        return run.stdout

    def tabs(text, columns, header=False):
        rows = list(csv.reader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE))
        if header:
            demand(rows and rows[0] == columns, f"header {rows[:1]}")
            rows = rows[1:]
        for row in rows:
            demand(len(row) == len(columns), f"{len(row)} cells, not {len(columns)}: {row}")
        return [dict(zip(columns, row)) for row in rows]

    asserted = [m for m in map(json.loads, export("mentions").splitlines())
                if m["status"] == "asserted"]
    quotes = {m["quote"] for m in asserted}
    own = {m["id"] for m in asserted}

    for words in ("plover", "cameo"):
        rows = list(csv.DictReader(io.StringIO(export("csv", "--vocabulary", words))))
        demand({row["id"] for row in rows} == own, f"csv {words}: not the asserted events")
        demand(all(row["status"] == "asserted" for row in rows), f"csv {words}: a status")
    every = list(csv.DictReader(io.StringIO(export("csv", "--include", "all"))))
    demand({row["status"] for row in every} > {"asserted"}, "csv of all statuses")

    records = [json.loads(line) for line in export("plover").splitlines()]
    demand(records, "no PLOVER record")
    for record in records:
        demand({"id", "date", "actor", "event"} <= set(record), f"PLOVER: {sorted(record)}")
        demand(record["id"] in own, f"PLOVER: {record['id']} is not asserted")
        datetime.date.fromisoformat(record["date"])
        datetime.date.fromisoformat(record.get("enddate", record["date"]))
        demand(record["text"] in quotes, "PLOVER: not the sentence")
        demand(-10 <= record["event_scale"] <= 10, "PLOVER: scale")
        demand(record["quad_code"] in (1, 2, 3, 4), "PLOVER: quad")

    for days in ("told", "published"):
        how = ("--day", days)
        for two in (False, True):
            events = tabs(export("gdelt-2" if two else "gdelt-1", *how), gdelt(two))
            for event in events:
                at = day(event["SQLDATE"])
                demand(event["Year"] == str(at.year), "GDELT year")
                demand(event["MonthYear"] == at.strftime("%Y%m"), "GDELT month")
                share = at.year + (at.month * 30 + at.day) / 365
                demand(abs(float(event["FractionDate"]) - share) < 2e-4, "GDELT fraction")
                demand(event["EventCode"].startswith(event["EventBaseCode"]), "GDELT base")
                demand(event["EventBaseCode"].startswith(event["EventRootCode"]), "root")
                demand(event["QuadClass"] in "1234", "GDELT quad")
                demand(number(event["GoldsteinScale"], -10, 10), "GDELT scale")
                demand(event["IsRootEvent"] in "01", "GDELT root event")
                demand(number(event["ActionGeo_Lat"], -90, 90), "GDELT latitude")
                demand(number(event["ActionGeo_Long"], -180, 180), "GDELT longitude")
        told = {event["GLOBALEVENTID"]: int(event["NumMentions"]) for event in events}
        demand(len(told) == len(events), "GDELT ids are not unique")
        found = dict.fromkeys(told, 0)
        for mention in tabs(export("gdelt-2-mentions", *how), MENTIONS):
            demand(mention["GLOBALEVENTID"] in found, "GDELT: a mention of no event")
            found[mention["GLOBALEVENTID"]] += 1
            demand(int(mention["ActionCharOffset"]) < int(mention["MentionDocLen"]), "offset")
            datetime.datetime.strptime(mention["EventTimeDate"], "%Y%m%d%H%M%S")
        demand(found == told, "GDELT: mentions are not as many as events tell")

        phoenix = tabs(export("phoenix", *how), PHOENIX, header=True)
        for event in phoenix:
            at = day(event["Date"])
            parts = (str(at.year), str(at.month), str(at.day))
            demand((event["Year"], event["Month"], event["Day"]) == parts, "Phoenix date")
            demand(event["PentaClass"] in "01234", "Phoenix class")
            demand(number(event["GoldsteinScore"], -10, 10), "Phoenix scale")
            full = event["SourceActorEntity"] + event["SourceActorRole"]
            demand(event["SourceActorFull"] == full, "Phoenix actor")
        petrarch = tabs(export("petrarch", *how), PETRARCH)
        keys = {(e["date"], e["actor1"], e["actor2"], e["code"]) for e in petrarch}
        demand(len(keys) == len(petrarch) == len(phoenix), "PETRARCH: a line told twice")
        for event in tabs(export("icews", *how), ICEWS, header=True):
            datetime.date.fromisoformat(event["Event Date"])
            demand(event["CAMEO Code"].isdigit(), "ICEWS code")
            demand(int(event["Sentence Number"]) > 0, "ICEWS sentence")
            demand(number(event["Intensity"], -10, 10), "ICEWS scale")

    for line in wrong:
        print(line)
    print(f"{len(records)} PLOVER records, {len(events)} GDELT events read; {len(wrong)} wrong")
    sys.exit(1 if wrong else 0)


main()
