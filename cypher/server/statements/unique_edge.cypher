CREATE CONSTRAINT pairing_`tie`_row_key IF NOT EXISTS FOR ()-[x:`tie`]-() REQUIRE x.row_key IS UNIQUE
