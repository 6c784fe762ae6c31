"""The oldest schema that is moved forwards: no release had an older one. New archives are made of `schema`."""

revision = "0020"
down_revision = None
