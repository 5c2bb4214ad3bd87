"""Fields of study in a sentence: "medical billing and coding certificate" names two, "hospital administration" one.

Only what is narrower than the whole portal is read: who types "healthcare administration" means all of it, and the text
search knows it well. A field is read only where programs are told apart by it.
"""

from functools import lru_cache

from programs.query.sentence import Phrases
from programs.query.wishes import take_wishes

FIELDS = {
    ("51.0702",): "hospital·administration hospital·management hospital·administrator",
    ("51.0703",): "health·unit·coordinator ward·clerk unit·clerk unit·secretary",
    ("51.0705",): "medical·office·management medical·office·administration medical·office·manager "
    "medical·practice·management",
    (
        "51.0706",
        "51.0707",
    ): "health·information·management health·information·administration medical·records",
    ("51.0707",): "health·information·technology health·information·technician medical·records·technology "
    "medical·records·technician",
    ("51.0708",): "medical·transcription medical·transcriptionist",
    ("51.0710",): "medical·office·assistant medical·office·assisting medical·office·specialist",
    ("51.0712",): "medical·reception medical·receptionist",
    ("51.0713",): "medical·coding medical·coder medical·coding·specialist",
    ("51.0714",): "medical·billing medical·biller medical·insurance·specialist",
    ("51.0713", "51.0714"): "medical·billing·and·coding medical·coding·and·billing medical·billing·coding "
    "billing·and·coding coding·and·billing",
    ("51.0715",): "claims·examiner medical·claims",
    ("51.0716",): "medical·secretary medical·administrative·assistant medical·administrative·assisting",
    ("51.0717",): "medical·staff·services credentialing",
    ("51.0718",): "long·term·care·administration long·term·care·management nursing·home·administration "
    "nursing·home·administrator",
    ("51.0719",): "clinical·research clinical·research·coordinator",
    ("51.0720",): "regulatory·affairs regulatory·science",
    ("51.0721",): "cancer·registry tumor·registry disease·registry",
    ("51.0722",): "healthcare·innovation health·care·innovation health·innovation",
    ("51.0723",): "healthcare·information·security health·information·security health·information·privacy",
}
"""Six-digit CIP codes → what people call them; a dot stands for a space or another sign inside a phrase."""


def take_fields(sentence, titles):
    """Read the fields among `titles`, {six-digit code: title} of those that programs are told apart by."""
    take_wishes(sentence, _phrases(tuple(titles.items())))


@lru_cache(4)
def _phrases(titles):
    titles = dict(titles)
    return Phrases(
        {
            phrase.replace("·", " "): [("field", code, titles[code]) for code in codes if code in titles]
            for codes, text in FIELDS.items()
            if any(code in titles for code in codes)
            for phrase in text.split()
        }
    )
