--liquibase formatted sql

--changeset tidings:0070-recipient-explained
--comment: status and reason of those who did not simply get it, so that a look at the groups costs what the groups are large, not the blast
alter table recipient
  add column explained varchar(60) character set ascii collate ascii_bin generated always as (
    case when rule is not null or status in ('BOUNCE', 'INVALID', 'FAILED')
      then concat(status, _ascii' ', coalesce(rule, _ascii'')) end) stored;

--changeset tidings:0070-recipient-search
--comment: names by how they begin; and the latest of each status, since what is opened last and what only arrived lie far apart in time
alter table recipient
  add index recipient_ix_explained (blast_id, explained, email),
  add index recipient_ix_first_name (blast_id, first_name, last_name, email),
  add index recipient_ix_last_name (blast_id, last_name, first_name, email),
  drop index recipient_ix_activity,
  add index recipient_ix_activity (blast_id, status, last_activity_at, id);

--changeset tidings:0070-event-link
--comment: all that the clicks of a link are counted by
alter table recipient_event
  drop index recipient_event_ix_link,
  add index recipient_event_ix_link (blast_id, type, settle_at, automatic, link, recipient_id);
