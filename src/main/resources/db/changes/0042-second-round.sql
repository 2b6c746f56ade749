--liquibase formatted sql

--changeset tidings:recipient-successor
--comment: successor: the number of the recipient that was added in place of this one; 0 for none. done: whether staff still have something to do for a message that did not arrive: 0 yes, 1 sent again, 2 called, 3 address released
alter table recipient
  add column successor int not null default 0,
  add column done tinyint not null default 0,
  drop index recipient_ix_status,
  add index recipient_ix_status (blast_id, status, done, reason_key);

--changeset tidings:recipient-successor-rows
update recipient n join recipient o on o.blast_id = n.blast_id and o.seq = n.origin
  set o.successor = n.seq, o.done = 1 where n.origin > 0;

--changeset tidings:blast-round
--comment: a blast sent again to those who had not got it. round: 2 for the second. Recipients up to candidate_through are looked at; those up to round_cursor have been. subject, preheader, html: the edited message; null for that of the blast. first_link: the position of its first link
create table blast_round (
  blast_id          bigint       not null,
  round             smallint     not null,
  reason            varchar(10)  character set ascii collate ascii_bin not null,
  days              smallint     not null,
  staff_id          bigint,
  created_at        datetime(6)  not null,
  candidate_through int          not null,
  round_cursor      int          not null default 0,
  finished          boolean      not null default false,
  people            int          not null default 0,
  subject           varchar(500),
  preheader         varchar(500),
  html              longtext,
  first_link        int          not null default 0,
  constraint blast_round_pk primary key (blast_id, round),
  constraint blast_round_fk_blast foreign key (blast_id) references blast (id),
  index blast_round_ix_finished (finished, blast_id)
) default character set utf8mb4;
