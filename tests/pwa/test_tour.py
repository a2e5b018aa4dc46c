"""Every screen in both languages, light and dark, on a phone and on a desk: accessible, whole,
large enough to touch, translated. The pictures lie in var/screenshots/pwa."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from temu_desktop.jobs.model import SYNC_INVENTORY, SYNC_ORDERS, RunRequest
from tests.pwa.files import reseal, words
from tests.pwa.phone import OpenPhone, Phone
from tests.pwa.stage import Stage

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(180)]

SCREENS = {
    "jobs": "article.job",
    "job/sync_orders_temu": "table.figures",
    "orders": "a.row",
    "issues": "article.issue",
    "logs": ".line",
    "statistics": ".chart",
    "settings": ".switch",
    "diagnosis": "li p.strong",
}
KINDS = {
    "phone-de": {"kind": "Pixel 7", "language": "de-DE", "color_scheme": "light"},
    "phone-en-dark": {"kind": "Pixel 7", "language": "en-GB", "color_scheme": "dark"},
    "desktop-de-dark": {
        "kind": "",
        "language": "de-DE",
        "color_scheme": "dark",
        "viewport": {"width": 1280, "height": 800},
    },
    "desktop-en": {
        "kind": "",
        "language": "en-GB",
        "color_scheme": "light",
        "viewport": {"width": 1280, "height": 800},
    },
    "narrow-de": {
        "kind": "Pixel 7",
        "language": "de-DE",
        "color_scheme": "light",
        "viewport": {"width": 320, "height": 640},
    },
}
SMALL = """() => [...document.querySelectorAll('button, a, input, select, summary')]
  .filter(element => element.offsetParent !== null && !element.closest('.unseen, .skip'))
  .filter(element => !(element.tagName === 'A' && element.closest('p, h3, address')))
  .filter(element => !element.matches('.choice input, .check input'))
  .map(element => [element.outerHTML.slice(0, 120), element.getBoundingClientRect()])
  .filter(([, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


async def is_whole(phone: Phone, name: str) -> None:
    """Nothing sticks out, all targets can be hit, axe is content."""
    assert await phone.page.evaluate(WIDE) <= 0, name
    assert await phone.page.evaluate(SMALL) == [], name
    assert await phone.violations() == [], name


async def foreign_words(page: Page, language: str) -> list[str]:
    """Whole texts of the other language's list that stand on the page."""
    other = words("en" if language.startswith("de") else "de")
    own = set(words(language[:2]).values())
    shown = await page.evaluate(
        """() => {
             const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
             const found = [];
             while (walker.nextNode()) found.push(walker.currentNode.textContent.trim());
             return found;
           }"""
    )
    strange = {text for text in other.values() if text not in own and "{" not in text}
    return sorted(set(shown) & strange)


SAMPLE = ("phone-de", "desktop-en")
"""In every test run; the soak takes all of them."""


@pytest.mark.parametrize(
    "name",
    [name if name in SAMPLE else pytest.param(name, marks=pytest.mark.soak) for name in KINDS],
)
async def test_every_screen_is_whole(stage: Stage, open_phone: OpenPhone, name: str) -> None:
    options = KINDS[name]
    phone = await open_phone("admin", **options)
    for screen, sign in SCREENS.items():
        await phone.go(screen)
        await expect(phone.page.locator(sign).first).to_be_visible()
        if screen == "diagnosis":
            await expect(phone.page.locator("main button.primary")).to_be_enabled()
        await phone.shoot(f"{name}-{screen.split('/')[0]}")
        await is_whole(phone, f"{name} {screen}")
        assert await foreign_words(phone.page, str(options["language"])) == [], screen
    await phone.go("orders")
    await phone.page.locator("a.row").first.click()
    await expect(phone.page.locator(".timeline li").first).to_be_visible()
    await phone.shoot(f"{name}-order")
    await is_whole(phone, f"{name} order")


@pytest.mark.parametrize("name", ["phone-de", "phone-en-dark"])
async def test_dialogs_and_pairing_are_whole(
    stage: Stage, open_phone: OpenPhone, name: str
) -> None:
    phone = await open_phone(None, **KINDS[name])
    await phone.page.goto(f"{stage.url}/#pair=AAAA-AAAA")
    await phone.page.locator("form button[type=submit]").click()
    await expect(phone.page.get_by_role("alert")).to_be_visible()
    await phone.shoot(f"{name}-pairing-refused")
    await is_whole(phone, "pairing")
    await phone.pair("admin")
    await phone.page.locator("article.job button.primary").first.click()
    await expect(phone.page.get_by_role("dialog")).to_be_visible()
    await phone.shoot(f"{name}-run-dialog")
    await is_whole(phone, "run dialog")
    await phone.page.keyboard.press("Escape")
    await expect(phone.page.get_by_role("dialog")).to_have_count(0)
    await phone.go("run/20000101-000000-aaaaaa")
    await expect(phone.page.get_by_role("alert")).to_be_visible()
    await is_whole(phone, "a run that is not there")
    await phone.go("more")
    await phone.shoot(f"{name}-more")
    await is_whole(phone, "more")


async def test_what_waits_for_approval_is_shown_and_let_go(
    stage: Stage, open_phone: OpenPhone
) -> None:
    core = stage.house.core
    for sku in (await stage.sandbox.control.skus())[:12]:
        everything = int(str(sku["stock"])) + 500
        await stage.sandbox.control.wawi_act("sell_elsewhere", str(sku["article"]), everything)
    await core.jobs.run(RunRequest(job=SYNC_INVENTORY, parameters={"mode": "quick"}))
    phone = await open_phone()
    await phone.go("issues")
    held = phone.page.locator("article.card").filter(
        has=phone.page.get_by_role("heading", name="Wartet auf Freigabe", exact=True)
    )
    await expect(held).to_contain_text("starke Änderungen des Bestands")
    await phone.shoot("phone-de-approval")
    await is_whole(phone, "approval")
    await held.get_by_role("button", name="Freigeben").click()
    await phone.page.get_by_role("dialog").get_by_role("button", name="Freigeben").click()
    await expect(held).to_have_count(0)


async def test_runs_and_what_stands_above_them_are_whole(
    stage: Stage, open_phone: OpenPhone
) -> None:
    core, temu = stage.house.core, stage.sandbox.control
    good = await core.jobs.run(RunRequest(SYNC_ORDERS, {"mode": "full"}, "Jana"))
    await temu.script_faults({"type": "*", "fault": "system_4000000", "times": 500})
    bad = await core.jobs.run(RunRequest(SYNC_ORDERS, {}, "Jana"))
    await temu.script_faults()
    await temu.place_order(status=2)
    phone = await open_phone(**KINDS["phone-de"])
    await phone.has_worker()
    for run, sign, name in (
        (good.run, "ol.rows li", "run"),
        (bad.run, ".notice.bad", "run-failed"),
    ):
        await phone.go(f"run/{run}")
        await expect(phone.page.locator(sign).first).to_be_visible()
        await phone.shoot(f"phone-de-{name}")
        await is_whole(phone, name)
    await phone.go("jobs")
    await phone.card("Aufträge").get_by_role("button", name="Jetzt starten").click()
    dialog = phone.page.get_by_role("dialog")
    await dialog.get_by_label("Umfang").select_option("full")
    await dialog.get_by_label("Probelauf").check()
    await dialog.get_by_role("button", name="Starten").click()
    await phone.page.get_by_role("link", name="Lauf ansehen").click()
    written = phone.page.locator("section").filter(has_text="Würde geschrieben")
    await expect(written.locator("li").first).to_contain_text("JTL")
    await phone.shoot("phone-de-run-dry")
    await is_whole(phone, "run-dry")


async def test_a_question_is_whole_and_so_are_the_lines_on_top(
    stage: Stage, open_phone: OpenPhone
) -> None:
    phone = await open_phone("admin", **KINDS["phone-de"])
    await phone.has_worker()
    await phone.go("settings")
    await phone.page.get_by_role("button", name="Schreiben anhalten").click()
    await expect(phone.page.get_by_role("dialog")).to_be_visible()
    await phone.shoot("phone-de-question")
    await is_whole(phone, "question")
    await phone.page.keyboard.press("Escape")
    await phone.go("jobs")
    styles = stage.files / "styles.css"
    styles.write_text(styles.read_text(encoding="utf-8") + "\n/* newer */\n", encoding="utf-8")
    reseal(stage.files)
    await phone.looks_for_update()
    await expect(phone.page.locator(".banner")).to_contain_text("Eine neue Version")
    await phone.shoot("phone-de-update")
    await is_whole(phone, "update")
    await phone.context.set_offline(True)
    await expect(phone.page.locator(".connection")).to_contain_text("Offline seit")
    await expect(phone.page.locator(".age")).to_contain_text("Stand")
    await phone.shoot("phone-de-offline")
    await is_whole(phone, "offline")


async def test_the_keyboard_reaches_everything(open_phone: OpenPhone) -> None:
    phone = await open_phone(**KINDS["desktop-en"])
    await phone.page.reload()
    await expect(phone.page.locator("article.job").first).to_be_visible()
    await phone.page.keyboard.press("Tab")
    await expect(phone.page.locator(".skip")).to_be_focused()
    await phone.page.keyboard.press("Enter")
    await expect(phone.page.locator("main")).to_be_focused()
    await phone.page.keyboard.press("Tab")
    await expect(phone.page.locator("article.job a").first).to_be_focused()
    await phone.page.keyboard.press("Enter")
    await expect(phone.page.get_by_role("heading", level=1)).to_be_focused()
    assert re.search(r"#job/\w+", phone.page.url)


async def test_who_wants_no_motion_gets_none(open_phone: OpenPhone) -> None:
    phone = await open_phone(reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll('*')].filter(element => {
      const style = getComputedStyle(element);
      return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
    }).length"""
    assert await phone.page.evaluate(moving) == 0


async def test_a_chosen_language_stays_against_the_phone_s(open_phone: OpenPhone) -> None:
    phone = await open_phone(language="en-GB")
    await phone.has_worker()
    await phone.go("settings")
    await phone.page.get_by_label("Language of the app").select_option("de")
    await expect(phone.page.get_by_role("heading", name="Einstellungen")).to_be_visible()
    await phone.go("jobs")
    await expect(phone.card("Aufträge")).to_be_visible()
    await phone.is_live()
    await phone.context.set_offline(True)
    await phone.page.reload()
    await expect(phone.card("Aufträge")).to_be_visible()
