"""The system's Chromium, driven as a person would."""

import shutil

ARGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
)
WAIT_MS = 60_000


def chromium_path() -> str | None:
    """Return where the system's Chromium lies, None where there is none."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    return next((path for path in found if path), None)


def new_page(chromium, address, *, locale="zh-CN", width=1440):
    """Return the page in a session of its own; `page.context.close()` ends it."""
    context = chromium.new_context(
        locale=locale, viewport={"width": width, "height": 900}, accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    page.asked = []
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(address)
    page.wait_for_selector("#kz-brand h1")
    # The page asks for the list of clients when it opens, and redraws it; wait for the answer.
    page.wait_for_function("document.querySelector('#kz-talk').innerText.trim() !== ''")
    return page


def choose_client(page, client):
    """Turn to a client."""
    page.click("#kz-client input")
    page.click(f"ul[role=listbox] li:has-text('{client}')")
    page.wait_for_selector("#kz-chips .kz-chip")


def open_tab(page, name):
    """Open a tab, also one that a narrow screen keeps in its menu."""
    tab = page.locator(f"#kz-tabs [role=tab]:has-text('{name}')")
    if not tab.is_visible():
        page.click("#kz-tabs .overflow-menu > button")
        tab = page.locator(f"#kz-tabs .overflow-dropdown button:has-text('{name}')")
    tab.click()
