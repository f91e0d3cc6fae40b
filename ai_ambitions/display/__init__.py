"""What a reader sees: the house style, tables, charts, pictures under controls. (The name ``show`` is taken by the verb)."""
