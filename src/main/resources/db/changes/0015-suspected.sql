--liquibase formatted sql

--changeset tidings:address-ix-suspected
--comment: the list of suspected addresses of an account, newest first
create index address_ix_suspected on address (account_id, suspected_at, id);
