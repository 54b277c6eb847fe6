"""Says of each HTML page of a mail what mail programs would draw badly.

Reads a JSON object of pages by name from standard input, prints an object of
lists of complaints. Each rule is a promise of docs/THEMES.md.
"""

import colorsys
import json
import re
import subprocess
import sys

import html5lib

LARGEST = 100_000
NEEDED_CONTRAST = 4.5
BLOCKS = {"td", "p", "h1", "h2", "h3", "h4"}
# What some program does not know (FACTS: Outlook's Word engine, Gmail's filter).
UNKNOWN_CSS = re.compile(
    r"flex|grid|float|position:|var\(|calc\(|\drem|\dem\b|margin-inline|padding-inline"
    r"|text-align:(start|end)|inset|!important"
)

# Old attributes that Outlook needs; HTML5 has given them up.
OLD = re.compile(r'<(td|img)> attribute "align" not allowed for HTML5$')


def declarations(element):
    pairs = (part.split(":", 1) for part in element.get("style", "").split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a, b):
    a, b = sorted((luminance(a), luminance(b)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def inverted(colour):
    """As programs darken a mail that knows no night: lightness turned over."""
    hue, light, saturation = colorsys.rgb_to_hls(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))
    parts = colorsys.hls_to_rgb(hue, 1 - light, saturation)
    return "#" + "".join(f"{round(part * 255):02x}" for part in parts)


class Page:
    def __init__(self, html):
        self.html = html
        self.complaints = []
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        self.root = parser.parse(html)
        for _, error, details in parser.errors:
            self.say(f"html5lib: {error} {details}")
        self.elements = [e for e in self.root.iter() if isinstance(e.tag, str)]

    def say(self, complaint):
        if complaint not in self.complaints:
            self.complaints.append(complaint)

    def judge(self):
        if len(self.html.encode()) >= LARGEST:
            self.say(f"{len(self.html.encode())} bytes: Gmail clips it")
        for element in self.elements:
            self.judge_element(element)
        self.judge_by_tidy()
        self.judge_tables()
        self.judge_headings()
        self.judge_head_and_preheader()
        self.judge_colours(self.root.find("body"), None, None)
        return self.complaints

    def judge_element(self, element):
        tag, style = element.tag, declarations(element)
        shown = f"<{tag} {element.attrib}>"
        if tag in BLOCKS | {"html"}:
            for name in ("lang", "dir"):
                if not element.get(name):
                    self.say(f"no {name}: {shown}")
        if tag == "a" and (element.get("dir") or not re.match(r"https?://", element.get("href", ""))):
            self.say(f"dir or no web address: {shown}")
        if tag in BLOCKS:
            side = {"rtl": "right", "ltr": "left"}.get(element.get("dir"))
            for found in (style.get("text-align"), element.get("align")):
                if found not in (None, side, "center"):
                    self.say(f"against its direction: {shown}")
            if "text-align" not in style and element.get("align") != "center":
                self.say(f"no text-align: {shown}")
            if tag != "td" and not {"margin", "font-size", "line-height"} <= style.keys():
                self.say(f"not inline: {shown}")
        if tag == "img":
            if "alt" not in element.attrib or not element.get("src", "").startswith("https://"):
                self.say(f"no alt or no https: {shown}")
            if not {"width", "height"} <= element.attrib.keys() or "max-width" not in style:
                self.say(f"no size: {shown}")
        if tag in {"link", "script", "form", "iframe", "object", "video", "svg"}:
            self.say(f"programs remove it: {shown}")
        if UNKNOWN_CSS.search(element.get("style", "")):
            self.say(f"unknown to some: {shown}")

    def judge_by_tidy(self):
        ran = subprocess.run(
            ["tidy", "-quiet", "-errors", "-utf8"], input=self.html.encode(), capture_output=True
        )
        for line in ran.stderr.decode().splitlines():
            if not OLD.search(line):
                self.say(f"tidy: {line}")

    def judge_tables(self):
        for table in self.root.iter("table"):
            if table.get("role") != "presentation":
                self.say(f"no role: {table.attrib}")
        for row in self.root.iter("tr"):
            if len(list(row)) != 1:
                self.say(f"{len(list(row))} columns")
        opened = re.findall(r"<!--\[if mso\]>(.*?)<!\[endif\]-->", self.html, re.S)
        ghost = "".join(opened)
        if 'width="600"' not in ghost or ghost.count("<table") != ghost.count("</table>"):
            self.say("no ghost table for Outlook")
        if "max-width:600px" not in self.html:
            self.say("no width of 600 px")

    def judge_headings(self):
        levels = [int(e.tag[1]) for e in self.elements if re.fullmatch("h[1-6]", e.tag)]
        if levels.count(1) != 1 or levels[0] != 1:
            self.say(f"not one h1 first: {levels}")
        for before, after in zip(levels, levels[1:]):
            if after > before + 1:
                self.say(f"h{after} behind h{before}")

    def judge_head_and_preheader(self):
        metas = {m.get("name"): m.get("content") for m in self.root.iter("meta")}
        if metas.get("color-scheme") != "light dark" or "width=device-width" not in metas.get("viewport", ""):
            self.say(f"metas: {metas}")
        if not (self.root.findtext("head/title") or "").strip():
            self.say("no title")
        first = next(iter(self.root.find("body")), None)
        if first is None or first.tag != "div" or declarations(first).get("display") != "none":
            self.say("no hidden preheader first")

    def judge_colours(self, element, colour, ground):
        if not isinstance(element.tag, str):
            return
        style = declarations(element)
        if style.get("display") == "none":
            return
        colour = style.get("color", colour)
        ground = style.get("background-color", ground)
        texts = [element.text or ""] + [child.tail or "" for child in element]
        if "".join(texts).strip() or element.get("alt"):
            for way in (str, inverted):
                if not colour or not ground:
                    self.say(f"no colour: <{element.tag} {element.attrib}>")
                elif contrast(way(colour), way(ground)) < NEEDED_CONTRAST:
                    self.say(f"{way.__name__}: {colour} on {ground} is {contrast(way(colour), way(ground)):.2f}")
        for child in element:
            self.judge_colours(child, colour, ground)


pages = json.load(sys.stdin)
print(json.dumps({name: Page(html).judge() for name, html in pages.items()}))
