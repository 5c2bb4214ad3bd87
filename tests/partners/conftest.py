"""What tests of partners share: a partner with a key, and how a key is shown."""

import pytest

from careerportal.partners import keys
from careerportal.partners.scopes import Scope
from tests.factories import PartnerFactory


@pytest.fixture
def partner(db):
    return PartnerFactory()


@pytest.fixture
def token(partner):
    """The text of a key that may do everything."""
    return keys.issue(partner, name="nightly mirror", scopes=Scope.values)[1]


@pytest.fixture
def with_key(token):
    """The headers of a request that shows the key."""
    return shown(token)


def shown(token):
    return {"Authorization": f"Bearer {token}"}
