--liquibase formatted sql

--changeset tidings:recipient-event-unconfirmed
--comment: unconfirmed: nobody can tell whether a person or a machine caused it
alter table recipient_event
  add column unconfirmed boolean not null default false;

--changeset tidings:recipient-marks
--comment: marks: what happened besides the status, as bits (org.tidings.recipient.Marks)
alter table recipient
  add column marks smallint not null default 0;

--changeset tidings:recipient-counts-unconfirmed
alter table recipient_counts
  add column unconfirmed_opens  int not null default 0,
  add column unconfirmed_clicks int not null default 0;

--changeset tidings:pending-hit-network
--comment: network: number of the network that the request came from, 0 if unknown; deleted with the row within seconds
alter table pending_hit
  add column network bigint not null default 0;
