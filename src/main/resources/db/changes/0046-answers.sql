--liquibase formatted sql

--changeset tidings:recipient-answer
--comment: what recipients confirmed or answered by a button in their message. answer: 0 none, 1 yes, 2 no, 3 maybe
create table recipient_answer (
  blast_id    bigint      not null,
  seq         int         not null,
  got_it_at   datetime(6) not null default '1970-01-01 00:00:00',
  answer      tinyint     not null default 0,
  answered_at datetime(6) not null default '1970-01-01 00:00:00',
  constraint recipient_answer_pk primary key (blast_id, seq)
);

--changeset tidings:recipient-counts-answers
alter table recipient_counts
  add column got_it         int not null default 0,
  add column answered_yes   int not null default 0,
  add column answered_no    int not null default 0,
  add column answered_maybe int not null default 0;
