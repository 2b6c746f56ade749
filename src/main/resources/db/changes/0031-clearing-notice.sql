--liquibase formatted sql

--changeset tidings:blast-clearing-notice
--comment: clearing_noticed: the starter was told when the document is cleared
alter table blast
  add column clearing_noticed boolean not null default false;
