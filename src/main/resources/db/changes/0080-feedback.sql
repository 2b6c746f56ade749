--liquibase formatted sql

--changeset tidings:0080-event-latest
--comment: the latest by time: in a cluster of databases the order of the ids is not quite that of time
alter table recipient_event
  drop index recipient_event_ix_latest,
  add index recipient_event_ix_latest (blast_id, type, at);
