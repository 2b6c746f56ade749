--liquibase formatted sql

--changeset tidings:blast-person-change
--comment: who was selected at launch and not when the blast was scheduled (joined), or the other way round
create table blast_person_change (
  blast_id   bigint  not null,
  contact_id bigint  not null,
  joined     boolean not null,
  constraint blast_person_change_pk primary key (blast_id, contact_id)
);
