--liquibase formatted sql

--changeset tidings:audit-chain
--comment: seal: position in the chain of the account, from 1; null for a few seconds after the entry was written. content: SHA-256 of salt, subject and detail; erasure removes the salt
alter table audit_entry
  add column remote_address varchar(45) null,
  add column salt           binary(16)  null,
  add column content        binary(32)  null,
  add column seal           bigint      null,
  add column hash           binary(32)  null,
  add unique index audit_entry_uq_seal (account_id, seal),
  add index audit_entry_ix_seal (seal, account_id, id);

create table audit_chain (
  account_id bigint     not null,
  seal       bigint     not null,
  hash       binary(32) not null,
  constraint audit_chain_pk primary key (account_id),
  constraint audit_chain_fk_account foreign key (account_id) references account (id) on delete cascade
);
