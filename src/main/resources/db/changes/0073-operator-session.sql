--liquibase formatted sql

--changeset tidings:operator-session
--comment: sessions of the operator's page. id: SHA-256 of the token of the cookie with the operator's password
create table operator_session (
  id         char(64)    character set ascii collate ascii_bin not null,
  expires_at datetime(6) not null,
  constraint operator_session_pk primary key (id),
  index operator_session_ix_expires_at (expires_at)
);
