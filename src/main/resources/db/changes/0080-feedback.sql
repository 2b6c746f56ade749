--liquibase formatted sql

--changeset tidings:0080-event-latest
--comment: the latest by time: in a cluster of databases the order of the ids is not quite that of time
alter table recipient_event
  drop index recipient_event_ix_latest,
  add index recipient_event_ix_latest (blast_id, type, at);

--changeset tidings:0080-notice-octets
--comment: notices as they came: a message may be in many charsets, or in none
alter table feedback_notice modify column raw longblob not null;

--changeset tidings:0080-audit-subject
--comment: what was done to one address, shown with its evidence
alter table audit_entry add index audit_entry_account_subject_ix (account_id, subject, at);
