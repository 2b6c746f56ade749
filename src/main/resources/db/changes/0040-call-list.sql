--liquibase formatted sql

--changeset tidings:home-call
--comment: homes that were phoned because a blast did not reach them. Exactly one of household_id, contact_id (a person without a home) and seq (a recipient who is not in People) is not 0
create table home_call (
  blast_id     bigint      not null,
  household_id bigint      not null,
  contact_id   bigint      not null,
  seq          int         not null,
  outcome      tinyint     not null,
  staff_id     bigint      not null,
  at           datetime(6) not null,
  constraint home_call_pk primary key (blast_id, household_id, contact_id, seq)
);
