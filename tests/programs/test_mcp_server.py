"""An assistant's own client speaks with the server: in this process, and over the pipes of the command."""

import json
import os
import sys

import pytest
from asgiref.sync import async_to_sync
from django.conf import settings
from django.core.management import CommandError, call_command

from careerportal.taxonomy.degree_levels import DegreeLevel
from programs.assistant_reads import READS
from programs.management.commands.mcp import checked, usual_site
from tests.factories import ProgramFactory, RuleSetFactory

ELIGIBILITY = {"slug": "certified-medical-manager", "experience_years": 3, "credit_hours": 11, "member": "yes"}


@pytest.fixture(params=["legacy", "auto"])
def in_session(request):
    """Run a conversation with the server, in the older way of greeting and in the newer one."""
    mcp = pytest.importorskip("mcp")
    from programs.mcp_server import make_server

    server = make_server("http://testserver")

    @async_to_sync
    async def run(conversation):
        async with mcp.Client(server, mode=request.param) as client:
            return await conversation(client)

    return run


def call(in_session, name, arguments):
    async def conversation(client):
        return await client.call_tool(name, arguments)

    return in_session(conversation)


@pytest.mark.django_db
def test_the_tools_are_the_reads_and_only_read(in_session):
    async def conversation(client):
        return (await client.list_tools()).tools

    tools = in_session(conversation)
    assert [tool.name for tool in tools] == list(READS)
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


@pytest.mark.django_db
def test_a_search_answers_in_words_and_as_data(in_session):
    ProgramFactory(level=DegreeLevel.MASTERS, school__name="Kept")
    ProgramFactory(level=DegreeLevel.ASSOCIATE)
    result = call(in_session, "search_programs", {"level": ["masters"], "limit": 5})
    assert not result.is_error
    assert [one["school"]["name"] for one in result.structured_content["results"]] == ["Kept"]
    assert json.loads(result.content[0].text) == result.structured_content


@pytest.mark.django_db
def test_eligibility_is_the_apis_answer(in_session, client):
    RuleSetFactory()
    query = {name: value for name, value in ELIGIBILITY.items() if name != "slug"}
    answer = client.get("/api/v1/certifications/certified-medical-manager/eligibility/", query).json()
    assert call(in_session, "certification_eligibility", ELIGIBILITY).structured_content == answer


@pytest.mark.django_db
def test_a_mistake_is_an_error_that_names_it(in_session):
    result = call(in_session, "search_programs", {"level": "master"})
    assert result.is_error
    assert result.content[0].text.startswith(
        "level (master): This is not one of the words we know. Did you mean masters?"
    )


@pytest.mark.django_db
def test_an_unknown_tool_is_said_to_be_unknown(in_session):
    async def conversation(client):
        from mcp.shared.exceptions import MCPError

        with pytest.raises(MCPError) as error:
            await client.call_tool("delete_program", {})
        return error.value.message

    assert in_session(conversation).startswith("There is no tool delete_program; there are search_programs")


def test_the_command_speaks_over_its_pipes(tmp_path):
    mcp = pytest.importorskip("mcp")
    from mcp.client.stdio import StdioServerParameters

    command = StdioServerParameters(
        command=sys.executable,
        args=[str(settings.BASE_DIR / "manage.py"), "mcp"],
        env={**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/empty.sqlite3", "DEBUG": "true"},
    )

    @async_to_sync
    async def tools():
        async with mcp.Client(command, mode="legacy") as client:
            refused = await client.call_tool("search_programs", {"limit": 0})
            return (await client.list_tools()).tools, refused

    listed, refused = tools()
    assert [tool.name for tool in listed] == list(READS)
    assert refused.is_error


def test_without_the_package_the_command_says_how_to_install_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "mcp", None)
    with pytest.raises(CommandError, match=r"pip install -r requirements-mcp\.txt") as error:
        call_command("mcp")
    assert error.value.returncode == 1


def test_nothing_but_the_server_imports_the_package():
    folders = [settings.BASE_DIR / name for name in ("careerportal", "certification", "programs", "salaries")]
    importers = [
        path.name
        for folder in folders
        for path in folder.rglob("*.py")
        if any(line.startswith(("import mcp", "from mcp")) for line in map(str.strip, path.read_text().splitlines()))
    ]
    assert importers == ["mcp_server.py"]


def test_links_lead_to_the_first_host_unless_told(settings):
    settings.ALLOWED_HOSTS = ["*", ".example.org"]
    assert usual_site() == "https://example.org"
    assert checked("https://careers.example.org/api/") == "https://careers.example.org"
    settings.DEBUG = True
    assert usual_site() == "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    "site", ["careers.example.org", "ftp://careers.example.org", "https://", "https://elsewhere.org"]
)
def test_a_site_that_is_not_ours_is_refused(settings, site):
    settings.ALLOWED_HOSTS = ["careers.example.org"]
    with pytest.raises(CommandError, match="--site"):
        checked(site)


def test_a_portal_without_a_name_asks_for_one(settings):
    settings.ALLOWED_HOSTS = ["*"]
    with pytest.raises(CommandError, match="--site"):
        usual_site()
