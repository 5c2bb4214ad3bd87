"""A second thing that people of the staff show at sign-in, beside their password: a code of their own device."""
