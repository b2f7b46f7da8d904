#!/bin/sh
# Runs once, as the database of a warehouse is made: the user whom the program works as. It owns nothing; `migrate` gives it its rights.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$PROCESS_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE warehouse_process LOGIN PASSWORD :'password';
SQL
