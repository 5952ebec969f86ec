"""Tables of others: what is read of them, imported cases and the league."""

WORDS: dict[str, str] = {
    "import.head": "Made by fivec import from {file}, SHA-256 {sha256}.",
    "import.only-issues": "It holds issues alone: add evidence, ratings, attributions and tests for the rest.",
    "import.rule": "not said for all issues together",
    "import.outcome": "write outcome: … in its place once it is known",
    "import.nothing": "{actor} takes part in no countable issue of {file}.",
    "import.no-actor": '"{name}" is no actor of this file{guess} Choose from: {names}.',
    "import.too-large": "nothing was written: the case would be larger than a case may be. Take issues or actors out of the table, or shorten their names.",
    "import.count": "Issues written: {count}; left out: {left}.",
    "league.title": "{file}: actors beside each other",
    "league.absent": "Not in the league, for they take part in no issue that counts: {names}.",
    "league.actor": "Actor",
    "league.issues": "Issues",
    "league.attainment": "Attained",
    "league.luck": "Luck",
    "league.excess": "Excess",
    "league.relative": "Relative",
    "league.plain": "unweighted",
    "league.note": "Actors took part in different issues: compare with care. Means are weighted by each actor's salience; unweighted, each issue counts alike. Issues to which an actor gives salience 0 do not count for it. Relative: against the mean of the others.",
    "league.drawn": "In brackets, the middle 95% of {draws} bootstrap draws of issues (seed {seed}).",
    "league.none": "No issue of this table counts: its outcome must be known, and three or more must have taken part.",
    "league.error": "The weighted compromise of all misses the outcome by {error} of 100 on average (issues: {count}).",
    "import.read": "{file}: read with {delimiter} between the cells.",
    "import.halves": "Taken as no part, for a position stands without a salience, or the other way ({count}): {names}.",
    "import.unread": "Columns with numbers that are not read, for their names begin with neither p nor s: {names}.",
    "import.no-points": "No point of the scale is described, so it was taken to run from 0 to 100: {names}.",
    "import.by-place": "No letter of these names can stand in an id; they go by their place in the file: {names}.",
    "import.alike": "Names that come to the same id got a number: {names}.",
    "delimiter.tab": "tabs",
    "delimiter.semicolon": "semicolons",
    "delimiter.comma": "commas",
    "delimiter.none": "no tab, semicolon or comma",
    "what.rows": "rows",
    "what.columns": "columns",
    "what.cells": "cells",
    "what.p": "the positions",
    "what.out": "the outcomes",
    "what.s": "the saliences",
    "why.quote": "a quote is never closed, or closed in the middle of a cell",
    "why.rows": "another row begins within it",
    "why.cells": "a cell is missing",
    "why.numbers": "more than three numbers follow the issue: position, salience and power",
    "mend.scale": "Positions, saliences, reference points and outcomes run from 0 to 100.",
    "mend.power": "Power is 0 or more.",
    "mend.number": "Check the number.",
    "mend.empty": "Where nothing is known, leave the cell empty.",
    "mend.needed": "The row cannot do without.",
}

FINDINGS: dict[str, tuple[str, str]] = {
    "missing-column": (
        "the table has no column {column}",
        "The first line names the columns; read with {delimiter} between the cells, it has {count}. Is this the table of DEU III, with tabs, semicolons or commas between the cells?",
    ),
    "lone-column": (
        'the column "{column}" stands alone: there is no "{partner}" beside it',
        "An actor has two columns, p… with its positions and s… with its saliences. Mend the name, add the other column, or give it a name that begins otherwise.",
    ),
    "nameless-column": (
        "column {number} has values and no name",
        "Name it in the first line, or empty it.",
    ),
    "duplicate-column": (
        "the table has column {column} twice: cells {first} and {second} of the first line",
        "Take one of them out, or give it a name of its own; capitals and spaces make no difference.",
    ),
    "ragged-row": (
        "the row has {got} cells, and the first line names {wanted} columns",
        "Find the cell too many or too few, for all behind it stand under the wrong name. Between the cells stand {delimiter}; a text that holds one stands in double quotes.",
    ),
    "ragged-heads": (
        "the first line names {wanted} columns, and every row has {got} cells",
        "Name every column, and nothing else. Between the cells stand {delimiter}; a text that holds one stands in double quotes.",
    ),
    "table-too-large": (
        "holds more than {limit} {what}",
        "Split it, or take out what is not needed.",
    ),
    "nameless-issue": ("the row has no issue number (isnr)", "Give it one, or take the row out."),
    "not-a-number": (
        '"{value}" is no number that {column} can have',
        "Write a number such as {such}. {mend}",
    ),
    "missing-mark": (
        '"{value}" may stand for what is not known; cells with it: {count}',
        'Empty the cells, write the numbers, or call with --missing "{value}".',
    ),
    "ambiguous-number": (
        '"{value}" in {column} may be decimals or thousands',
        "Write {first} or {second}.",
    ),
    "out-of-bounds": ("{column} is {value}, and must lie from {low} to {high}", "{mend}"),
    "runs-to-one": (
        "{what} run to {highest} and not to 100",
        "Multiply them by 100: on a scale to 100 all of them would seem to be the same.",
    ),
    "broken-row": ("the row cannot be read: {why}", "Compare it with the row above."),
    "unknown-row": (
        'a row cannot begin with "{id}"',
        "Rows begin with #A, #P, #M, #D, or #/ for a remark.",
    ),
    "apart-by-commas": (
        "commas stand between the cells",
        "Put tabs or semicolons there: a comma may set decimals apart.",
    ),
    "undefined-name": (
        '"{id}" was not defined before',
        "Define actors by #A and issues by #P, above; capitals count.",
    ),
    "salience-above-one": (
        "salience is {value}, and runs from 0 to 1 here; cells above 1: {count}",
        "Divide by 100: 0.5 stands for 50 of 100.",
    ),
    "outside-points": (
        'the position {value} lies outside the points described of "{id}", {low} to {high}',
        "Correct the position, or describe the end of the scale in a row #M.",
    ),
    "single-point": (
        'only one point of "{id}" is described, {at}: the scale has no length',
        "Describe both of its ends, each in a row #M.",
    ),
    "undescribed-scale": (
        'no point of "{id}" is described, and its positions run from {low} to {high}',
        "Without rows #M a scale runs from 0 to 100. Describe both of its ends, each in a row #M.",
    ),
    "no-positions": ("holds no positions (#D)", "Is this the file?"),
}
