"""Settings of the Career Portal; what differs between machines comes from careerportal/env.py."""

from datetime import timedelta

from csp.constants import NONE, SELF

from careerportal import env
from careerportal.taxonomy.languages import ENGLISH, NAMES

BASE_DIR = env.BASE_DIR
DEBUG = env.DEBUG
SECRET_KEY = env.secret_key()
ALLOWED_HOSTS = env.allowed_hosts()
CSRF_TRUSTED_ORIGINS = env.env.list("CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "careerportal.desk_config.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "axes",
    "csp",
    "django_filters",
    "django_htmx",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "simple_history",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "careerportal",
    "careerportal.datasets",
    "careerportal.sync",
    "careerportal.api",
    "careerportal.operations",
    "careerportal.partners",
    "careerportal.reports",
    "careerportal.texts",
    "careerportal.links",
    "careerportal.visits",
    "certification",
    "salaries",
    "programs",
]

MIDDLEWARE = [
    "careerportal.operations.headers.on_every_answer",
    "csp.middleware.CSPMiddleware",
    "careerportal.operations.request_ids.name_each_request",
    "careerportal.api.middleware.errors_are_problems",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "careerportal.languages.by_address",
    "careerportal.operations.slow_queries.told_of",
    "careerportal.operations.outages.no_writes_while_read_only",
    "careerportal.operations.replica_reads.from_replicas",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "careerportal.partners.door.door",
    "careerportal.visits.counting.count_views",
    "careerportal.sync.known_requests.answer_at_once",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "careerportal.sync.whole_pages.made_whole",
]

# Counts for Prometheus at /metrics: inside of the security headers, outside of all that can be slow.
METRICS, METRICS_TOKEN, METRICS_FROM = env.metrics(), env.metrics_token(), env.metrics_from()
if METRICS:
    MIDDLEWARE.insert(2, "careerportal.operations.metrics.Measured")

ROOT_URLCONF = "careerportal.urls"
WSGI_APPLICATION = "careerportal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
    {  # What pages repeat most, in templates/pieces/*.jinja.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {"environment": "careerportal.jinja.environment"},
    },
]

READ_ONLY = env.yes_or_no("READ_ONLY", default=False)
REPLICAS = env.replicas()
DATABASES = {"default": env.database(read_only=READ_ONLY), **REPLICAS}
DATABASE_ROUTERS = ["careerportal.operations.replicas.Router"] if REPLICAS else []
REPLICA_LAG_SECONDS = env.whole_number("REPLICA_LAG_SECONDS", default=5)
CACHES = {"default": env.cache(), "pages": env.cache("pages")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",  # Others are read, and written anew at the next login.
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# How often a password may be tried within five minutes: under one name from one address, and from one address.
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_HANDLER = "careerportal.operations.logins.CountedTries"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT, LOGINS_PER_ADDRESS = 10, 40
AXES_COOLOFF_TIME = timedelta(minutes=5)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "careerportal.operations.logins.address_of"
AXES_LOCKOUT_CALLABLE = "careerportal.operations.logins.too_many"
AXES_DISABLE_ACCESS_LOG = True  # Who came when is nobody's business; what failed is forgotten after the five minutes.
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code"]  # What was typed wrong is kept nowhere.

# Whether everybody of the staff must show a code of a device at sign-in, or those who have set one up.
SECOND_FACTOR_REQUIRED = env.second_factor() == "required"

LANGUAGE_CODE = ENGLISH
LANGUAGES = list(NAMES.items())
# Each app has its catalogue in its own folder; these are the folders' of templates, the narrower ones first.
LOCALE_PATHS = [BASE_DIR / "templates" / folder / "locale" for folder in ("salaries", "careers", "certification", "")]
FORMAT_MODULE_PATH = ["careerportal.formats"]
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# Safety. Behind TLS unless DEBUG; nothing from another host, nothing inline.
SECURE_SSL_REDIRECT = env.yes_or_no("SECURE_SSL_REDIRECT", default=not DEBUG)
SECURE_REDIRECT_EXEMPT = [r"^healthz/"]  # A load balancer asks this process without TLS.
SECURE_HSTS_SECONDS = 0 if DEBUG else 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = not DEBUG
SECURE_HSTS_PRELOAD = not DEBUG
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEBUG
SESSION_COOKIE_HTTPONLY = True
if not DEBUG:
    # Browsers take cookies of such names only by https from this very host: no sister site can set or shadow them.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"
if env.yes_or_no("BEHIND_TLS_PROXY", default=False):
    # Only when a proxy of ours sets this header on every request, and strips a client's own.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    },
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["careerportal.api.renderers.Json"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "careerportal.api.negotiation.Negotiation",
    "DEFAULT_FILTER_BACKENDS": ["careerportal.api.parameters.StrictFilters"],
    "DEFAULT_PAGINATION_CLASS": "careerportal.api.pagination.CursorPages",
    "DEFAULT_SCHEMA_CLASS": "careerportal.api.schema.PortalSchema",
    "EXCEPTION_HANDLER": "careerportal.api.problems.handle_exception",
    "UNAUTHENTICATED_USER": None,
}

# Partners. How much a reader without a key may ask in a minute (of keys, the partner's row says), where that is counted
# (in Redis; without one, in each process), and how many proxies of ours stand before the portal.
ANONYMOUS_PER_MINUTE = env.whole_number("ANONYMOUS_PER_MINUTE", default=60, least=1)
RATE_LIMIT_REDIS_URL = env.redis_url()
TRUSTED_PROXIES = env.whole_number("TRUSTED_PROXIES", default=0)

# How many mistakes one reader may report, counted where the requests are.
REPORTS_PER_HOUR, REPORTS_PER_DAY = 6, 20

# Webhooks are sent to the public internet by https alone; a developer's machine may send them to itself.
WEBHOOKS_TO_PRIVATE_NETWORKS = env.yes_or_no("WEBHOOKS_TO_PRIVATE_NETWORKS", default=False)

# Whom the page for partners names to write to for a key; without it the page names nobody.
PARTNER_CONTACT = env.env.str("PARTNER_CONTACT", default="")

# For so many days a change can be read in the change feed; manage.py prune_ledger cuts off the rest.
LEDGER_DAYS = 400

# Resource → the one whose answers show it, and the function that finds which: a change of the first is told of both.
SHOWN_BY = {"schools": ("programs", "programs.mirror.programs_of_schools")}

# What names the school of a UNITID, for answers to findings.
SCHOOL_OF_UNITID = "programs.importers.known_schools.school_named"

# Pages of which views are counted, by page and day and nothing else: the first part of their address → their table.
PAGES_COUNTED = {"programs": "programs.Program", "schools": "programs.School"}
COUNT_PAGE_VIEWS = env.yes_or_no("COUNT_PAGE_VIEWS", default=True)

# Tables whose columns of addresses manage.py check_links asks, in the order in which a page names them.
TABLES_WITH_LINKS = [
    *("programs.School", "programs.Program", "programs.Accreditation", "programs.Deadline", "programs.Override"),
    *("salaries.ProfileSection", "certification.CertifyingBody", "certification.RuleSet"),
    "texts.GlossaryTerm",
]

# What tells curators of a link that is broken, or well again.
TELL_OF_LINK = "programs.broken_links.tell"

# The page that a site can read when it wonders who asks for its addresses. The first of ALLOWED_HOSTS unless named.
LINK_CHECKER_PAGE = env.env.str("LINK_CHECKER_PAGE", default="https://" + "".join(ALLOWED_HOSTS[:1]).lstrip(".") + "/")

# A link of a private network is never asked; on a developer's machine it may be.
LINKS_TO_PRIVATE_NETWORKS = False

# What says of a partner's saved search what is wrong with it.
CATALOGUE_MISTAKES = "programs.catalogues.mistakes_in"

SPECTACULAR_SETTINGS = {
    "TITLE": "Career Portal API",
    "DESCRIPTION": (
        "Health-administration programs, what their graduates earn and owe, what the occupations pay, and how "
        "certifications are earned. Read-only. Without a key it answers at a low rate; partners have keys. Fields may "
        "be added to v1, and are never renamed or removed. Every figure is an object with a value and a status that "
        "says why a blank is blank. Each answer's meta names the sources: show their credit lines beside the data."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {
        "name": "Federal figures: public domain. College Scorecard extract by Truewise: CC BY 4.0",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    },
    "SERVE_INCLUDE_SCHEMA": False,
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "APPEND_COMPONENTS": {
        "securitySchemes": {
            "partnerKey": {
                "type": "http",
                "scheme": "bearer",
                "description": "A partner's key. Without one the API answers too, at a lower rate.",
            }
        }
    },
    "SECURITY": [{}, {"partnerKey": []}],
    "ENUM_NAME_OVERRIDES": {
        "FigureStatus": "careerportal.taxonomy.figures.FigureStatus.choices",
        "DegreeLevel": "careerportal.taxonomy.degree_levels.DegreeLevel.choices",
        "Topic": "careerportal.taxonomy.topics.Topic.choices",
        "OfferedAtADistance": "programs.api.distance_education.WORDS",
        "AreaKind": "salaries.models.Area.Kind",
        "ProfileSectionKind": "salaries.models.ProfileSection.Kind",
        "ChangeAction": "careerportal.sync.models.Change.Action",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "careerportal.api.schema.rows_in_part",
        "careerportal.api.schema.empty_is_no_choice",
        "careerportal.api.examples.in_schema",
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {"deepLinking": True, "validatorUrl": None, "docExpansion": "list"},
}

# What the portal is about: programs of these fields are loaded and shown (CIP prefixes, with the dot).
PORTAL_CIP_SCOPE = env.env.list("PORTAL_CIP_SCOPE", default=["51.07"])

# Where figures come from. Each module has a SOURCE; careerportal.datasets.registry reads them in this order.
DATA_SOURCES = [
    "programs.importers.field_of_study",
    "programs.importers.ipeds_directory",
    "programs.importers.scorecard_institution",
    "programs.importers.cip_titles",
    "programs.importers.cip_soc",
    "programs.importers.ipeds_completions",
    "programs.importers.ipeds_charges",
    "programs.importers.ipeds_offerings",
    "salaries.importers.oews_history",
    "salaries.importers.oews",
    "salaries.importers.projections",
]

# Where a refresh on SQLite keeps its lock file.
LOCK_FOLDER = BASE_DIR / "var"

# Before every view: no form brings a file larger than the federal ones that a request can load.
FILE_UPLOAD_HANDLERS = [
    "careerportal.datasets.uploads.NoLargerThanFederal",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Where the file of a previewed release waits to be published.
RELEASE_FOLDER = BASE_DIR / "var" / "releases"

# Where `refresh --download` puts the agencies' files; whether they may come from a mirror in a network of one's own.
DOWNLOAD_FOLDER = BASE_DIR / "var" / "downloads"
DOWNLOADS_FROM_PRIVATE_NETWORKS = env.yes_or_no("DOWNLOADS_FROM_PRIVATE_NETWORKS", default=False)

# One line for each thing worth knowing; each names the request it belongs to.
SLOW_QUERY_MS = env.whole_number("SLOW_QUERY_MS", default=0)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "careerportal.operations.request_ids.Named"}},
    "formatters": {"line": {"()": f"careerportal.operations.log_lines.{env.log_format()}"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {"axes": {"level": "ERROR"}},  # It names who tried, and from where.
}
