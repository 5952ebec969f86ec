"""Hold SARIF against the types that are made of its schema (npm's @types/sarif), by TypeScript.

An object literal may have no key that the type does not know. Usage: python -m tests.thorough.sarif
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from tests.run import called

CALLS = (
    ("check", "cases", "tests/examples/wrong", "tests/examples/doubtful"),
    ("check", "cases", "--ignore", "shared-by-issues", "--lang", "nl"),
    ("check", "tests/examples/right/smallest.yaml"),
)


def accepted(text: str, folder: Path) -> bool:
    """Whether the compiler takes a log for one, and if not print why."""
    source = f'import type {{ Log }} from "sarif";\nexport const log: Log = {text};\n'
    (folder / "log.ts").write_text(source, encoding="utf-8")
    compiler = folder / "node_modules" / ".bin" / "tsc"
    call = (str(compiler), "--noEmit", "--strict", "--types", "sarif", "log.ts")
    run = subprocess.run(call, cwd=folder, capture_output=True, text=True, check=False)
    if run.returncode:
        print(run.stdout[:2000])
    return run.returncode == 0


def main() -> int:
    """Return the exit code."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        packages = ("typescript", "@types/sarif")
        install = ("npm", "install", "--silent", "--no-package-lock", *packages)
        subprocess.run(install, cwd=folder, check=True)
        logs = [called(*call, "--format", "sarif").stdout.decode() for call in CALLS]
        right = all(accepted(log, folder) for log in logs)
        broken = logs[0].replace('"startLine"', '"startLin"', 1)
        return 0 if right and not accepted(broken, folder) else 1


if __name__ == "__main__":
    sys.exit(main())
