--liquibase formatted sql

--changeset tidings:staff-factor
--comment: the one-time codes of a staff member (RFC 6238). secret: encrypted with the key of the installation; confirmed_at: null until a first code was entered; last_step: the time step of the last code, which is not accepted again
create table staff_factor (
  staff_id     bigint       not null,
  secret       varchar(300) character set ascii collate ascii_bin not null,
  last_step    bigint       not null,
  created_at   datetime(6)  not null,
  confirmed_at datetime(6),
  constraint staff_factor_pk primary key (staff_id),
  constraint staff_factor_fk_staff foreign key (staff_id) references staff_member (id) on delete cascade
);

--changeset tidings:recovery-code
--comment: codes for who lost their device. code_hash: SHA-256
create table recovery_code (
  id        bigint   not null auto_increment,
  staff_id  bigint   not null,
  code_hash char(64) character set ascii collate ascii_bin not null,
  constraint recovery_code_pk primary key (id),
  constraint recovery_code_uq unique (staff_id, code_hash),
  constraint recovery_code_fk_staff foreign key (staff_id) references staff_member (id) on delete cascade
);

--changeset tidings:account-second-step
--comment: second_step: everybody needs one
alter table account
  add column second_step boolean not null default false;
