--liquibase formatted sql

--changeset tidings:api-key-scope
--comment: scopes: bits by ApiScope; keys made before have all. expires_at: null for never
alter table api_key
  add column scopes     int not null default 15,
  add column expires_at datetime(6);
