"""The OpenAPI description: what our answers have in common, said once."""

from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers

from careerportal.api import problems, selection
from careerportal.api.sources import EXAMPLE_META, MetaSerializer


class ProblemSerializer(serializers.Serializer):
    """What went wrong, as RFC 9457 has it."""

    type = serializers.CharField(help_text="about:blank where the status says it all.")
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="For a person to read.")
    instance = serializers.CharField(help_text="The path that was asked for.")


class MistakeSerializer(serializers.Serializer):
    """One wrong query parameter."""

    parameter = serializers.CharField()
    value = serializers.CharField(help_text="As given; at most 200 characters of it.")
    detail = serializers.CharField()
    expected = serializers.JSONField(
        required=False, help_text="What may stand there: the list of words, or a description."
    )


class ParameterProblemSerializer(ProblemSerializer):
    """Wrong query parameters, every one of them at once."""

    errors = MistakeSerializer(many=True)


class GoneProblemSerializer(ProblemSerializer):
    """It was here and has been withdrawn."""

    successor = serializers.URLField(
        allow_null=True, help_text="API address of what replaced it; null where nothing or several things did."
    )
    successors = serializers.ListField(
        child=serializers.URLField(), help_text="API addresses of everything that stands in its place."
    )


NO_SUCH_THING = {
    "type": "about:blank",
    "title": "Not Found",
    "status": 404,
    "detail": problems.DETAILS[404],
    "instance": "/api/v1/programs/no-such-program/",
}
WRONG_LEVEL = {
    "type": problems.WRONG_PARAMETERS,
    "title": "Wrong query parameters",
    "status": 400,
    "detail": "1 mistake in the query; see errors.",
    "instance": "/api/v1/programs/",
    "errors": [
        {"parameter": "levle", "value": "masters", "detail": "There is no such parameter here. Did you mean level?"}
    ],
}
NOT_ACCEPTABLE = {
    "type": "about:blank",
    "title": "Not Acceptable",
    "status": 406,
    "detail": "This address answers in application/json only.",
    "instance": "/api/v1/programs/",
}


OTHER_FORMATS = {
    "text/csv": {"type": "string", "description": "A line for each row; the first names the columns."},
    "application/x-ndjson": {"type": "string", "description": "A JSON object on each line: the rows alone."},
    "application/ld+json": {"type": "object", "properties": {"@context": {"type": "string"}}},
}
"""How an answer reads in the formats that are not our JSON."""


class PortalSchema(AutoSchema):
    """Adds to each operation the meta of its answer and the problems it may meet."""

    def get_tags(self):
        return [self.path.removeprefix("/api/v1/").split("/")[0] or "root"]

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        bodies["400"] = self._problem("A query parameter is wrong.", ParameterProblemSerializer, WRONG_LEVEL)
        bodies["404"] = self._problem("There is no such thing, or no such page.", ProblemSerializer, NO_SUCH_THING)
        bodies["401"] = self._problem(
            "The key is missing where one is needed, is not known, has expired or was revoked.", ProblemSerializer
        )
        bodies["403"] = self._problem("The key lacks the scope that is needed here.", ProblemSerializer)
        bodies["429"] = self._problem("A limit is reached; Retry-After says when to go on.", ProblemSerializer)
        bodies["406"] = self._problem("The format asked for is not one of ours.", ProblemSerializer, NOT_ACCEPTABLE)
        for status, (when, serializer) in self._further_answers().items():
            bodies[str(status)] = self._problem(when, serializer)
        return bodies

    def _get_response_for_code(self, serializer, status_code, media_types=None, direction="response"):
        answer = super()._get_response_for_code(serializer, status_code, media_types, direction)
        meta = self.resolve_serializer(MetaSerializer, direction).ref
        if self._is_single():
            with_meta = {"type": "object", "properties": {"meta": meta}, "required": ["meta"]}
            whole = answer["content"]["application/json"]
            whole["schema"] = {"allOf": [whole["schema"], with_meta]}
            for example in whole.get("examples", {}).values():
                example["value"] = example["value"] | {"meta": EXAMPLE_META}
        for media_type in answer.get("content", ()):
            if other := OTHER_FORMATS.get(media_type.partition(";")[0]):
                answer["content"][media_type] = {"schema": other}
        return answer

    def is_deprecated(self):
        return bool(getattr(self.view, "deprecated", None))

    def _get_parameters(self):
        return super()._get_parameters() + selection.described(self.view)

    def _further_answers(self):
        """Statuses that only this operation answers: of a resource, they are those of its single things."""
        is_list = hasattr(self.view, "detail") and not self.view.detail
        return {} if is_list else getattr(self.view, "also_answers", {})

    def _is_single(self):
        return getattr(self.view, "detail", False)

    def _problem(self, description, serializer, example=None):
        content = {"schema": self.resolve_serializer(serializer, "response").ref}
        if example:
            content["example"] = example
        return {"description": description, "content": {problems.MEDIA_TYPE: content}}


def empty_is_no_choice(result, generator, request, public):
    """Say of each optional parameter that it may be sent empty, as a form without a choice sends it."""
    for operations in result["paths"].values():
        for parameter in operations.get("get", {}).get("parameters", ()):
            if parameter["in"] == "query" and not parameter.get("required"):
                parameter["allowEmptyValue"] = True
    return result


def rows_in_part(result, generator, request, public):
    """Say of each list and thing that takes `fields` that a row may also hold a part of its fields."""
    components = result["components"]["schemas"]
    for operations in result["paths"].values():
        operation = operations.get("get", {})
        fields = next((one for one in operation.get("parameters", ()) if one["name"] == "fields"), None)
        if fields is None:
            continue
        names = fields["schema"]["items"]["enum"]
        answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
        if "$ref" in answer:
            described = components[answer["$ref"].rpartition("/")[2]]["properties"]["results"]
            described["items"] = _whole_or_part(components, described["items"], names)
        else:
            answer["allOf"][0] = _whole_or_part(components, answer["allOf"][0], names)
    return result


def _whole_or_part(components, row, names):
    if "$ref" not in row:
        return row  # Another operation has been here: the list of the same rows.
    return {"anyOf": [row, {"$ref": _part_of(components, row["$ref"], names)}]}


def _part_of(components, ref, names):
    """Return the $ref of a component that is like another, but none of its fields need be there."""
    name = ref.rpartition("/")[2]
    part = f"{name}Part"
    if part not in components:
        fields = dict(components[name]["properties"])
        for field in fields:
            below = [one.removeprefix(f"{field}.") for one in names if one.startswith(f"{field}.")]
            if below:
                fields[field] = _with_parts(components, fields[field], below)
        components[part] = {"type": "object", "description": f"What `fields` or `include` leaves of {name}."}
        components[part]["properties"] = fields
    return f"#/components/schemas/{part}"


def _with_parts(components, field, names):
    """A field whose nested rows are parts, wherever its schema names them."""
    if "$ref" in field:
        return {"$ref": _part_of(components, field["$ref"], names)}
    return {
        key: [_with_parts(components, one, names) for one in value]
        if key in ("allOf", "anyOf", "oneOf")
        else _with_parts(components, value, names)
        if key == "items"
        else value
        for key, value in field.items()
    }
