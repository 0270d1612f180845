CREATE INDEX pairing_`label`_key IF NOT EXISTS FOR (n:`label`) ON (n.key)
