CREATE CONSTRAINT pairing_`label`_id IF NOT EXISTS FOR (n:`label`) REQUIRE n.id IS UNIQUE
