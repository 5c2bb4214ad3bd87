"""Words for levels, kinds of school, ways of study and orders: what a student may wish for in plain phrases."""

from django.utils.translation import gettext_lazy as _

from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.query import spanish
from programs.query.sentence import Phrases

MASTERS, BACHELORS, ASSOCIATE = (DegreeLevel.MASTERS,), (DegreeLevel.BACHELORS,), (DegreeLevel.ASSOCIATE,)
CERTIFICATE, DOCTORAL = (DegreeLevel.CERTIFICATE,), (DegreeLevel.DOCTORAL,)
# Sources that cannot tell the two apart say "graduate certificate", so each also asks for that rung.
AFTER_BACHELORS = (DegreeLevel.POSTBACCALAUREATE, DegreeLevel.GRADUATE_CERTIFICATE)
AFTER_MASTERS = (DegreeLevel.POSTMASTERS, DegreeLevel.GRADUATE_CERTIFICATE)
ANY_GRADUATE_CERTIFICATE = (*AFTER_BACHELORS, DegreeLevel.POSTMASTERS)
UNDERGRADUATE = (DegreeLevel.ASSOCIATE, DegreeLevel.BACHELORS)
GRADUATE = (DegreeLevel.MASTERS, DegreeLevel.DOCTORAL, DegreeLevel.PROFESSIONAL)

LEVELS = {
    CERTIFICATE: "certificate certificates cert certs diploma diplomas undergraduate·certificate undergraduate·cert "
    "undergraduate·diploma undergrad·certificate undergrad·cert",
    ASSOCIATE: "associate associates aas aa aos a·a·s a·a a·s associate·of·science associate·of·arts "
    "associate·of·applied·science associates·of·science associates·of·arts associates·of·applied·science "
    "two·year·degree 2·year·degree",
    BACHELORS: "bachelor bachelors baccalaureate bs ba bsc b·s b·a b·sc bsha bha b·s·h·a b·h·a bba bas "
    "bachelor·of·science bachelor·of·arts bachelors·of·science bachelors·of·arts four·year·degree 4·year·degree",
    MASTERS: "master masters mha mhsa msha mshca emha mhm m·h·a m·h·s·a m·s·h·a mba m·b·a m·s m·a msc m·sc "
    "master·of·science master·of·arts masters·of·science masters·of·arts masters·in·science",
    DOCTORAL: "doctorate doctorates doctoral doctor·of phd ph·d doctor·of·philosophy dha dhsc d·h·a d·h·sc",
    (DegreeLevel.PROFESSIONAL,): "professional·doctorate professional·doctorates practice·doctorate "
    "professional·doctoral first·professional",
    UNDERGRADUATE: "undergraduate undergrad",
    GRADUATE: "graduate·degree graduate·degrees graduate·program graduate·programs graduate·school graduate·schools "
    "grad·degree grad·program grad·programs grad·school grad·schools graduate·level",
}
"""Levels → the phrases that ask for them; a dot stands for a space or another sign inside a phrase."""

_CERTIFICATES = ("certificate", "certificates", "cert", "certs", "diploma", "diplomas")
_BEFORE_CERTIFICATE = {
    ANY_GRADUATE_CERTIFICATE: "graduate·professional graduate grad post·graduate postgraduate postgrad",
    AFTER_BACHELORS: "post·baccalaureate postbaccalaureate post·bacc postbacc post·bac postbac post·bachelors "
    "post·bachelor postbachelors",
    AFTER_MASTERS: "post·masters post·master postmasters postmaster",
}
_AFTER_WHAT = {
    AFTER_BACHELORS: ("bachelors", "bachelor"),
    AFTER_MASTERS: ("masters", "master"),
}


def _spoken(phrases):
    return [phrase.replace("·", " ") for phrase in phrases.split()]


def _level_phrases():
    tables = (LEVELS, spanish.LEVELS)
    phrases = {phrase: levels for table in tables for levels, text in table.items() for phrase in _spoken(text)}
    for levels, text in _BEFORE_CERTIFICATE.items():
        for before in _spoken(text):
            phrases |= {f"{before} {certificate}": levels for certificate in _CERTIFICATES}
            if before.startswith("post"):
                phrases[before] = levels
    for levels, degrees in _AFTER_WHAT.items():
        for degree in degrees:
            for certificate in _CERTIFICATES:
                phrases |= {f"{certificate} after {article}{degree}": levels for article in ("", "a ", "the ", "my ")}
    return phrases


_PROFIT = {
    (Control.PUBLIC,): "public state·school state·schools state·colleges state·universities state·run",
    (Control.NONPROFIT, Control.FOR_PROFIT): "private privately·run",
    (Control.NONPROFIT,): "nonprofit nonprofits non·profit not·for·profit private·nonprofit private·non·profit "
    "private·not·for·profit nonprofit·private non·profit·private",
    (Control.FOR_PROFIT,): "for·profit forprofit private·for·profit for·profit·private proprietary",
}

DELIVERY_LABELS = {"online": _("Online"), "campus": _("On campus"), "hybrid": _("Online and on campus")}
_DELIVERY = {
    "online": "online on·line fully·online 100·online completely·online entirely·online distance·learning "
    "distance·education distance elearning e·learning virtual remote remotely from·home",
    "campus": "on·campus oncampus campus·based in·person inperson face·to·face",
    "hybrid": "hybrid blended partly·online partially·online",
}

SORT_LABELS = {
    "-earnings": _("Highest earnings first"), "earnings": _("Lowest earnings first"), "debt": _("Lowest debt first"),
    "-debt": _("Highest debt first"), "-completers": _("Most graduates first"), "name": _("School, A to Z"),
}  # fmt: skip
_SORTS = {
    "-earnings": "best·paid best·paying highest·paid highest·paying high·paying well·paid well·paying top·paying "
    "highest·earnings highest·earning most·earnings highest·salary highest·salaries high·salary high·earnings "
    "high·income best·salary best·salaries highest·pay highest·income best·pay best·earnings sort·by·earnings "
    "sorted·by·earnings sort·by·salary sorted·by·salary by·earnings by·salary most·money",
    "earnings": "lowest·paid lowest·paying lowest·earnings lowest·salary",
    "debt": "cheapest cheap affordable inexpensive low·cost lowest·cost least·expensive most·affordable lowest·debt "
    "least·debt low·debt sort·by·debt sorted·by·debt by·debt lowest·price fewest·loans",
    "-debt": "highest·debt most·debt",
    "-completers": "largest biggest most·graduates most·students most·popular by·size sort·by·size sorted·by·size",
    "name": "a·z a·to·z alphabetical alphabetically alphabetic by·name sort·by·name sorted·by·name "
    "in·alphabetical·order alphabetical·order",
}

NOT_WISHES = (
    "american public", "high school diploma", "high school diplomas", "high school graduate", "high school graduates",
    "certificate of need", "ms office", "ms word", "ms excel", "medical associate", "sales associate",
    "doctor of medicine", "doctors office", "virtual assistant", "virtual reality", "virtual health", "virtual care",
    "remote monitoring", "remote patient", "remote sensing", "distance from", "post office", "scrum master",
    "master data", "master plan", "master planning", "master of ceremonies", "best practice", "best practices",
    *(f"public {field}" for field in (
        "health", "healthcare", "administration", "policy", "affairs", "service", "services", "relations", "sector",
        "safety", "speaking", "history", "management", "finance", "law", "relation", "works", "accounting", "library",
    )),
    *(f"{kind} {field}" for kind in ("nonprofit", "non profit", "nonprofits") for field in (
        "management", "leadership", "administration", "organization", "organizations", "organizational", "sector",
        "studies", "finance",
    )),
    *(f"private {field}" for field in ("practice", "practices", "sector", "duty", "equity", "security")),
)  # fmt: skip
"""Phrases with a word that would be a wish elsewhere; they stay words to search for."""

REFUSALS = {"not", "no", "non", "without", "except", "excluding", "isnt", "arent", "never", "avoid"}
"""A wish after one of these is the opposite of a wish. We do not filter by it, nor guess what is wanted instead."""


def _table(parameter, label_of, *tables):
    return {
        phrase: [(parameter, str(value), label_of(value)) for value in values]
        for table in tables
        for values, text in table.items()
        for phrase in _spoken(text)
    }


def _one_each(table):
    return {(value,): text for value, text in table.items()}


SORT_PHRASES = Phrases(_table("sort", SORT_LABELS.get, _one_each(_SORTS), _one_each(spanish.SORTS)))
WISH_PHRASES = Phrases(
    {phrase: [("level", str(level), level.label) for level in levels] for phrase, levels in _level_phrases().items()}
    | _table("control", lambda control: control.label, _PROFIT, spanish.CONTROL)
    | _table("delivery", DELIVERY_LABELS.get, _one_each(_DELIVERY), _one_each(spanish.DELIVERY))
)
KEPT_PHRASES = Phrases(dict.fromkeys((*NOT_WISHES, *spanish.NOT_WISHES), True))

MASTERS_WISH = WISH_PHRASES.meanings["master",]
ASSOCIATE_WISH = WISH_PHRASES.meanings["associate",]


def keep_lookalikes(sentence):
    """Leave "public health" and "high school diploma" to the text search."""
    for start, end, _kept in sentence.find(KEPT_PHRASES):
        sentence.keep(start, end)


def take_wishes(sentence, phrases):
    """Read the phrases of a table as filters, except after "not"."""
    for start, end, wishes in sentence.find(phrases):
        if sentence.key(start - 1) in REFUSALS and sentence.tokens[start].is_joined:
            sentence.keep(start - 1, end)
        else:
            sentence.take(start, end, wishes)


def take_ambiguous_degrees(sentence):
    """Read "ms", "MA in …" and "AS degree", which are also states and a word, once the places have been read."""
    for index, key in enumerate(sentence.keys):
        if not sentence.is_free(index, index + 1) or key not in ("ms", "ma", "as"):
            continue
        names_a_degree = sentence.key(index + 1) in ("degree", "degrees", "program", "programs")
        names_a_field = sentence.key(index + 1) == "in" and (key == "ma" or sentence.is_upper(index))
        if key == "ms" or names_a_degree or names_a_field:
            sentence.take(index, index + 1, ASSOCIATE_WISH if key == "as" else MASTERS_WISH)
