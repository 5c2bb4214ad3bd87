"""What students who write Spanish call the same wishes: synonyms for the tables, the grammar stays the English one.

Keys have no accents. A dot stands for a space or another sign inside a phrase, as in programs.query.wishes.
"""

from careerportal.taxonomy.controls import Control
from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.query.sentence import Phrases, word_set

LEVELS = {
    (DegreeLevel.CERTIFICATE,): "certificado certificados certificado·de·pregrado certificados·de·pregrado diplomado",
    (DegreeLevel.ASSOCIATE,): "asociado asociados titulo·de·asociado titulos·de·asociado grado·de·asociado",
    (DegreeLevel.BACHELORS,): "licenciatura licenciaturas bachillerato·universitario",
    (DegreeLevel.MASTERS,): "maestria maestrias titulo·de·maestria grado·de·maestria",
    (DegreeLevel.DOCTORAL,): "doctorado doctorados titulo·de·doctorado",
    (DegreeLevel.PROFESSIONAL,): "doctorado·profesional doctorados·profesionales",
    (DegreeLevel.ASSOCIATE, DegreeLevel.BACHELORS): "pregrado",
    (DegreeLevel.MASTERS, DegreeLevel.DOCTORAL, DegreeLevel.PROFESSIONAL): "posgrado posgrados postgrado postgrados",
    (
        DegreeLevel.POSTBACCALAUREATE,
        DegreeLevel.GRADUATE_CERTIFICATE,
        DegreeLevel.POSTMASTERS,
    ): "certificado·de·posgrado certificados·de·posgrado",
    (
        DegreeLevel.POSTBACCALAUREATE,
        DegreeLevel.GRADUATE_CERTIFICATE,
    ): "certificado·posterior·a·la·licenciatura certificado·despues·de·la·licenciatura",
    (
        DegreeLevel.POSTMASTERS,
        DegreeLevel.GRADUATE_CERTIFICATE,
    ): "certificado·posterior·a·la·maestria certificado·despues·de·la·maestria",
}

CONTROL = {
    (Control.PUBLIC,): "publica publicas",
    (Control.NONPROFIT, Control.FOR_PROFIT): "privada privadas",
    (Control.NONPROFIT,): "sin·fines·de·lucro privada·sin·fines·de·lucro privadas·sin·fines·de·lucro",
    (Control.FOR_PROFIT,): "con·fines·de·lucro privada·con·fines·de·lucro privadas·con·fines·de·lucro",
}

DELIVERY = {
    "online": "en·linea a·distancia por·internet",
    "campus": "presencial presenciales en·persona en·el·campus",
    "hybrid": "hibrido hibrida hibridos hibridas semipresencial semipresenciales",
}

SORTS = {
    "-earnings": "mejor·pagado mejor·pagada mejor·pagados mejor·pagadas mejores·ingresos mayores·ingresos",
    "debt": "barato barata baratos baratas mas·barato mas·barata mas·baratos mas·baratas economico economica "
    "menos·deuda menor·deuda",
    "-completers": "mas·grande mas·grandes",
}

NOT_WISHES = ("salud publica", "administracion publica", "politica publica", "politicas publicas")
"""Fields of study that are no wish for a public school."""

DEBT = word_set("deuda deudas deber debe deben debo prestamo prestamos")
EARNINGS = word_set("ingreso ingresos gana ganan ganar ganen salario salarios sueldo sueldos")
COST = word_set("costo costos cuesta cuestan precio precios matricula")
AT_MOST = ("menos de", "no mas de", "hasta", "maximo", "como maximo", "por debajo de")
AT_LEAST = ("mas de", "no menos de", "al menos", "por lo menos", "minimo", "como minimo", "por encima de")
BETWEEN = ("entre",)
OR_LESS, OR_MORE = ("o menos",), ("o mas",)
LINKS = word_set("de la el los las con en que sus al")

FILLER = word_set(
    "programa programas carrera carreras titulo titulos grado grados busco buscar buscando quiero estudiar escuela "
    "escuelas universidades"
)

SMALL_WORDS = word_set("a al de del el en la las los con y o para por que un una cerca")
"""Dropped from a sentence that is Spanish. Some are postal codes too: de, la, al."""

WHOLE_CATALOGUE = Phrases(
    dict.fromkeys(
        (
            *("administracion de la salud", "administracion de salud", "administracion en salud"),
            *("gestion de la salud", "gestion de salud", "gerencia de salud", "administracion de servicios de salud"),
        ),
        True,
    )
)
"""What every program here teaches, so that it narrows nothing."""

TELLING = (
    {
        word
        for table in (LEVELS, CONTROL, DELIVERY, SORTS)
        for phrases in table.values()
        for phrase in phrases.split()
        for word in phrase.split("·")
    }
    | DEBT
    | EARNINGS
    | COST
    | FILLER
) - SMALL_WORDS
"""Words by which a sentence is known to be Spanish."""


def drop_small_words(sentence):
    """Drop what holds a Spanish sentence together, before any of it is taken for a postal code."""
    for start, end, _ in sentence.find(WHOLE_CATALOGUE):
        sentence.drop(start, end)
    if TELLING.isdisjoint(sentence.keys):
        return
    for index, key in enumerate(sentence.keys):
        if key in SMALL_WORDS and sentence.is_free(index, index + 1) and not sentence.is_upper(index):
            sentence.drop(index, index + 1)
