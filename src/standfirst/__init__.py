"""standfirst: what is new on many news sites, in many languages."""
