--liquibase formatted sql

--changeset tidings:blast-updated-by
--comment: the staff member who made the last change of a draft
alter table blast add column updated_by bigint;
