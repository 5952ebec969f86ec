"""How a process starts: what Python reads of its surroundings, where it lies, and what it finds."""

import subprocess
import sys
import zipfile

from tests.conftest import ROOT

KOMPAS = "cases/kompas.yaml"


def test_the_same_bytes_come_out_every_time(process):
    one = process("score", "cases", "--format", "json", PYTHONHASHSEED="1")
    two = process("score", "cases", "--format", "json", PYTHONHASHSEED="2")
    assert one.stdout == two.stdout


def test_nothing_around_a_run_steers_a_document(fivec, process, tmp_path):
    (tmp_path / "plain").mkdir()
    (tmp_path / "odd").mkdir()
    odd = {"FONTCONFIG_FILE": "/dev/null", "TZ": "nowhere", "HOME": "/dev/null", "TERM": "dumb"}
    for name in ("x.html", "x.docx"):
        call = ("score", str(ROOT / KOMPAS), "--quiet", "-o", name)
        assert fivec(*call, cwd=tmp_path / "plain").returncode == 0
        run = process(*call, cwd=tmp_path / "odd", **odd)
        assert (run.returncode, run.stdout + run.stderr) == (0, b"")
        made = [(tmp_path / folder / name).read_bytes() for folder in ("plain", "odd")]
        assert made[0] == made[1]


def test_the_collector_is_told_before_anything_is_loaded_and_has_nothing_left_to_do_at_the_end():
    code = (
        "import gc, sys\n"
        "from fivec.__main__ import main\n"
        "sys.argv, early = ['fivec', '--version'], 'typer' in sys.modules\n"
        "try: main()\n"
        "finally: print(early, gc.get_threshold()[0], gc.get_freeze_count() > 1000)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False)
    assert run.stdout.splitlines()[-1] == b"False 200000 True"


def test_an_unforeseen_fault_is_one_line_and_exit_70():
    code = (
        "import sys, fivec.files.load as load\n"
        "load.Loader.load = lambda *_: 1 / 0\n"
        f"sys.argv = ['fivec', 'score', '{KOMPAS}']\n"
        "from fivec.cli.main import main\nmain()\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=False)
    assert (run.returncode, run.stdout) == (70, b"")
    assert len(run.stderr.decode().splitlines()) == 1
    assert b"ZeroDivisionError" in run.stderr


def test_from_within_a_zip_it_says_that_it_does_not_work(tmp_path):
    packed = tmp_path / "fivec.zip"
    with zipfile.ZipFile(packed, "w") as file:
        for path in (ROOT / "src" / "fivec").rglob("*.py"):
            file.write(path, path.relative_to(ROOT / "src").as_posix())
    code = (
        f"import sys; sys.path.insert(0, {str(packed)!r})\n"
        "import runpy; runpy.run_module('fivec', run_name='__main__')"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, "score", "kompas"],
        capture_output=True,
        check=False,
        timeout=60,
        cwd=tmp_path,
    )
    assert (run.returncode, run.stdout) == (2, b"")
    assert run.stderr.count(b"\n") == 1
    assert b"zip" in run.stderr
