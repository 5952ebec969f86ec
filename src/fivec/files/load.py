"""The road from a named file to a Case and its Rubric, with everything that is wrong on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from fivec.checks.case import check_case
from fivec.checks.repeats import check_repeats
from fivec.checks.seal import held_to
from fivec.checks.sizes import check_sizes
from fivec.checks.waivers import waive, waived_codes
from fivec.files.alone import first_of, kind_meant, made
from fivec.files.build import as_record, built_case
from fivec.files.in_cells import Coded, in_cells, without_its_words
from fivec.files.kinds import is_workbook
from fivec.files.paths import Input, read_bytes
from fivec.files.plain import is_plain
from fivec.files.public import Named, public_document
from fivec.files.rubrics import RubricName, Rubrics, SentRubrics
from fivec.files.seal import read_seal, seal_beside
from fivec.files.yaml_reader import read_yaml
from fivec.model.case import Case
from fivec.model.code_map import CodeMap
from fivec.model.document import WHOLE_FILE, Document, Marks
from fivec.model.evidence import all_named
from fivec.model.fair_share import FairShare
from fivec.model.finding import Finding, finding, without_facts
from fivec.model.rubric import Rubric
from fivec.model.seal import SUFFIX
from fivec.model.suggest import nearest
from fivec.model.theory import Theory
from fivec.model.viewpoint import actors, seen_by
from fivec.model.workbook import BookWords, Vocabulary


class LoadedFile(Struct, frozen=True):
    """What one file gave: a case with its rubric, or neither; findings in the file's order.

    ``check`` reads others too: one that is itself a rubric has a ``rubric`` and no ``case``, one
    of another kind is in ``other``.
    """

    file: str
    case: Case | None
    rubric: Rubric | None
    findings: tuple[Finding, ...]
    other: Theory | FairShare | CodeMap | None = None


class Loader:
    """Reads cases; every rubric is read once, however many cases use it.

    ``rubric``, an id or a path, stands in for what the cases say. ``read_others`` lets a file that
    says it is of another kind be read as what it is. ``public``, what stands in the place of a
    text, asks for what everyone may see of a case: that alone leaves here, and of what is wrong
    with a file the places and the codes. ``actor`` asks for the case as another of its actors has
    it. ``books`` gives the words of workbooks: without them a workbook is not read as a case.
    ``rubrics`` finds them; without it they are looked for in files.
    """

    def __init__(
        self,
        rubric: str | None = None,
        *,
        read_others: bool = False,
        public: Named | None = None,
        actor: str | None = None,
        books: Callable[[], BookWords] | None = None,
        rubrics: Rubrics | SentRubrics | None = None,
    ) -> None:
        self._instead = rubric
        self._actor = actor
        self._books = books
        self._vocabularies: dict[str, Vocabulary] = {}
        self._public = public
        self._read_others = read_others
        self._rubrics = rubrics or Rubrics()

    def load(self, given: Input) -> LoadedFile:
        """Read one file."""
        data = read_bytes(given)
        if isinstance(data, Finding):
            return LoadedFile(given.name, None, None, (data,))
        return self.read(data, given, seal_beside(given))

    def read(self, data: bytes, given: Input, seal: bytes | None = None) -> LoadedFile:
        """Read bytes as if they stood in the file that ``given`` names, ``seal`` beside it."""
        coded = self.coded(data, given)
        other = coded.document if self._read_others and coded.layout is None else None
        if other and (kind := kind_meant(other.root)):
            own, faults = made(other, coded.findings, kind)
            rubric = own if isinstance(own, Rubric) else None
            if self._public and rubric is None and not (own and all_named(own.sources)):
                faults = tuple(map(without_facts, faults))
            return LoadedFile(given.name, None, rubric, faults, None if rubric else own)
        return self.judged(coded, given, seal)

    def coded(self, data: bytes, given: Input, *, workbook: bool = False) -> Coded:
        """Return the document that bytes hold: a workbook where they are one, or are to be one."""
        if self._books and (workbook or is_workbook(data)):
            return self._in_workbook(data, given, self._books())
        return Coded(*read_yaml(data, given.name))

    def _in_workbook(self, data: bytes, given: Input, words: BookWords) -> Coded:
        """Return what a workbook holds, which is written in the words of its rubric."""
        from fivec.files.workbook import read_workbook

        rubric: Rubric | None = None

        def known(name: str | None) -> Vocabulary:
            nonlocal rubric
            findings: list[Finding] = []
            rubric = self._rubric_of(Document("", "", {"rubric": name}, Marks()), given, findings)
            # Of a name mistyped the words on the sheets are still those of the rubric meant.
            meant = next((dict(one.data).get("guess") for one in findings), None)
            if rubric is None and meant:
                rubric = self._rubric_of(Document("", "", {"rubric": meant}, Marks()), given, [])
            key = rubric.sha256 if rubric else ""
            if key not in self._vocabularies:
                self._vocabularies[key] = words.vocabulary(rubric)
            return self._vocabularies[key]

        coded = read_workbook(data, given.name, words.titles(), known)
        return replace(coded, offered=lambda: words.offered(rubric))

    def judged(self, coded: Coded, given: Input, seal: bytes | None = None) -> LoadedFile:
        """Return what a document gives, with what was wrong already when it was read."""
        whole = part = self._whole(coded, given)
        if self._public is not None:
            part = self._public_part(coded, whole, given)[1]
        if self._actor is not None:
            part = self._seen(coded, part, self._actor)
        return part if seal is None else self._sealed(seal, whole, part)

    def _sealed(self, data: bytes, whole: LoadedFile, part: LoadedFile) -> LoadedFile:
        """Return what is shown of a case with whether all of it is as it was sealed."""
        if whole.case is None or whole.rubric is None or part.case is None:
            return part
        name, case, faults = f"{whole.file}{SUFFIX}", part.case, set[Finding]()
        if (held := read_seal(data, name)) is None:
            faults.add(finding(whole.file, WHOLE_FILE, "broken-seal", seal=name))
        else:
            seal = held_to(held, whole.case, whole.rubric)
            case = replace(case, seal=seal if self._public is None else seal.public)
            if count := sum(one.count for one in seal.changed):
                faults.add(finding(whole.file, WHOLE_FILE, "changed-since-sealed", number=count))
        return replace(part, case=case, findings=tuple(sorted({*part.findings, *faults})))

    def _seen(self, coded: Coded, whole: LoadedFile, actor: str) -> LoadedFile:
        """Return a case as another of its actors has it; who is none of them is a finding."""
        document = coded.document
        if whole.case is None or document is None:
            return whole
        known = actors(whole.case)
        if actor == whole.case.actor.id:
            return whole
        if actor in known:
            # What the case waives of its file stays waived.
            met = {(one.finding.code, one.reason) for one in waive(whole.case, whole.findings)[1]}
            waived = tuple(one for one in whole.case.waived if (one.code, one.reason) in met)
            return replace(whole, case=replace(seen_by(whole.case, actor), waived=waived))
        facts = {"id": actor, "guess": nearest(actor, known) or "", "names": ", ".join(known)}
        place = document.key_place(document.root, "actor")
        fault = finding(document.file, place, "unknown-actor", **facts)
        return LoadedFile(document.file, None, None, in_cells([fault], whole.case.layout))

    def redacted(self, given: Input) -> tuple[LoadedFile, LoadedFile, Document]:
        """Return a case, what everyone may see of it, and the file of that.

        Of a case that is wrong everyone may see where it is; there is no file of it.
        """
        data = read_bytes(given)
        if isinstance(data, Finding):
            nothing = LoadedFile(given.name, None, None, (data,))
            return nothing, nothing, Document(given.name, "", {}, Marks())
        coded = self.coded(data, given)
        whole = self._whole(coded, given)
        public, part = self._public_part(coded, whole, given)
        return whole, part, public

    def _public_part(
        self, coded: Coded, whole: LoadedFile, given: Input
    ) -> tuple[Document, LoadedFile]:
        """Return what everyone may see of a file, and what that gives."""
        document = coded.document
        if document is None or whole.case is None or self._public is None:
            places = tuple(map(without_facts, whole.findings))
            return Document(given.name, "", {}, Marks()), replace(whole, findings=places)
        public, left_out = public_document(document, whole.case, self._public)
        layout = coded.layout and coded.layout.public
        part = self._whole(replace(coded, document=public, findings=(), layout=layout), given)
        repeats = in_cells(check_repeats(document, public), layout)
        case = part.case and replace(part.case, left_out=left_out)
        findings = tuple(sorted({*part.findings, *repeats}))
        return public, replace(part, case=case, findings=findings)

    def _whole(self, coded: Coded, given: Input) -> LoadedFile:
        """Return what a document gives, as far as whoever has the file may see it."""
        document = coded.document
        if document is None:
            return LoadedFile(given.name, None, None, coded.blocking(coded.findings))
        if sizes := check_sizes(document):
            return LoadedFile(given.name, None, None, coded.blocking(sizes))
        record, faults = as_record(document, "case")
        findings = [*coded.findings, *faults]
        if any(one.of_another_kind for one in faults):
            return LoadedFile(given.name, None, None, tuple(first_of(coded.blocking(findings))))
        rubric = self._rubric_of(document, given, findings)
        if document.whole:
            findings.extend(check_case(document, rubric))
        if rubric is None or record is None or any(one.blocks for one in findings):
            # Where what is waived lies cannot be told before the file is whole.
            codes = waived_codes(document.root)
            if rubric is None:
                findings = list(without_its_words(findings, coded.layout))
            left = [one for one in coded.blocking(findings) if one.code not in codes]
            return LoadedFile(given.name, None, None, tuple(first_of(left)))
        case = replace(built_case(document, record), layout=coded.layout)
        findings = first_of(in_cells(findings, coded.layout))
        return LoadedFile(given.name, case, rubric, tuple(findings))

    def _rubric_of(
        self, document: Document, given: Input, findings: list[Finding]
    ) -> Rubric | None:
        """Return the rubric a case is to be judged with; what is wrong goes to ``findings``."""
        if self._instead is not None:
            asked, place = RubricName(self._instead, ".", trusted=True), WHOLE_FILE
        else:
            root = document.root
            name = root.get("rubric") if isinstance(root, dict) else None
            if not isinstance(name, str) or not name.strip():
                # What is wrong with it is said already.
                return None
            asked, place = RubricName(name, str(given.folder)), document.place(root, "rubric")
        named = self._rubrics.named(asked)
        if named.fault:
            code, facts = named.fault
            findings.append(finding(document.file, place, code, name=asked.name, **facts))
        return named.rubric


def faults_of(data: bytes, file: str, folder: Path) -> tuple[Finding, ...]:
    """Return what is wrong with a case or a rubric that is not a file yet."""
    return Loader(read_others=True).read(data, Input(file, None, folder)).findings


def load_rubric(name: str) -> tuple[Rubric | None, tuple[Finding, ...]]:
    """Return the rubric of an id (``iob-5c`` or ``iob-5c@1``) or of a file, and its faults."""
    rubrics = Rubrics()
    if is_plain(Path(name)):
        return rubrics.read(Path(name))
    named = rubrics.named(RubricName(name, ".", trusted=True))
    if named.fault is None:
        return named.rubric, ()
    code, facts = named.fault
    return named.rubric, (finding(name, WHOLE_FILE, code, name=name, **facts),)
