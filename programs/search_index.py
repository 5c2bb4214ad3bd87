"""The full-text index of programs: its tables and triggers, for both databases.

The database keeps the index current itself. Triggers see what model code would miss: bulk_create, update(), a school's
new name, a restore from a dump. SQLite has an ordinary FTS5 table (one whose content lives elsewhere left stale rows
behind); PostgreSQL a table of weighted tsvectors with a GIN index. Both fold accents and stem English words; neither
drops stop words.

The index is derived, so migrations call `reinstall` instead of freezing a copy of this. On SQLite Django alters a table
by making it anew, which drops its triggers: a migration that alters programs_program or programs_school begins with
`migrations.RunPython(search_index.remove, search_index.reinstall)` and ends with
`migrations.RunPython(search_index.reinstall, search_index.remove)`.
"""

from careerportal.taxonomy.states import PLACES

LEVEL_WORDS = {
    "certificate": "undergraduate certificate diploma",
    "associate": "associate associates degree undergraduate aas",
    "bachelors": "bachelor bachelors degree undergraduate bs bsha",
    "postbaccalaureate": "postbaccalaureate post baccalaureate certificate graduate",
    "masters": "master masters degree graduate mha ms",
    "postmasters": "postmasters post masters certificate graduate",
    "graduate-certificate": "graduate certificate postbaccalaureate postmasters",
    "doctoral": "doctoral doctorate doctor degree graduate phd dha",
    "professional": "professional doctorate doctor degree graduate",
}


def _case(column, words):
    whens = " ".join(f"WHEN '{key}' THEN '{text}'" for key, text in words.items())
    return f"CASE {column} {whens} ELSE '' END"


PLACE_WORDS = "s.city || ' ' || " + _case("s.state", {code: f"{code} {name}" for code, name in PLACES.items()})
LEVEL_WORDS_SQL = _case("p.level", LEVEL_WORDS)
SCHOOL_WORDS = "s.name || ' ' || s.display_name || ' ' || s.former_names || ' ' || s.aliases"
SCHOOL_COLUMNS = ("name", "display_name", "former_names", "aliases", "city", "state")
"""Columns of a school that the index reads."""

SQLITE_ROWS = f"""
    INSERT INTO program_search(rowid, school, title, place, level)
    SELECT p.id, {SCHOOL_WORDS}, p.title, {PLACE_WORDS}, {LEVEL_WORDS_SQL}
    FROM programs_program p JOIN programs_school s ON s.id = p.school_id
"""

SQLITE = [
    """CREATE VIRTUAL TABLE program_search USING fts5(
        school, title, place, level, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3')""",
    f"""CREATE TRIGGER program_search_insert AFTER INSERT ON programs_program BEGIN
        {SQLITE_ROWS} WHERE p.id = NEW.id; END""",
    f"""CREATE TRIGGER program_search_update AFTER UPDATE OF title, level, school_id ON programs_program BEGIN
        DELETE FROM program_search WHERE rowid = OLD.id; {SQLITE_ROWS} WHERE p.id = NEW.id; END""",
    """CREATE TRIGGER program_search_delete AFTER DELETE ON programs_program BEGIN
        DELETE FROM program_search WHERE rowid = OLD.id; END""",
    f"""CREATE TRIGGER program_search_school AFTER UPDATE OF {", ".join(SCHOOL_COLUMNS)}
        ON programs_school BEGIN
        DELETE FROM program_search WHERE rowid IN (SELECT id FROM programs_program WHERE school_id = NEW.id);
        {SQLITE_ROWS} WHERE s.id = NEW.id; END""",
    SQLITE_ROWS,
]
SQLITE_REMOVAL = [
    "DROP TRIGGER IF EXISTS program_search_insert",
    "DROP TRIGGER IF EXISTS program_search_update",
    "DROP TRIGGER IF EXISTS program_search_delete",
    "DROP TRIGGER IF EXISTS program_search_school",
    "DROP TABLE IF EXISTS program_search",
]


def _weighted(words, weight):
    return f"setweight(to_tsvector('portal', {words}), '{weight}')"


SCHOOL_VECTOR, TITLE_VECTOR = _weighted(SCHOOL_WORDS, "A"), _weighted("p.title", "B")
PLACE_VECTOR, LEVEL_VECTOR = _weighted(PLACE_WORDS, "C"), _weighted(LEVEL_WORDS_SQL, "D")

POSTGRESQL_ROWS = f"""
    INSERT INTO program_search(program_id, document)
    SELECT p.id, {SCHOOL_VECTOR} || {TITLE_VECTOR} || {PLACE_VECTOR} || {LEVEL_VECTOR}
    FROM programs_program p JOIN programs_school s ON s.id = p.school_id
"""

POSTGRESQL_ROWS_TOGETHER = f"""
    WITH schools AS MATERIALIZED (
        SELECT s.id, {SCHOOL_VECTOR} AS names, {PLACE_VECTOR} AS place
        FROM programs_school s WHERE s.id IN (SELECT school_id FROM fresh)),
    titles AS MATERIALIZED (
        SELECT p.title, {TITLE_VECTOR} AS words FROM (SELECT DISTINCT title FROM fresh) p),
    levels AS MATERIALIZED (
        SELECT p.level, {LEVEL_VECTOR} AS words FROM (SELECT DISTINCT level FROM fresh) p)
    INSERT INTO program_search(program_id, document)
    SELECT p.id, s.names || t.words || s.place || l.words
    FROM fresh p
        JOIN schools s ON s.id = p.school_id JOIN titles t ON t.title = p.title JOIN levels l ON l.level = p.level
"""
"""The same of all `fresh` programs: the words of a school, a title and a level are read once, not once a program."""

POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS unaccent",
    "CREATE TEXT SEARCH DICTIONARY portal_stem (TEMPLATE = snowball, LANGUAGE = english)",
    "CREATE TEXT SEARCH CONFIGURATION portal (COPY = simple)",
    """ALTER TEXT SEARCH CONFIGURATION portal
        ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH unaccent, portal_stem""",
    "CREATE TABLE program_search (program_id bigint PRIMARY KEY, document tsvector NOT NULL)",
    "CREATE INDEX program_search_document ON program_search USING gin (document) WITH (fastupdate = off)",
    f"""CREATE FUNCTION program_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'TRUNCATE' THEN
            TRUNCATE program_search;
            RETURN NULL;
        END IF;
        DELETE FROM program_search WHERE program_id = OLD.id;
        {POSTGRESQL_ROWS} WHERE p.id = NEW.id;
        RETURN NULL;
    END $$""",
    # Programs come and go by the thousand in a statement, and so does their index.
    f"""CREATE FUNCTION program_search_add() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {POSTGRESQL_ROWS_TOGETHER};
        RETURN NULL;
    END $$""",
    """CREATE FUNCTION program_search_forget() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM program_search WHERE program_id IN (SELECT id FROM gone);
        RETURN NULL;
    END $$""",
    f"""CREATE FUNCTION program_search_keep_school() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        DELETE FROM program_search WHERE program_id IN (SELECT id FROM programs_program WHERE school_id = NEW.id);
        {POSTGRESQL_ROWS} WHERE s.id = NEW.id;
        RETURN NULL;
    END $$""",
    """CREATE TRIGGER program_search_new AFTER INSERT ON programs_program REFERENCING NEW TABLE AS fresh
        FOR EACH STATEMENT EXECUTE FUNCTION program_search_add()""",
    """CREATE TRIGGER program_search_gone AFTER DELETE ON programs_program REFERENCING OLD TABLE AS gone
        FOR EACH STATEMENT EXECUTE FUNCTION program_search_forget()""",
    """CREATE TRIGGER program_search_rows AFTER UPDATE OF title, level, school_id
        ON programs_program FOR EACH ROW EXECUTE FUNCTION program_search_keep()""",
    """CREATE TRIGGER program_search_truncate AFTER TRUNCATE
        ON programs_program FOR EACH STATEMENT EXECUTE FUNCTION program_search_keep()""",
    f"""CREATE TRIGGER program_search_school AFTER UPDATE OF {", ".join(SCHOOL_COLUMNS)}
        ON programs_school FOR EACH ROW EXECUTE FUNCTION program_search_keep_school()""",
    POSTGRESQL_ROWS,
]
POSTGRESQL_REMOVAL = [
    "DROP TRIGGER IF EXISTS program_search_school ON programs_school",
    "DROP TRIGGER IF EXISTS program_search_truncate ON programs_program",
    "DROP TRIGGER IF EXISTS program_search_new ON programs_program",
    "DROP TRIGGER IF EXISTS program_search_gone ON programs_program",
    "DROP TRIGGER IF EXISTS program_search_rows ON programs_program",
    "DROP FUNCTION IF EXISTS program_search_keep_school()",
    "DROP FUNCTION IF EXISTS program_search_add()",
    "DROP FUNCTION IF EXISTS program_search_forget()",
    "DROP FUNCTION IF EXISTS program_search_keep()",
    "DROP TABLE IF EXISTS program_search",
    "DROP TEXT SEARCH CONFIGURATION IF EXISTS portal",
    "DROP TEXT SEARCH DICTIONARY IF EXISTS portal_stem",
]


def reinstall(apps, schema_editor):
    """Make tables and triggers anew and index every program; for RunPython.

    While the schools' table lacks columns that the index reads, there is none: the migration that adds them ends with
    this again.
    """
    remove(apps, schema_editor)
    if not set(SCHOOL_COLUMNS) <= _columns_of_schools(schema_editor.connection):
        return
    _run(schema_editor, {"sqlite": SQLITE, "postgresql": POSTGRESQL})


def remove(apps, schema_editor):
    """Drop tables and triggers, whether they are there or not; for RunPython."""
    _run(schema_editor, {"sqlite": SQLITE_REMOVAL, "postgresql": POSTGRESQL_REMOVAL})


def _columns_of_schools(connection):
    with connection.cursor() as cursor:
        return {column.name for column in connection.introspection.get_table_description(cursor, "programs_school")}


def _run(schema_editor, statements):
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)
