--liquibase formatted sql

--changeset tidings:erased-address
--comment: addresses of erased people that must not be mailed, by a keyed hash: SHA-256 over the key of the installation and the address
create table erased_address (
  account_id      bigint       not null,
  hash            binary(32)   not null,
  unsubscribed_at datetime(6),
  invalid_since   datetime(6),
  constraint erased_address_pk primary key (account_id, hash)
);
