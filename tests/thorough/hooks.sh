#!/usr/bin/env bash
# The hooks of .pre-commit-hooks.yaml, by pre-commit itself, in a repository made for it.
# Usage: hooks.sh PRE-COMMIT PROJECT
set -euo pipefail
pre_commit="$1" project="$2"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
export PRE_COMMIT_HOME="$scratch/home"
cp -r "$project" "$scratch/fivec"
mkdir "$scratch/unit" "$scratch/unit/cases"
commit() { git add -A && git -c user.name=a -c user.email=a@example.org commit --quiet -m "$1"; }
(cd "$scratch/fivec" && rm -rf .git && git init --quiet && commit all)
cd "$scratch/unit"
git init --quiet
cp "$project/cases/kompas.yaml" cases/
cat > .pre-commit-config.yaml <<EOF
repos:
  - repo: $scratch/fivec
    rev: $(git -C "$scratch/fivec" rev-parse HEAD)
    hooks:
      - id: fivec-check
      - id: fivec-score
        args: [--fail-under, "60"]
EOF
commit right
"$pre_commit" run --all-files
cp "$project/tests/examples/wrong/unknown-level.yaml" cases/
git add -A
if "$pre_commit" run --all-files > said.txt; then
    echo "the hooks let a fault pass" && exit 1
fi
grep -q "unknown-level.yaml:8:49: error\[unknown-level\]" said.txt
rm cases/unknown-level.yaml
sed -i 's/"60"/"90"/' .pre-commit-config.yaml
git add -A
if "$pre_commit" run fivec-score --all-files > said.txt; then
    echo "the hook lets a missed threshold pass" && exit 1
fi
grep -q "not-shown-to-reach" said.txt
echo "the hooks do what they should"
