"""What axe-core says of each HTML page, by day and by night, in one browser.

Reads a JSON object of pages by name from standard input, prints an object of
lists of violations. Rules about whole sites (landmarks, ways around blocks) are
left out: a mail stands in the page of the program that shows it.
"""

import json
import sys
from importlib.resources import files

from playwright.sync_api import sync_playwright

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
OF_SITES = ["region", "bypass", "landmark-one-main"]
# Pictures are not fetched: tests have no network, and the rules need none.
RUN = """async rules => (await axe.run(document, {rules})).violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${node.html.slice(0, 160)} ${node.failureSummary}`))"""

pages = json.load(sys.stdin)
answers = {}
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(
        executable_path="/usr/bin/chromium",
        args=["--no-sandbox", "--headless=new", "--disable-gpu"],
    )
    page = browser.new_page(viewport={"width": 640, "height": 800})
    page.route("**/*", lambda route: route.abort())
    for name, html in pages.items():
        answers[name] = []
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.set_content(html, wait_until="domcontentloaded")
            page.evaluate(AXE)
            rules = {rule: {"enabled": False} for rule in OF_SITES}
            answers[name] += [f"{scheme}: {said}" for said in page.evaluate(RUN, rules)]
    browser.close()
print(json.dumps(answers))
