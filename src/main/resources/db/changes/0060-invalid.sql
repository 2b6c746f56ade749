--liquibase formatted sql

--changeset tidings:0060-address-invalid
--comment: the list of invalid addresses, newest first
alter table address add index address_ix_invalid (account_id, invalid_since, id);
