--liquibase formatted sql

--changeset tidings:staff-link
--comment: links by which staff choose a password. token_hash: SHA-256 of the token. joined: the person has chosen a password or was given one
create table staff_link (
  id         bigint      not null auto_increment,
  account_id bigint      not null,
  staff_id   bigint      not null,
  kind       varchar(16) not null,
  token_hash char(64)    character set ascii collate ascii_bin not null,
  created_at datetime(6) not null,
  expires_at datetime(6) not null,
  used_at    datetime(6),
  constraint staff_link_pk primary key (id),
  constraint staff_link_uq_token unique (token_hash),
  constraint staff_link_fk_staff foreign key (staff_id) references staff_member (id) on delete cascade,
  constraint staff_link_ck_kind check (kind in ('INVITATION', 'RESET')),
  index staff_link_ix_created_at (created_at)
);

alter table staff_member
  add column joined boolean not null default true;
