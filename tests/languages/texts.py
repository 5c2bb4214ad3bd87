"""What a reader of a page sees or hears: its texts, each with the language that the page says it is in."""

from html.parser import HTMLParser

SPOKEN_ATTRIBUTES = ("aria-label", "placeholder", "title", "alt", "data-label")
SILENT = ("script", "style", "code")
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "path"}
SAID_IN_THE_HEAD = ("description", "og:title", "og:description")


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.texts = [], []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        language = given.get("lang") or (self.open[-1][1] if self.open else "")
        if tag == "meta" and (given.get("name") or given.get("property")) in SAID_IN_THE_HEAD:
            self._take(given.get("content"), language)
        for name in SPOKEN_ATTRIBUTES:
            self._take(given.get(name), language)
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not {tag for tag, _ in self.open} & set(SILENT):
            self._take(data, self.open[-1][1] if self.open else "")

    def _take(self, text, language):
        words = " ".join((text or "").split())
        if any(letter.isalpha() for letter in words):
            self.texts.append((words, language))


def texts_of(html):
    """[(text, language), …] in the order of the page."""
    reader = _Reader()
    reader.feed(html)
    return reader.texts
