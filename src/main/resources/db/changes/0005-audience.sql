--liquibase formatted sql

-- Rules that select the people of a blast.

--changeset tidings:segment
create table segment (
  id         bigint       not null auto_increment,
  public_id  char(26)     character set ascii collate ascii_bin not null,
  account_id bigint       not null,
  name       varchar(200) not null,
  rule       longtext     not null check (json_valid(rule)),
  created_at datetime(6)  not null,
  updated_at datetime(6)  not null,
  constraint segment_pk primary key (id),
  constraint segment_uq_public_id unique (public_id),
  constraint segment_uq_name unique (account_id, name),
  constraint segment_fk_account foreign key (account_id) references account (id)
) default character set utf8mb4;

--changeset tidings:blast-audience
--comment: audience: the rule of the people beside those of audience_entry. one_per: 0 address, 1 household, 2 student. without_address: homes that cannot be reached by mail
alter table blast
  add column audience longtext check (json_valid(audience)),
  add column one_per tinyint not null default 0,
  add column without_address int not null default 0;

--changeset tidings:blast-person
--comment: who was selected when the blast was launched, or last scheduled, with the homes. household_id 0: without a home
create table blast_person (
  blast_id     bigint  not null,
  contact_id   bigint  not null,
  household_id bigint  not null,
  student      boolean not null,
  constraint blast_person_pk primary key (blast_id, contact_id, household_id)
);

--changeset tidings:audience-entry-student
--comment: student_id: for whom, if the blast has a message for each student
alter table audience_entry
  add column student_id bigint not null default 0;

--changeset tidings:fall-through
--comment: recipients of blasts per household whose address turned out to be dead, until the next address of the home was tried
create table fall_through (
  blast_id bigint not null,
  seq      int    not null,
  constraint fall_through_pk primary key (blast_id, seq)
);
