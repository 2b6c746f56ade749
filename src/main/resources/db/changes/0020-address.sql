--liquibase formatted sql

--changeset tidings:0020-address
--comment: one row per address ever mailed by an account; it outlives every report, so that old links can unsubscribe
create table address (
  id bigint not null auto_increment,
  account_id bigint not null,
  email varchar(254) character set utf8mb4 collate utf8mb4_bin not null,
  unsubscribed_at datetime(6) null,
  invalid_since datetime(6) null,
  invalid_reason varchar(500) null,
  invalid_code varchar(20) null,
  invalid_blast_id bigint null,
  created_at datetime(6) not null,
  constraint address_pk primary key (id),
  constraint address_uq_account_email unique (account_id, email),
  constraint address_fk_account foreign key (account_id) references account (id)
) default character set utf8mb4;

--changeset tidings:0020-consent-change
--comment: the history of a person's consent, never pruned
create table consent_change (
  id bigint not null auto_increment,
  address_id bigint not null,
  subscribed boolean not null,
  source varchar(40) not null,
  blast_id bigint null,
  at datetime(6) not null,
  constraint consent_change_pk primary key (id),
  constraint consent_change_fk_address foreign key (address_id) references address (id),
  index consent_change_ix_address (address_id, at)
) default character set utf8mb4;
