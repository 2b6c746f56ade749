--liquibase formatted sql

--changeset tidings:address-moved-to
--comment: moved_to_id: the address to which the reader moved. Refusals that come by old messages apply to it, too
alter table address
  add column moved_to_id bigint;
