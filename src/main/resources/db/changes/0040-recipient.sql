--liquibase formatted sql

--changeset tidings:0040-recipient
--comment: one address of one blast; the recipients that have due_at are the queue
create table recipient (
  id bigint not null auto_increment,
  blast_id bigint not null,
  address_id bigint null,
  email varchar(320) character set utf8mb4 collate utf8mb4_bin not null,
  first_name varchar(100) null,
  last_name varchar(100) null,
  fields longtext null,
  status varchar(12) character set ascii collate ascii_bin not null,
  reason varchar(500) null,
  rule varchar(40) character set ascii null,
  code varchar(20) null,
  attempts int not null default 0,
  due_at datetime(6) null,
  claimed_by varchar(40) character set ascii null,
  sent_at datetime(6) null,
  delivered_at datetime(6) null,
  opened_at datetime(6) null,
  clicked_at datetime(6) null,
  bounced_at datetime(6) null,
  last_activity_at datetime(6) not null,
  opens int not null default 0,
  clicks int not null default 0,
  complaint boolean not null default false,
  unsubscribed_at datetime(6) null,
  constraint recipient_pk primary key (id),
  constraint recipient_uq_blast_email unique (blast_id, email),
  constraint recipient_fk_blast foreign key (blast_id) references blast (id),
  constraint recipient_ck_fields check (json_valid(fields)),
  constraint recipient_ck_status check (status in ('SENT', 'DELIVERY', 'OPEN', 'CLICK', 'BOUNCE', 'INVALID', 'UNSUBSCRIBED', 'FAILED')),
  constraint recipient_ck_queue check (due_at is null or status = 'SENT'),
  index recipient_ix_queue (blast_id, due_at),
  index recipient_ix_status (blast_id, status, email),
  index recipient_ix_activity (blast_id, last_activity_at, id),
  index recipient_ix_address (address_id)
) default character set utf8mb4;

--changeset tidings:0040-recipient-counts
--comment: what every page shows of a blast; kept by the Ledger in the transaction of the change
create table recipient_counts (
  blast_id bigint not null,
  sent int not null default 0,
  delivery int not null default 0,
  opened int not null default 0,
  clicked int not null default 0,
  bounce int not null default 0,
  invalid int not null default 0,
  unsubscribed int not null default 0,
  failed int not null default 0,
  waiting int not null default 0,
  complaints int not null default 0,
  unsubscribes int not null default 0,
  automatic_opens int not null default 0,
  automatic_clicks int not null default 0,
  constraint recipient_counts_pk primary key (blast_id),
  constraint recipient_counts_fk_blast foreign key (blast_id) references blast (id)
) default character set utf8mb4;

--changeset tidings:0040-recipient-event
--comment: all that ever happened to a recipient, appended by the Ledger
create table recipient_event (
  id bigint not null auto_increment,
  recipient_id bigint not null,
  blast_id bigint not null,
  type varchar(30) character set ascii collate ascii_bin not null,
  at datetime(6) not null,
  automatic boolean not null,
  link int null,
  code varchar(20) null,
  detail varchar(1000) null,
  source_id varchar(100) character set ascii collate ascii_bin null,
  settle_at datetime(6) null,
  constraint recipient_event_pk primary key (id),
  constraint recipient_event_uq_source_id unique (source_id),
  constraint recipient_event_fk_recipient foreign key (recipient_id) references recipient (id),
  index recipient_event_ix_recipient (recipient_id, at),
  index recipient_event_ix_link (blast_id, type, link, recipient_id),
  index recipient_event_ix_settle (settle_at)
) default character set utf8mb4;
