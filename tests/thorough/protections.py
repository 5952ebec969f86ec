"""Take out what stands in the way of a file, one protection at a time; its test must fail.

Run as ``python -m tests.thorough.protections``, with part of a test's name to try no others. Each
row is a file, what stands there, what to put in its place, and tests that SECURITY.md names for it.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.thorough.mutate import Copy

READER, PAGE = "tests/files/test_yaml_reader.py", "tests/render/test_as_html.py"
SAME, CLI = "tests/process/test_sameness.py", "tests/cli/test_cli.py"
LOAD, SETTINGS = "tests/files/test_load.py", "tests/files/test_settings.py"
HEADS, SHEET = "tests/render/word/test_heads.py", "tests/render/test_as_xlsx.py"
GITHUB, MARKDOWN = "tests/render/test_github.py", "tests/render/test_markdown.py"
SVG, JSON = "tests/render/pictures/test_as_svg.py", "tests/render/test_as_json.py"
AUDIENCE, REDACT = "tests/cli/test_audience.py", "tests/cli/test_redact.py"
CODING = "tests/authoring/test_workbook.py"
VERIFY = "tests/replication/test_verify.py"
TALK = "tests/checks/test_confidential.py"
EVERYWHERE = f"{SAME}::test_no_text_of_a_file_acts_on_whoever_opens_what_a_call_gives"
PROTECTIONS = [
    ("files/yaml_reader.py", "        if event.tag is not None:\n", "        if False:\n",
     f"{READER}::test_every_fault_has_its_place"),
    ("office.py", "if any(mark in part for mark in _DOCTYPE):", "if False:",
     "tests/test_office.py::test_what_does_not_is_refused_for_its_reason"),
    ("render/word/blank.py", "        if one.reltype not in kept:", "        if False:",
     f"{HEADS}::test_nothing_of_the_rest_of_a_package_comes_along"),
    ("files/rubrics.py", "if _leaves(name, folder):", "if False:",
     f"{LOAD}::test_a_path_may_not_lead_out_of_the_folder_of_the_case",
     f"{LOAD}::test_a_link_may_not_lead_out_either"),
    ("files/settings.py", "return not path.is_symlink() and _own(path)", "return True",
     f"{SETTINGS}::test_what_somebody_else_owns_is_passed_over_and_ends_the_search"),
    ("files/settings.py", 'or not is_missing(here / ".git")', "",
     f"{SETTINGS}::test_nothing_is_looked_for_above_a_repository_or_the_home"),
    ("cli/settings.py", "not self._trusted and is_callers_own(key, params)", "False",
     "tests/cli/test_config.py::test_a_file_that_is_found_writes_nothing_and_takes_nothing"),
    ("cli/settings.py", "file_of and not self._trusted and self._leaves(text)", "False",
     "tests/cli/test_config.py::test_a_file_that_is_found_names_nothing_outside_of_its_folder"),
    ("cli/completion.py", "one.startswith(incomplete) and _HARMLESS.fullmatch(one)",
     "one.startswith(incomplete)",
     "tests/process/test_completion.py::test_only_harmless_names_are_told"),
    ("files/plain.py", "    if not stat.S_ISREG(status.st_mode):", "    if False:",
     "tests/files/test_paths.py::test_what_never_ends_is_not_waited_for"),
    ("cli/output.py", "if target in map(_identity, (*reads, self._template)):", "if False:",
     "tests/cli/test_output.py::test_what_a_run_reads_it_never_replaces_by_whatever_name"),
    ("model/replication.py", r"(?!.*/\.{1,2}(?:/|$))", "",
     f"{VERIFY}::test_a_path_that_leads_out_is_refused_where_it_stands"),
    ("files/manifest.py", "    return any((folder", "    return False and any((folder",
     f"{VERIFY}::test_what_is_missing_added_or_a_link_is_told",
     f"{VERIFY}::test_a_folder_that_is_a_link_leads_nowhere"),
    ("files/seal.py", "path.is_symlink() or ", "",
     "tests/cli/test_seal.py::test_no_link_is_followed_to_a_seal"),
    ("files/write.py", "os.O_CREAT | os.O_EXCL | os.O_WRONLY", "os.O_CREAT | os.O_WRONLY",
     "tests/files/test_write.py::test_a_new_file_never_takes_the_place_of_another"),
    ("cli/main.py", "    except Exception as fault:", "    except KeyError as fault:",
     "tests/process/test_start.py::test_an_unforeseen_fault_is_one_line_and_exit_70"),
    ("documents/clean.py", '_UNSEEN.sub(_sign, _SPACE.sub(" ", text))', '_SPACE.sub(" ", text)',
     "tests/documents/test_clean.py::test_a_sign_that_no_file_may_hold_is_shown_by_another",
     "tests/render/test_table.py::test_control_characters_are_shown_not_sent",
     f"{CLI}::test_a_file_name_with_escapes_is_shown_not_sent", EVERYWHERE),
    ("render/github.py", 'text.replace("##[", "## [")', "text",
     f"{GITHUB}::test_no_text_from_a_file_is_a_command"),
    ("cli/shell.py", 'if os.environ.get("GITHUB_ACTIONS"):', "if False:",
     f"{CLI}::test_no_title_commands_a_runner",
     "tests/cli/test_output.py::test_a_title_cannot_command_the_runner"),
    ("render/html/page.py",
     '                h.meta(http_equiv="Content-Security-Policy", content=policy(sheet)),\n', "",
     f"{PAGE}::test_only_the_one_style_sheet_is_let_through"),
    ("render/html/inline.py", 're.compile(r"(https?://', 're.compile(r"((?:https?://|javascript:)',
     f"{PAGE}::test_only_what_is_an_address_of_the_web_is_a_link"),
    ("render/markdown/markdown_text.py", r'_SPECIAL.sub(r"\\\1", _ENTITY.sub("&amp;", text))',
     "text", f"{MARKDOWN}::test_any_text_is_shown_as_itself_in_its_own_cell", EVERYWHERE),
    ("render/markdown/markdown_text.py", "if _acts(core) or", "if",
     f"{MARKDOWN}::test_what_github_has_no_escape_for_is_set_as_code"),
    ("render/word/heads.py", "        self._fields([one for run", "        len([one for run",
     f"{HEADS}::test_a_field_that_runs_is_left_out_with_what_it_showed"),
    ("render/word/template.py", "if _MACROS.search(types) or", "if",
     "tests/render/word/test_template.py::test_what_is_no_template_is_refused_for_its_reason"),
    ("render/excel/book.py", '{"quote_prefix": True} if', "{} if",
     f"{SHEET}::test_text_that_looks_like_a_formula_stays_text_when_somebody_edits_it",
     f"{CODING}::test_a_text_that_looks_like_a_formula_stays_text_when_somebody_edits_it"),
    ("render/machine/as_csv.py", r"""re.compile(r"(^|;[\s'\"]*)(?=[=+\-@＝＋－＠])")""",
     're.compile("(?!)")', "tests/render/test_as_csv.py::test_no_title_begins_a_formula"),
    ("render/pictures/draw/canvas.py", "{escape(text)}", "{text}",
     f"{SVG}::test_an_svg_holds_no_style_no_script_no_address_and_no_size"),
    ("render/machine/as_json.py", "text = UNSEEN.sub(_escaped, text)", "pass",
     f"{JSON}::test_what_a_screen_obeys_or_hides_is_escaped_and_the_value_is_the_same"),
    ("checks/confidential.py", "            _prose(notes, holder, key)", "            pass",
     f"{TALK}::test_what_rests_on_interviews_gives_nobody_away"),
    ("checks/confidential.py", "        _source(notes, source)", "        pass",
     f"{TALK}::test_a_source_gives_nobody_away"),
    ("checks/waivers.py", "if code in CODES and CODES[code][0] not in WAIVABLE:", "if False:",
     "tests/checks/test_waivers.py::test_what_blocks_cannot_be_waived"),
    ("files/paths.py", "    if suffix in _SOUNDS:", "    if False:",
     f"{TALK}::test_records_of_interviews_beside_the_cases_are_found"),
    ("model/document.py",
     'return (PurePosixPath(file).name or "/") if file.startswith("/") else file', "return file",
     f"{SAME}::test_nothing_of_the_machine_is_in_what_a_call_gives"),
    ("files/load.py", "self._whole(replace(coded, document=public,",
     "self._whole(replace(coded, document=document,",
     f"{AUDIENCE}::test_no_call_for_the_public_shows_a_secret"),
    ("files/public.py", '_ROW = {"source",', '_ROW = {"where", "source",',
     f"{REDACT}::test_it_writes_a_case_that_has_no_secret_and_scores_the_same"),
    ("files/load.py", "in_cells(check_repeats(document, public), layout)", "()",
     f"{REDACT}::test_what_repeats_what_is_left_out_is_not_written"),
    ("api/across.py", "if any(one.audience != audience for one in kept.cases):", "if False:",
     f"{AUDIENCE}::test_a_baseline_for_another_audience_is_refused"),
    ("api/reading.py", "not all_named(one.sources)", "False",
     f"{AUDIENCE}::test_a_theory_and_a_share_are_told_whole_or_not_at_all"),
    ("documents/sources.py", 'if source.use == "background":', "if False:",
     f"{AUDIENCE}::test_background_material_is_named_by_no_document"),
]  # fmt: skip


def main() -> int:
    """Take each protection out, and return how many tests did not notice."""
    part = sys.argv[1] if sys.argv[1:] else ""
    missed = 0
    with tempfile.TemporaryDirectory() as scratch:
        copy = Copy(Path(scratch, "copy"))
        for name, before, after, *tests in PROTECTIONS:
            for test in (one for one in tests if part in one):
                if copy.noticed(name, before, after, test) is not True:
                    missed += 1
                    print(f"not noticed: {name}: {before!r} by {test}", flush=True)
    print(f"{missed} of the protections can be taken out without a test that notices")
    return missed


if __name__ == "__main__":
    sys.exit(min(main(), 1))
