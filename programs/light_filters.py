"""django-filter for a page that reads its filters with every request.

A FilterSet copies all its filters, makes all form fields anew and copies those again, with every choice in them: for
our sixty states that takes longer than the search itself. Nobody changes a field or a choice after start-up, so here
they are shared, and only what a filter knows of its own FilterSet is copied.
"""

import copy

import django_filters


class _Filters(dict):
    def __deepcopy__(self, memo):
        return {name: _copy(one) for name, one in self.items()}


def _copy(one):
    copied = copy.copy(one)
    copied.method = one.method  # Setting it binds the method to the copy, and so to the FilterSet that the copy is of.
    return copied


class _Fields(dict):
    def __deepcopy__(self, memo):
        return dict(self)


class LightFilterSet(django_filters.FilterSet):
    """A FilterSet that makes its form class once, and shares of filters and fields what never changes.

    With `reads_only_what_is_given` it has no filter and no field for a parameter that nobody gave: for the API, which
    draws no form.
    """

    reads_only_what_is_given = False

    def __init__(self, data=None, *args, **options):
        if self.reads_only_what_is_given:
            self.form_class = self.get_form_class()
            self.base_filters = _Filters({name: one for name, one in self.base_filters.items() if name in (data or ())})
        super().__init__(data, *args, **options)

    @property
    def form(self):
        form = super().form
        if self.reads_only_what_is_given and len(form.fields) != len(self.filters):
            form.fields = {name: form.fields[name] for name in self.filters}
        return form

    @classmethod
    def get_filters(cls):
        return _Filters(super().get_filters())

    def get_form_class(self):
        if "_form_class" not in vars(type(self)):
            # The class has a field for every filter, also where this FilterSet has but those that were given.
            mine, self.filters = vars(self).get("filters"), type(self).base_filters
            form_class = super().get_form_class()
            self.filters = mine
            form_class.base_fields = _Fields(form_class.base_fields)
            type(self)._form_class = form_class
        return self._form_class
