--liquibase formatted sql

--changeset tidings:email-log-answers
--comment: subject: that of an edited message of a round; null for that of the blast. got_it_at, answer: as in recipient_answer
alter table email_log
  add column subject   varchar(500),
  add column got_it_at datetime(6) not null default '1970-01-01 00:00:00',
  add column answer    tinyint     not null default 0;
