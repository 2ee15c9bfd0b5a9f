"""Reads what `gongkai export` writes with the programs that others have: frictionless and pandas.

    check.py GONGKAI DATASETS OUT

GONGKAI is the program, DATASETS the folder with the shipped datasets, OUT a folder to write into. The last lines
count the checks, as the gate wants them: `# pass N` and `# fail N`.
"""

import io
import json
import pathlib
import re
import subprocess
import sys

import frictionless
import numpy
import pandas
import yaml
from pandas.io.stata import StataReader

gongkai, datasets, out = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
CODE = {"region_code": str}
# All rows at once, so that a column has one type.
WHOLE = {"low_memory": False}
LEVELS = {"province": 1, "prefecture": 2, "county": 3, "agency": 4}
passed, failed = 0, 0


def check(what, holds, why=""):
    """Counts a check, and says which one failed."""
    global passed, failed
    if holds:
        passed += 1
    else:
        failed += 1
        print(f"not ok - {what} {why}")


def run(*words):
    """The program's stdout."""
    done = subprocess.run([gongkai, *map(str, words)], capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise SystemExit(f"gongkai {' '.join(map(str, words))}: {done.stderr}")
    return done.stdout


def table(text):
    return pandas.read_csv(io.StringIO(text), dtype=CODE, **WHOLE)


def stata(path):
    """A Stata file: the figures, and the reader with its labels."""
    reader = StataReader(path)
    frame = reader.read(convert_categoricals=False, preserve_dtypes=False)
    return frame, reader


def same(left, right):
    """Whether two columns have the same numbers, to the last bit, and are missing in the same rows."""
    left, right = (numpy.asarray(column, dtype=float) for column in (left, right))
    return bool(numpy.array_equal(left, right, equal_nan=True))


def package(name, *words):
    """Writes a package, has it validated, and gives its folder."""
    folder = out / name
    run("export", *words, "-o", f"{folder}/", "--quiet")
    report = frictionless.validate(str(folder / "datapackage.json"))
    check(f"{name}: frictionless validate", report.valid, str(report.flatten(["type", "note"])[:3]))
    names = {task.name for task in report.tasks}
    check(f"{name}: every table is validated", {"panel", "regions", "variables", "values"} <= names, str(names))
    return folder


def formats_agree(name, folder):
    """The panel as CSV, Parquet and Stata file has the same cells."""
    panel = pandas.read_csv(folder / "panel.csv", dtype=CODE, **WHOLE)
    parquet = pandas.read_parquet(folder / "panel.parquet")
    dta, reader = stata(folder / "panel.dta")
    variables = pandas.read_csv(folder / "variables.csv").query("place == 'column'")
    values = pandas.read_csv(folder / "values.csv", dtype={"value": str})
    short = dict(zip(variables["name"], variables["stata_name"]))
    check(f"{name}: the codebook has the columns", list(variables["name"]) == list(panel.columns))
    check(f"{name}: parquet has the columns", list(parquet.columns) == list(panel.columns))
    check(f"{name}: stata has the columns", list(dta.columns) == [short[column] for column in panel.columns])
    labels = reader.variable_labels()
    sets = reader.value_labels()
    for column, kind, label in zip(variables["name"], variables["type"], variables["label_zh"]):
        ours, theirs = panel[column], dta[short[column]]
        want = label if len(label) <= 80 else label[:79] + "…"
        check(f"{name}: label of {column}", labels[short[column]] == want, labels[short[column]])
        if kind in ("integer", "number", "year"):
            check(f"{name}: {column} in parquet", same(ours, parquet[column]))
            check(f"{name}: {column} in stata", same(ours, theirs))
        elif kind == "boolean":
            flags = ours.map({True: 1.0, False: 0.0, "True": 1.0, "False": 0.0}).astype(float)
            check(f"{name}: {column} in stata", same(flags, theirs))
        else:
            texts = ours.astype(object).where(ours.notna(), "")
            check(f"{name}: {column} in parquet", list(texts) == list(parquet[column].fillna("")))
            own = values[values.variable == ("status" if column.endswith("_status") else column)]
            if own.empty:
                check(f"{name}: {column} in stata", list(texts) == list(theirs))
                continue
            codes = texts.map(dict(zip(own["value"], own["code"]))).astype(float)
            check(f"{name}: codes of {column} in stata", same(codes, theirs))
            shown = {int(code): text for code, text in sets[short[column]].items()}
            check(f"{name}: value labels of {column}", shown == dict(zip(own["code"], own["label_zh"])))
    # From here on by the names of the CSV, which Stata may have had to shorten.
    return panel, parquet, dta.set_axis(panel.columns, axis=1)


def figures_are_those_of_rank(name, panels, metrics, levels, *words):
    """What `rank` prints is in each of the formats, to the last digit."""
    for metric in metrics:
        for level in levels:
            asked = ["rank", metric, *words, "--years", "..", "--level", level, "--format", "csv", "--quiet"]
            done = subprocess.run([gongkai, *map(str, asked)], capture_output=True, text=True, encoding="utf-8")
            if done.returncode == 2:
                # A ranking without a single figure is refused; then the panel has none either.
                for kind, panel in panels.items():
                    number = LEVELS[level] if kind == "stata" else level
                    none = panel.loc[panel["level"] == number, metric].isna().all()
                    check(f"{name}: {metric} of {level} is not in {kind}", none)
                continue
            ranked = table(done.stdout).set_index(["region_code", "year"])
            check(f"{name}: {metric} of {level} is not empty", ranked["value"].notna().any())
            for kind, panel in panels.items():
                rows = panel.set_index(["region_code", "year"]).loc[ranked.index]
                check(f"{name}: {metric} of {level} in {kind}", same(ranked["value"], rows[metric]))
                if ranked["denominator"].notna().any():
                    for part in ("numerator", "denominator"):
                        own = rows[f"{metric}_{part}"]
                        check(f"{name}: {metric} {part} of {level} in {kind}", same(ranked[part], own))


def wide_and_long_agree(name, wide, long):
    """Each item of the long panel is a column of the wide one."""
    wide = wide.set_index(["region_code", "year"])
    for item, rows in long.groupby("item", sort=False):
        rows = rows.set_index(["region_code", "year"])
        check(f"{name}: {item} long and wide", same(wide[item], rows["value"].loc[wide.index]))


def balanced(name, panel):
    years = panel.groupby("region_code")["year"].nunique()
    ours = panel["region_code"].map(years) == panel["year"].nunique()
    check(f"{name}: balanced", list(ours) == list(panel["balanced"]))


def texts_are_whole(name, folder):
    """The citation is YAML with what the format wants; the scripts name every column."""
    cff = yaml.safe_load((folder / "CITATION.cff").read_text("utf-8"))
    check(f"{name}: citation", {"cff-version", "message", "title", "authors"} <= set(cff))
    check(f"{name}: cited as data", cff["type"] == "dataset" and cff["cff-version"] == "1.2.0")
    columns = len(pandas.read_csv(folder / "panel.csv", nrows=1).columns)
    do = (folder / "load.do").read_text("utf-8")
    renamed = re.findall(r"^rename v(\d+) (\w{1,32})$", do, re.M)
    check(f"{name}: load.do", [int(number) for number, _ in renamed] == list(range(1, columns + 1)))
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    check(f"{name}: sources", len(descriptor["sources"]) >= 2 and descriptor["licenses"])


USUAL = ["graphic_share", "disclosure_rate", "denial_rate", "review_correction_rate", "disclosed_total", "denied"]
AGENCIES = ["disclosure_rate", "denial_rate", "completion_rate", "received_new"]

for name, words, metrics, levels in [
    ("china", [], USUAL, ["county", "prefecture"]),
    ("foia", ["--data", datasets / "foia"], AGENCIES, ["agency"]),
]:
    folder = package(name, *words)
    panel, parquet, dta = formats_agree(name, folder)
    balanced(name, panel)
    texts_are_whole(name, folder)
    panels = {"csv": panel, "parquet": parquet, "stata": dta}
    figures_are_those_of_rank(name, panels, metrics, levels, *words)
    folder = package(f"{name}-long", *words, "--long")
    long, *_ = formats_agree(f"{name}-long", folder)
    wide_and_long_agree(name, panel, long)
    texts_are_whole(f"{name}-long", folder)

folder = package("status", "--data", datasets / "foia", "--status")
formats_agree("status", folder)
folder = package("english", "--lang", "en", "--metric", "graphic_share")
_, reader = stata(folder / "panel.dta")
check("english: labels", reader.variable_labels()["graphic_share"] == "share of graphic interpretations",
      reader.variable_labels()["graphic_share"])
run("rank", "disclosure_rate", "--year", "2023", "-o", out / "rank.dta", "--quiet")
ranked, reader = stata(out / "rank.dta")
printed = table(run("rank", "disclosure_rate", "--year", "2023", "--format", "csv", "--quiet"))
check("rank as a Stata file", same(ranked["value"], printed["value"]) and len(ranked) == len(printed))
check("rank as a Stata file: labels", reader.variable_labels()["value"] == "数值")

print(f"# pass {passed}")
print(f"# fail {failed}")
sys.exit(1 if failed or not passed else 0)
