--liquibase formatted sql

--changeset tidings:blast-undo
--comment: whether sending can still be undone, until send_at
alter table blast add column undoable boolean not null default false;

--changeset tidings:blast-spread
--comment: the time over which the first attempts are spread evenly; null sends them at once
alter table blast add column spread_seconds int;

--changeset tidings:blast-useless-after
--comment: when attempts end; recipients who have not been reached by then fail as too late
alter table blast
  add column useless_after datetime(6),
  add index blast_ix_useless_after (useless_after);

--changeset tidings:blast-version
--comment: counts the changes of a draft, and names the page that made the last one
alter table blast
  add column version int not null default 0,
  add column editor char(26) character set ascii collate ascii_bin;
