"""Cells of a file for many rows: read as the form of the desk would read them, and told with the way to mend them."""

from dataclasses import dataclass

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

YES_NO = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False, "": None, "unknown": None}


@dataclass(frozen=True)
class Mistake:
    row: int
    column: str
    message: str


def name_of(path):
    return path.partition("__")[0]


def shown(row, name):
    """A value of a row as a cell of a file: what an import reads as the same value."""
    value = getattr(row, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


class Reader:
    """Reads the cells of a file into a row, as the form of the desk would."""

    def __init__(self, model, names):
        self.model, self.names = model, names
        self._fields = {name: model._meta.get_field(name) for name in names}
        self._inputs = {name: self._input_of(model_field) for name, model_field in self._fields.items()}
        self._labels = {
            name: {str(label).lower(): value for value, label in model_field.flatchoices}
            for name, model_field in self._fields.items()
            if model_field.choices
        }
        self._checks = [one for one in model._meta.constraints if _names_in(one) & set(names)]

    def put(self, row, cells, number, is_new):
        """Set what the cells say; return what is wrong with them."""
        wrong = []
        for name in self.names:
            text = cells.get(name, "")
            if not is_new and text.splitlines() == shown(row, name).splitlines():
                continue  # Nothing is changed: workbooks write the ends of lines in their own way.
            try:
                setattr(row, name, self._value(name, text))
            except ValidationError as error:
                wrong += [Mistake(number, name, message) for message in error.messages]
        return wrong or [*self._of_the_whole(row, number, is_new)]

    def _of_the_whole(self, row, number, is_new):
        """What is wrong though each cell is right; of a new row, also what its file does not say and must."""
        try:
            row.clean()
            for check in self._checks:
                check.validate(type(row), row)
            if is_new:
                row.clean_fields(exclude=self.names)
        except ValidationError as error:
            for name, errors in error.update_error_dict({}).items():
                column = "" if name == NON_FIELD_ERRORS else name
                yield from (Mistake(number, column, message) for one in errors for message in one.messages)

    def _value(self, name, text):
        model_field = self._fields[name]
        if isinstance(model_field, models.BooleanField):
            return self._yes_or_no(model_field, text)
        if isinstance(model_field, models.DateField):
            text = text.removesuffix(" 00:00:00")  # How a workbook says a day.
        if name in self._labels:
            text = self._labels[name].get(text.lower(), text)
        value = self._inputs[name].clean(text)
        model_field.run_validators(value)  # A form asks these of its whole row: which numbers the database can hold.
        return value

    def _yes_or_no(self, model_field, text):
        if text.lower() not in YES_NO or (YES_NO[text.lower()] is None and not model_field.null):
            raise ValidationError("Write yes or no" + (", or leave it empty." if model_field.null else "."))
        return YES_NO[text.lower()]

    @staticmethod
    def _input_of(model_field):
        more = {"assume_scheme": "https"} if isinstance(model_field, models.URLField) else {}
        return model_field.formfield(error_messages=_ways_to_mend(model_field), **more)


def words_for(model_field):
    """What a cell of a field may say, where that is one of a few words; else nothing."""
    if isinstance(model_field, models.BooleanField):
        return ["yes", "no"]
    return [str(value) for value, _ in model_field.flatchoices if value not in (None, "")]


def no_choice(model_field, text):
    """Say what there is to choose from."""
    return f"“{text}” is none of the choices. Write one of: {', '.join(words_for(model_field))}."


def _ways_to_mend(model_field):
    """What is said of a cell, by what is wrong with it, where Django's words do not say what to write."""
    said = {"required": "This may not be empty."}
    if model_field.choices:
        said["invalid_choice"] = no_choice(model_field, "%(value)s")
    if isinstance(model_field, models.URLField):
        said["invalid"] = "This is no address of a page. Write all of it, such as https://www.example.edu/programs."
    if isinstance(model_field, models.DateField):
        said["invalid"] = "This is no day. Write it as 2027-03-01."
    return said


def _names_in(constraint):
    """The fields that a check constraint names; of another, none: keys are looked after by themselves."""
    condition = getattr(constraint, "condition", None)
    return set(_names_of(condition)) if isinstance(constraint, models.CheckConstraint) else set()


def _names_of(condition):
    for child in condition.children:
        if isinstance(child, models.Q):
            yield from _names_of(child)
        else:
            path, value = child
            yield name_of(path)
            if isinstance(value, models.F):
                yield value.name
