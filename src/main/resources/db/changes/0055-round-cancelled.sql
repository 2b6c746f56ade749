--liquibase formatted sql

--changeset tidings:round-cancelled
--comment: cancelled_at: when the round was cancelled before everyone in it was attempted
alter table blast_round
  add column cancelled_at datetime(6);

--changeset tidings:round-running
--comment: a blast runs while messages of a round wait for their first attempt
update blast b join recipient_counts c on c.blast_id = b.id set b.state = 'RUNNING'
  where b.state = 'COMPLETED' and not b.cleared
    and exists (select 1 from blast_round o where o.blast_id = b.id)
    and (c.waiting > 0 or exists (select 1 from blast_round o where o.blast_id = b.id and o.finished = false));

--changeset tidings:round-position
--comment: positions are numbers of recipients or, for addresses that were added, ids of addresses
alter table blast_round
  modify column candidate_through bigint not null,
  modify column round_cursor bigint not null default 0;

--changeset tidings:round-after
--comment: after_seq: the number of the last recipient when the round began, behind which its own are
alter table blast_round
  add column after_seq int not null default 0;

--changeset tidings:round-after-rows
update blast_round set after_seq = candidate_through;
