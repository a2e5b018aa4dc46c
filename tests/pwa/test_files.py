"""The app's files: sealed, translated, typed, small, and of one piece."""

from __future__ import annotations

import gzip
import json
import re
import struct
from enum import StrEnum
from pathlib import Path

import pytest
from lxml import etree

from temu_desktop.attention.approvals import Kind
from temu_desktop.attention.catalogue import Action, Severity
from temu_desktop.console.pages.orders.cards import remark_words
from temu_desktop.devices.model import DeviceRole
from temu_desktop.exposure.repository import ExposureKind
from temu_desktop.jobs.model import RunState, Trigger
from temu_desktop.orders.filtering import OrderView
from temu_desktop.orders.model import ExportState, OrderStatus, ReportState
from tests.pwa.files import load, words

ROOT = Path(__file__).parents[2]
PWA = ROOT / "pwa"
SOURCES = sorted((PWA / "js").rglob("*.js"))
FIRST_VISIT = 80 * 1024
TALK = 4 * 1024
"""What the first answers of the API take, and what HTTP/2 needs around all of it."""


seal = load("seal")


def asked_for() -> tuple[set[str], set[str]]:
    """Keys that the code names in full, and patterns of those that it puts together."""
    literal: set[str] = set()
    patterns: set[str] = set()
    for path in SOURCES:
        text = path.read_text(encoding="utf-8")
        literal |= set(re.findall(r'\bt\(\s*"([a-z_0-9.]+)"', text))
        literal |= set(re.findall(r'\bt\([^()]*\? "([a-z_0-9.]+)" : "', text))
        literal |= set(re.findall(r'\bt\([^()]*\? "[a-z_0-9.]+" : "([a-z_0-9.]+)"', text))
        literal |= set(re.findall(r'"(update\.[a-z]+)"', text))
        for key in re.findall(r"\bt\(\s*`([^`]+)`", text):
            patterns.add(re.sub(r"\$\{[^}]*\}", r"[^.]+", key.replace(".", r"\.")))
        for group in re.findall(r'\bnamed\("([a-z_.]+)"', text):
            patterns.add(re.escape(group) + r"\.[^.]+")
        for group in re.findall(r"\bnamed\(`([a-z_.]+)\.\$", text):
            patterns.add(re.escape(group) + r"\.[^.]+\.[^.]+")
        for key in re.findall(r'\btrouble\("\w+", "([a-z_]+)"', text):
            literal |= {f"diagnosis.{key}.found", f"diagnosis.{key}.remedy"}
    return literal, patterns


def bare(keys: set[str]) -> set[str]:
    """Without the forms of a plural."""
    return {re.sub(r"\.(one|other)$", "", key) for key in keys}


def wire_size(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if path.suffix == ".png" else len(gzip.compress(content, 9, mtime=0))


def test_the_service_worker_is_sealed_over_the_files_as_they_are() -> None:
    source = seal.WORKER.read_text(encoding="utf-8")
    assert seal.sealed(source) == source, "run: python packaging/pwa/seal.py"


def test_every_file_of_the_folder_is_kept_or_left_out_for_a_reason() -> None:
    source = seal.WORKER.read_text(encoding="utf-8")
    sealed = set(re.findall(r'^  "(/[^"]*)": "[^"]{44}",$', source, re.M))
    files = {f"/{path.relative_to(PWA).as_posix()}" for path in PWA.rglob("*") if path.is_file()}
    left_out = {
        *("/index.html", "/service-worker.js", "/.gitattributes", "/icons/LICENSE.txt"),
        *("/vendor/zxing/LICENSE.txt", "/vendor/zxing/LICENSE-zxing-cpp.txt"),
        *("/js/types.js", "/js/context.js"),
        *(name for name in files if name.startswith("/screenshots/")),
    }
    assert files - sealed == left_out
    assert sealed - files == {"/"}


def test_another_file_makes_another_version(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source = seal.WORKER.read_text(encoding="utf-8")
    monkeypatch.setattr(seal, "PWA", tmp_path)
    (tmp_path / "index.html").write_text("one")
    one = seal.sealed(source)
    (tmp_path / "index.html").write_text("two")
    two = seal.sealed(source)
    version = re.compile(r'VERSION = "(\w{12})"')
    assert version.findall(one) != version.findall(two)
    assert len(version.findall(one)) == 1


def test_both_languages_have_the_same_words() -> None:
    german, english = words("de"), words("en")
    assert german.keys() == english.keys()
    placeholders = re.compile(r"\{(\w+)\}")
    for key in german:
        assert set(placeholders.findall(german[key])) == set(placeholders.findall(english[key])), (
            key
        )
        assert german[key].strip(), key
        assert english[key].strip(), key


def test_a_plural_has_all_its_forms() -> None:
    keys = set(words("de"))
    forms = {key for key in keys if key.endswith((".one", ".other"))}
    assert forms
    for key in bare(forms):
        assert {f"{key}.one", f"{key}.other"} <= keys


def test_no_word_is_missing() -> None:
    literal, _ = asked_for()
    assert len(literal) > 150
    assert literal - bare(set(words("de"))) == set()


def test_no_word_is_there_for_nothing() -> None:
    literal, patterns = asked_for()
    unused = {
        key
        for key in bare(set(words("de"))) - literal
        if not any(re.fullmatch(pattern, key) for pattern in patterns)
    }
    assert unused == set()


def test_every_code_of_the_core_that_the_app_shows_has_words() -> None:
    groups: dict[str, type[StrEnum]] = {
        "view": OrderView,
        "order.status": OrderStatus,
        "export": ExportState,
        "parcel": ReportState,
        "state": RunState,
        "trigger": Trigger,
        "severity": Severity,
        "action": Action,
        "approval": Kind,
        "role": DeviceRole,
        "exposure": ExposureKind,
    }
    needed = {f"{group}.{code.value}" for group, codes in groups.items() for code in codes}
    assert needed - set(words("de")) == set()


def test_temus_remarks_are_named_as_the_console_names_them() -> None:
    named = {
        key.removeprefix("remark."): text
        for key, text in words("en").items()
        if key.startswith("remark.")
    }
    assert named.pop("blocked") == "Carriers not allowed: {names}"
    assert "address_cut" in named
    assert "{" not in remark_words("BLOCK_LOGISTICS_PROVIDERS_{HERMES}")
    assert named == {code: remark_words(code) for code in named}
    console = etree.parse(ROOT / "resources/i18n/orders.de.ts")
    german = {
        one.findtext("source"): one.findtext("translation") for one in console.iter("message")
    }
    ours = words("de")
    assert {code: ours[f"remark.{code}"] for code in named} == {
        code: german[text] for code, text in named.items()
    }


def test_the_app_speaks_through_its_word_lists_alone() -> None:
    sentence = re.compile(r'"[A-ZÄÖÜ][a-zäöüß]+ [^"]*"')
    spoken = {
        str(path.relative_to(PWA)): found
        for path in SOURCES
        if path.parent.name != "i18n"
        and (found := [text for text in sentence.findall(path.read_text()) if text not in NAMES])
    }
    assert spoken == {}


NAMES = {'"TEMU Desktop"'}


def test_text_never_becomes_markup() -> None:
    dangerous = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|"
        r"setAttribute\(\"style|srcdoc|javascript:"
    )
    for path in (*SOURCES, PWA / "index.html", PWA / "service-worker.js"):
        assert not dangerous.search(path.read_text(encoding="utf-8")), path


def test_nothing_is_asked_of_third_parties() -> None:
    for path in (*SOURCES, PWA / "index.html", PWA / "styles.css", PWA / "service-worker.js"):
        foreign = re.findall(r"(?:https?|wss?)://[\w-]+\.[\w./-]+", path.read_text("utf-8"))
        assert set(foreign) <= {"http://www.w3.org/2000/svg"}, path


def test_the_page_needs_no_inline_script_or_style() -> None:
    page = (PWA / "index.html").read_text(encoding="utf-8")
    assert "<style" not in page
    assert not re.search(r"\sstyle=|\son\w+=", page)
    assert re.findall(r"<script[^>]*>(.*?)</script>", page, re.S) == [""]


def test_the_manifest_makes_the_app_installable() -> None:
    manifest = json.loads((PWA / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["display"] == "standalone"
    assert manifest["start_url"] == manifest["id"] == manifest["scope"] == "/"
    assert manifest["theme_color"]
    kinds = {(icon["sizes"], icon["purpose"]) for icon in manifest["icons"]}
    assert kinds >= {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    names = {shortcut["name"]: shortcut["url"] for shortcut in manifest["shortcuts"]}
    assert names == {"Jobs": "/#jobs", "Störungen": "/#issues"}
    assert {shot["form_factor"] for shot in manifest["screenshots"]} == {"narrow", "wide"}


def test_pictures_of_the_manifest_are_there_and_as_large_as_it_says() -> None:
    manifest = json.loads((PWA / "manifest.json").read_text(encoding="utf-8"))
    shortcuts = [icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"]]
    for picture in (*manifest["icons"], *manifest["screenshots"], *shortcuts):
        content = (PWA / picture["src"].removeprefix("/")).read_bytes()
        width, height = struct.unpack(">II", content[16:24])
        assert f"{width}x{height}" == picture["sizes"], picture["src"]


def test_the_first_visit_is_small() -> None:
    first = [path for path in seal.app_files() if not seal.is_later(path)]
    first += [PWA / "service-worker.js", PWA / "js/i18n/de.js", PWA / "icons/icon-192.png"]
    assert sum(map(wire_size, first)) + TALK <= FIRST_VISIT


def test_all_modules_of_a_start_are_fetched_at_once() -> None:
    page = (PWA / "index.html").read_text(encoding="utf-8")
    preloaded = re.findall(r'<link rel="modulepreload" href="(/[^"]+)">', page)
    modules = [seal.address(path) for path in seal.app_files() if not seal.is_later(path)]
    assert preloaded == [path for path in modules if path.endswith(".js") and "app.js" not in path]


def test_modules_are_short_enough_to_read() -> None:
    sizes = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in (*SOURCES, PWA / "service-worker.js")
        if path.parent.name != "i18n"
    }
    assert {name: size for name, size in sizes.items() if size > 400} == {}


def test_every_module_is_checked_for_types() -> None:
    for path in (*SOURCES, PWA / "service-worker.js"):
        assert path.read_text(encoding="utf-8").startswith("// @ts-check\n"), path


def test_the_lock_of_the_tools_names_no_registry() -> None:
    lock = (ROOT / "packaging/node/package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
