--liquibase formatted sql

--changeset tidings:0050-feedback-notice
--comment: what came back and why an address is invalid, to be read by staff; the same source counts once
create table feedback_notice (
  id bigint not null auto_increment,
  account_id bigint not null,
  address_id bigint not null,
  recipient_id bigint null,
  received_at datetime(6) not null,
  kind varchar(12) character set ascii collate ascii_bin not null,
  sentence varchar(500) null,
  code varchar(20) null,
  source_id varchar(100) character set ascii collate ascii_bin not null,
  raw longtext not null,
  constraint feedback_notice_pk primary key (id),
  constraint feedback_notice_uq_source_id unique (source_id),
  constraint feedback_notice_fk_address foreign key (address_id) references address (id),
  index feedback_notice_ix_address (address_id, received_at),
  index feedback_notice_ix_received_at (received_at)
) default character set utf8mb4;

--changeset tidings:0050-address-doubt
--comment: the last bounce that did not prove the address dead; another one within 30 days does
alter table address
  add column doubted_at datetime(6) null,
  add column doubted_blast_id bigint null;

--changeset tidings:0050-mailbox-lease
--comment: which polled mailbox is a node's for how long
create table feedback_mailbox (
  name varchar(255) character set utf8mb4 collate utf8mb4_bin not null,
  held_until datetime(6) not null,
  constraint feedback_mailbox_pk primary key (name)
) default character set utf8mb4;
