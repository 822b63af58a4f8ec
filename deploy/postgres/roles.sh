#!/bin/sh
# Runs once, when the database's volume is empty: the owner of the schema, and the role the application runs as.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$FRESHOPS_OWNER_PASSWORD" --set app_password="$FRESHOPS_APP_PASSWORD" <<'SQL'
CREATE ROLE freshops_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE freshops_app LOGIN PASSWORD :'app_password';
CREATE DATABASE freshops OWNER freshops_owner TEMPLATE template0 ENCODING 'UTF8'
    LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8';
SQL
