"""Addresses in answers: always whole, so that a partner need not put them together."""

from drf_spectacular.drainage import set_override
from rest_framework import serializers


class Links(serializers.Field):
    """Named addresses of a row. Each maker is given the row and returns a path, a whole address or None."""

    def __init__(self, **makers):
        super().__init__(source="*", read_only=True)
        self.makers = makers
        address = {"type": ["string", "null"], "format": "uri"}
        described = {"type": "object", "properties": dict.fromkeys(makers, address), "required": list(makers)}
        set_override(self, "field", described)

    def to_representation(self, row):
        request = self.context["request"]
        found = {}
        for name, address_of in self.makers.items():
            address = address_of(row)
            found[name] = request.build_absolute_uri(address) if address else None
        return found
