--liquibase formatted sql

--changeset tidings:blast-removed-markup
--comment: what cleaning has removed from the message, one thing a line, for the checks before sending
alter table blast add column removed_markup text;
