"""The demonstration press: invented outlets that print invented news for three days in March 2026."""
