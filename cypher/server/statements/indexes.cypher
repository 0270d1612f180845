SHOW INDEXES YIELD name, type, labelsOrTypes, properties, owningConstraint
WHERE type = 'RANGE'
RETURN name, labelsOrTypes[0], properties, owningConstraint IS NOT NULL
