--liquibase formatted sql

--changeset tidings:blast-undo
--comment: whether a scheduled blast was sent by its author a moment ago, who can still take it back
alter table blast add column undoable boolean not null default false;
