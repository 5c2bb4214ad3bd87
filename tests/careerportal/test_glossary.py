import re

from django.urls import reverse

from careerportal import glossary


def test_every_term_has_a_key_of_its_own_and_a_meaning():
    terms = glossary.terms()
    assert len({term.key for term in terms}) == len(terms) > 0
    assert all(re.fullmatch(r"[a-z0-9-]+", term.key) for term in terms)
    assert all(term.term and term.meaning for term in terms)


def test_terms_stand_in_the_order_of_the_alphabet():
    names = [term.term.casefold() for term in glossary.terms()]
    assert names == sorted(names)


def test_every_term_has_an_address_on_the_page(client):
    page = client.get(reverse("glossary")).text
    for term in glossary.terms():
        assert f'id="{term.key}"' in page
