"""The promise of v1: whatever a program relies on stays; an address that will go says so itself."""

import copy
import datetime
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from careerportal.api.contract import breaking_changes
from careerportal.api.deprecation import Deprecated
from careerportal.api.management.commands.api_contract import PROMISED, generated
from programs.api.views import ProgramViewSet

LIST = "/api/v1/programs/"


@pytest.fixture(scope="module")
def promised():
    return json.loads(PROMISED.read_text())


@pytest.fixture
def changed(promised):
    return copy.deepcopy(promised)


def test_the_api_keeps_what_was_promised():
    call_command("api_contract", stdout=StringIO())


def test_what_was_promised_breaks_nothing_of_itself(promised):
    assert breaking_changes(promised, promised) == []


def _parameter(document, name):
    return next(one for one in document["paths"][LIST]["get"]["parameters"] if one["name"] == name)


def drop_an_address(document):
    del document["paths"]["/api/v1/wages/"]


def rename_an_operation(document):
    document["paths"][LIST]["get"]["operationId"] = "search"


def drop_a_field(document):
    del document["components"]["schemas"]["Outcome"]["properties"]["debt"]


def let_a_field_be_missing(document):
    document["components"]["schemas"]["Program"]["required"].remove("slug")


def change_the_kind_of_a_field(document):
    document["components"]["schemas"]["Program"]["properties"]["slug"]["type"] = "integer"


def let_a_field_be_null(document):
    document["components"]["schemas"]["Program"]["properties"]["title"]["type"] = ["string", "null"]


def drop_a_parameter(document):
    parameters = document["paths"][LIST]["get"]["parameters"]
    parameters.remove(_parameter(document, "level"))


def require_a_parameter(document):
    _parameter(document, "q")["required"] = True


def require_a_new_parameter(document):
    document["paths"][LIST]["get"]["parameters"].append({"in": "query", "name": "key", "required": True, "schema": {}})


def drop_a_word(document):
    _parameter(document, "level")["schema"]["items"]["enum"].remove("masters")


def drop_a_status(document):
    del document["paths"]["/api/v1/programs/{slug}/"]["get"]["responses"]["410"]


def drop_a_format(document):
    del document["paths"][LIST]["get"]["responses"]["200"]["content"]["text/csv"]


BREAKING = {
    drop_an_address: "GET /api/v1/wages/ is gone",
    rename_an_operation: "is called search",
    drop_a_field: "Outcome: field debt is gone",
    let_a_field_be_missing: "Program: field slug is no longer always there",
    change_the_kind_of_a_field: "Program.slug holds integer instead of string",
    let_a_field_be_null: "Program.title holds null or string instead of string",
    drop_a_parameter: "parameter level is gone",
    require_a_parameter: "parameter q has become required",
    require_a_new_parameter: "requires a new parameter key",
    drop_a_word: "parameter level no longer takes masters",
    drop_a_status: "no longer documents status 410",
    drop_a_format: "no longer answers 200 in text/csv",
}


@pytest.mark.parametrize("change", BREAKING, ids=lambda change: change.__name__)
def test_what_breaks_a_reader_is_named(promised, changed, change):
    change(changed)
    assert any(BREAKING[change] in line for line in breaking_changes(promised, changed))


def test_more_breaks_nobody(promised, changed):
    changed["paths"]["/api/v1/more/"] = changed["paths"][LIST]
    changed["components"]["schemas"]["Program"]["properties"]["more"] = {"type": "string"}
    changed["components"]["schemas"]["DegreeLevel"]["enum"].append("more")
    changed["paths"][LIST]["get"]["parameters"].append({"in": "query", "name": "more", "schema": {"type": "string"}})
    assert breaking_changes(promised, changed) == []


def test_the_command_refuses_what_breaks_until_the_version_moves(changed, tmp_path):
    changed["paths"]["/api/v1/gone/"] = changed["paths"][LIST]
    file = tmp_path / "promised.json"
    file.write_text(json.dumps(changed))
    with pytest.raises(CommandError, match="GET /api/v1/gone/ is gone"):
        call_command("api_contract", write=True, promised=file)

    changed["info"]["version"] = "0.9.0"
    file.write_text(json.dumps(changed))
    call_command("api_contract", write=True, promised=file, stdout=StringIO())

    assert json.loads(file.read_text()) == generated()
    call_command("api_contract", exact=True, promised=file, stdout=StringIO())


def test_the_command_asks_for_what_is_new_to_be_written_down(tmp_path):
    today = generated()
    del today["paths"]["/api/v1/wages/"]
    file = tmp_path / "promised.json"
    file.write_text(json.dumps(today))
    with pytest.raises(CommandError, match="make schema"):
        call_command("api_contract", exact=True, promised=file)


@pytest.mark.django_db
def test_an_address_that_will_go_says_so(client, monkeypatch):
    day = datetime.date(2027, 3, 1)
    leaving = Deprecated(since=day, until=datetime.date(2028, 3, 1), successor="/api/v2/programs/")
    monkeypatch.setattr(ProgramViewSet, "deprecated", leaving)

    response = client.get(reverse("api-v1:program-list"))

    assert response["Deprecation"] == "@1803859200"
    assert response["Sunset"] == "Wed, 01 Mar 2028 00:00:00 GMT"
    assert '</api/v2/programs/>; rel="successor-version"' in response["Link"]
    assert generated()["paths"][LIST]["get"]["deprecated"] is True


@pytest.mark.django_db
def test_an_address_that_stays_says_nothing(client):
    response = client.get(reverse("api-v1:program-list"))
    assert not {"Deprecation", "Sunset"} & set(response.headers)
