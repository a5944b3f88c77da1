"""A laptop's own installation, PostgreSQL and Valkey: what `make run` and `make test` do.

Nothing here may import Django or any installed package: it runs on the machine's own
Python, before there is anything else. DATABASE_URL and REDIS_URL switch the embedded
servers off, one by one.
"""
