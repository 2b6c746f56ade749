--liquibase formatted sql

--changeset tidings:0061-account-breaker
--comment: when a blast pauses itself; 0 is never
alter table account
  add column pause_bounce_percent int not null default 10,
  add column pause_complaint_percent decimal(5, 2) not null default 0.30,
  add column pause_blocked_in_row int not null default 20;

--changeset tidings:0061-blast-resumed
--comment: what happened before somebody let it go on does not pause it again
alter table blast add column resumed_at datetime(6) null;

--changeset tidings:0061-event-latest
--comment: the latest events of a kind of one blast
alter table recipient_event add index recipient_event_ix_latest (blast_id, type, id);
