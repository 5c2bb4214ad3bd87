"""What a change of the API would break for those who read it: two OpenAPI documents, held against each other.

Whatever is answered may get more; nothing that a reader relies on may go, change its kind or be asked for anew.
"""


def breaking_changes(old, new):
    """Return what breaks in words, a line for each; none where every program written against `old` goes on working."""
    return list(_Comparison(old, new).paths())


def may_break(old, new):
    """Say whether the version has moved far enough for a change that breaks something."""
    return old["info"]["version"].split(".")[0] != new["info"]["version"].split(".")[0]


class _Comparison:
    def __init__(self, old, new):
        self.old, self.new = old, new
        self.seen = set()

    def paths(self):
        for path, operations in self.old["paths"].items():
            for method, before in operations.items():
                where = f"{method.upper()} {path}"
                after = self.new["paths"].get(path, {}).get(method)
                if after is None:
                    yield f"{where} is gone"
                    continue
                if before.get("operationId") != after.get("operationId"):
                    yield f"{where} is called {after.get('operationId')} instead of {before.get('operationId')}"
                yield from self.parameters(where, before, after)
                yield from self.answers(where, before, after)

    def parameters(self, where, before, after):
        known = {(one["in"], one["name"]): one for one in before.get("parameters", ())}
        now = {(one["in"], one["name"]): one for one in after.get("parameters", ())}
        for key, one in known.items():
            name = f"{where}, parameter {one['name']}"
            if key not in now:
                yield f"{name} is gone"
                continue
            if now[key].get("required") and not one.get("required"):
                yield f"{name} has become required"
            was, is_ = one.get("schema", {}), now[key].get("schema", {})
            if _kinds(was) - _kinds(is_):
                yield f"{name} takes {_said(_kinds(is_))} instead of {_said(_kinds(was))}"
            for value in _words(was) - _words(is_) if _words(is_) else ():
                yield f"{name} no longer takes {value}"
        for key, one in now.items():
            if key not in known and one.get("required"):
                yield f"{where} requires a new parameter {one['name']}"

    def answers(self, where, before, after):
        for status, answer in before.get("responses", {}).items():
            now = after.get("responses", {}).get(status)
            if now is None:
                yield f"{where} no longer documents status {status}"
                continue
            for media_type, content in answer.get("content", {}).items():
                told = now.get("content", {}).get(media_type)
                if told is None:
                    yield f"{where} no longer answers {status} in {media_type}"
                else:
                    yield from self.values(f"{where}, {status}", content.get("schema", {}), told.get("schema", {}))

    def values(self, where, before, after):
        """What goes of an answer's fields; what they may hold may grow, but not in kind."""
        if (name := _name(before)) and name == _name(after):
            where = name
            if where in self.seen:
                return
            self.seen.add(where)
        before, after = _resolved(self.old, before), _resolved(self.new, after)
        if _kinds(after) - _kinds(before) and _kinds(before):
            yield f"{where} holds {_said(_kinds(after))} instead of {_said(_kinds(before))}"
        fields, now = before.get("properties", {}), after.get("properties", {})
        for name, described in fields.items():
            if name not in now:
                yield f"{where}: field {name} is gone"
                continue
            if name in before.get("required", ()) and name not in after.get("required", ()):
                yield f"{where}: field {name} is no longer always there"
            yield from self.values(f"{where}.{name}", described, now[name])
        if "items" in before:
            yield from self.values(f"{where}[]", before["items"], after.get("items", {}))


def _name(schema):
    """The name of the component that a schema is, be it among alternatives; None where it has none."""
    for key in ("anyOf", "oneOf"):
        if key in schema:
            return _name(schema[key][0])
    if len(schema.get("allOf", ())) == 1:
        return _name(schema["allOf"][0])
    return schema["$ref"].rpartition("/")[2] if "$ref" in schema else None


def _resolved(document, schema):
    """A schema with what its $ref and allOf lead to, put together; of alternatives, the first."""
    if "$ref" in schema:
        target = document
        for step in schema["$ref"].removeprefix("#/").split("/"):
            target = target[step]
        return _resolved(document, target)
    parts = [*schema.get("allOf", ()), *schema.get("anyOf", ())[:1], *schema.get("oneOf", ())[:1]]
    together = {name: value for name, value in schema.items() if name not in ("allOf", "anyOf", "oneOf")}
    for part in (_resolved(document, part) for part in parts):
        for name, value in part.items():
            if name == "properties":
                together[name] = together.get(name, {}) | value
            elif name == "required":
                together[name] = [*together.get(name, ()), *value]
            else:
                together.setdefault(name, value)
    return together


def _kinds(schema):
    kinds = schema.get("type", ())
    return {kinds} if isinstance(kinds, str) else set(kinds)


def _words(schema):
    return {str(word) for word in schema.get("enum", schema.get("items", {}).get("enum", ()))}


def _said(kinds):
    return " or ".join(sorted(kinds)) or "anything"
