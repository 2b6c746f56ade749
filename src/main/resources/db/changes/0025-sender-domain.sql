--liquibase formatted sql

--changeset tidings:sender-domain
--comment: one row: the latest report about the domain that sends, and until when a node has leased the next check
create table sender_domain (
  id           tinyint     not null,
  report       mediumtext  character set utf8mb4 collate utf8mb4_bin,
  checked_at   datetime(6),
  leased_until datetime(6),
  constraint sender_domain_pk primary key (id)
);

--changeset tidings:sender-domain-row
insert into sender_domain (id) values (1);
