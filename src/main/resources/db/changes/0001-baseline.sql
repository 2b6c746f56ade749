--liquibase formatted sql

-- The schema of release 0.1.0. The same SQL runs on MySQL 8.4 and MariaDB 10.11.

--changeset tidings:installation
--comment: settings of the installation as a whole, such as the signing secret that all nodes share
create table installation (
  name  varchar(64) not null,
  value longtext    not null,
  constraint installation_pk primary key (name)
) default character set utf8mb4;

--changeset tidings:account
create table account (
  id                      bigint        not null auto_increment,
  name                    varchar(200)  not null,
  time_zone               varchar(64)   not null,
  sender_name             varchar(200)  not null,
  reply_to                varchar(254)  character set utf8mb4 collate utf8mb4_bin,
  postal_address          varchar(500),
  track_opens             boolean       not null,
  track_clicks            boolean       not null,
  pause_bounce_percent    int           not null default 10,
  pause_complaint_percent decimal(5, 2) not null default 0.30,
  pause_blocked_in_row    int           not null default 20,
  created_at              datetime(6)   not null,
  constraint account_pk primary key (id)
) default character set utf8mb4;

--changeset tidings:staff-member
create table staff_member (
  id            bigint       not null auto_increment,
  account_id    bigint       not null,
  email         varchar(254) character set utf8mb4 collate utf8mb4_bin not null,
  name          varchar(200) not null,
  role          varchar(16)  not null,
  password_hash varchar(100) character set ascii collate ascii_bin not null,
  active        boolean      not null,
  created_at    datetime(6)  not null,
  constraint staff_member_pk primary key (id),
  constraint staff_member_uq_email unique (email),
  constraint staff_member_fk_account foreign key (account_id) references account (id) on delete cascade,
  constraint staff_member_ck_role check (role in ('OWNER', 'STAFF'))
) default character set utf8mb4;

--changeset tidings:staff-session
create table staff_session (
  id           varchar(64) character set ascii collate ascii_bin not null,
  account_id   bigint      not null,
  staff_id     bigint      not null,
  created_at   datetime(6) not null,
  last_seen_at datetime(6) not null,
  expires_at   datetime(6) not null,
  constraint staff_session_pk primary key (id),
  constraint staff_session_fk_staff foreign key (staff_id) references staff_member (id) on delete cascade,
  index staff_session_ix_expires_at (expires_at)
) default character set utf8mb4;

--changeset tidings:login-failure
--comment: recent failures for a person, a device or a network, by the SHA-256 of which
create table login_failure (
  id         char(64)    character set ascii collate ascii_bin not null,
  failures   int         not null,
  last_at    datetime(6) not null,
  wait_until datetime(6) not null,
  constraint login_failure_pk primary key (id),
  index login_failure_ix_last_at (last_at)
) default character set utf8mb4;

--changeset tidings:api-key
create table api_key (
  id           bigint       not null auto_increment,
  account_id   bigint       not null,
  staff_id     bigint,
  name         varchar(200) not null,
  prefix       varchar(16)  not null,
  key_hash     varchar(64)  character set ascii collate ascii_bin not null,
  created_at   datetime(6)  not null,
  last_used_at datetime(6),
  revoked_at   datetime(6),
  constraint api_key_pk primary key (id),
  constraint api_key_uq_hash unique (key_hash),
  constraint api_key_fk_account foreign key (account_id) references account (id) on delete cascade,
  constraint api_key_fk_staff foreign key (staff_id) references staff_member (id) on delete set null
) default character set utf8mb4;

--changeset tidings:audit-entry
create table audit_entry (
  id         bigint       not null auto_increment,
  account_id bigint       not null,
  staff_id   bigint,
  at         datetime(6)  not null,
  action     varchar(64)  not null,
  subject    varchar(254) not null,
  detail     varchar(1000),
  constraint audit_entry_pk primary key (id),
  constraint audit_entry_fk_account foreign key (account_id) references account (id) on delete cascade,
  constraint audit_entry_fk_staff foreign key (staff_id) references staff_member (id) on delete set null,
  index audit_entry_ix_account_at (account_id, at),
  index audit_entry_ix_account_subject (account_id, subject, at)
) default character set utf8mb4;

--changeset tidings:address
--comment: one row per address ever mailed by an account; it outlives every report, so that old links can unsubscribe
create table address (
  id                 bigint       not null auto_increment,
  account_id         bigint       not null,
  email              varchar(254) character set utf8mb4 collate utf8mb4_bin not null,
  unsubscribed_at    datetime(6),
  invalid_since      datetime(6),
  invalid_reason     varchar(500),
  invalid_code       varchar(20),
  invalid_blast_id   bigint,
  suspected_at       datetime(6),
  suspected_blast_id bigint,
  created_at         datetime(6)  not null,
  constraint address_pk primary key (id),
  constraint address_uq_account_email unique (account_id, email),
  index address_ix_invalid (account_id, invalid_since, id)
) default character set utf8mb4;

--changeset tidings:consent-change
--comment: the history of the consent of an address, never pruned
create table consent_change (
  id         bigint      not null auto_increment,
  account_id bigint      not null,
  address_id bigint      not null,
  subscribed boolean     not null,
  source     varchar(40) not null,
  blast_id   bigint,
  at         datetime(6) not null,
  constraint consent_change_pk primary key (id),
  constraint consent_change_fk_address foreign key (address_id) references address (id),
  index consent_change_ix_address (address_id, at)
) default character set utf8mb4;

--changeset tidings:blast
create table blast (
  id                   bigint       not null auto_increment,
  public_id            char(26)     character set ascii collate ascii_bin not null,
  account_id           bigint       not null,
  created_by           bigint,
  purpose              varchar(10)  character set ascii not null,
  subject              varchar(500) not null,
  preheader            varchar(500),
  from_name            varchar(200),
  reply_to             varchar(254),
  html                 longtext     not null,
  text_body            longtext,
  embed_images         boolean      not null,
  pasted               longtext,
  state                varchar(10)  character set ascii not null,
  pause_reason         varchar(500),
  delivery_error       varchar(500),
  delivery_error_since datetime(6),
  created_at           datetime(6)  not null,
  updated_at           datetime(6)  not null,
  send_at              datetime(6),
  started_at           datetime(6),
  complaints_at_resume int          not null default 0,
  next_seq             int          not null default 1,
  launch_cursor        int          not null default 0,
  launch_turn          bigint       not null default 0,
  launched_at          datetime(6),
  completed_at         datetime(6),
  cancelled_at         datetime(6),
  clear_at             datetime(6),
  cleared              boolean      not null,
  constraint blast_pk primary key (id),
  constraint blast_uq_public_id unique (public_id),
  constraint blast_fk_account foreign key (account_id) references account (id),
  constraint blast_ck_state check (state in ('DRAFT', 'SCHEDULED', 'RUNNING', 'PAUSED', 'COMPLETED', 'CANCELLED')),
  index blast_ix_account (account_id, cleared, id),
  index blast_ix_account_author (account_id, created_by, cleared, id),
  index blast_ix_account_state (account_id, state, cleared, id),
  index blast_ix_state (state, send_at),
  index blast_ix_launch (launched_at, state),
  index blast_ix_clear_at (clear_at)
) default character set utf8mb4;

--changeset tidings:attachment
create table attachment (
  id           bigint       not null auto_increment,
  blast_id     bigint       not null,
  name         varchar(255) not null,
  content_type varchar(255) not null,
  size_bytes   bigint       not null,
  content      longblob     not null,
  constraint attachment_pk primary key (id),
  constraint attachment_fk_blast foreign key (blast_id) references blast (id),
  index attachment_ix_blast (blast_id)
) default character set utf8mb4;

--changeset tidings:image
--comment: pictures belong to the account, not to one blast: old mails go on showing them
create table image (
  id           bigint       not null auto_increment,
  public_id    char(26)     character set ascii collate ascii_bin not null,
  account_id   bigint       not null,
  name         varchar(255) not null,
  content_type varchar(100) not null,
  sha256       char(64)     character set ascii collate ascii_bin not null,
  content      longblob     not null,
  created_at   datetime(6)  not null,
  constraint image_pk primary key (id),
  constraint image_uq_public_id unique (public_id),
  constraint image_uq_account_sha256 unique (account_id, sha256),
  constraint image_fk_account foreign key (account_id) references account (id)
) default character set utf8mb4;

--changeset tidings:audience-source
--comment: one pasted list, one CSV file or one API call that adds people to a draft
create table audience_source (
  id         bigint       not null auto_increment,
  blast_id   bigint       not null,
  kind       varchar(10)  character set ascii not null,
  label      varchar(255) not null,
  created_at datetime(6)  not null,
  constraint audience_source_pk primary key (id),
  constraint audience_source_fk_blast foreign key (blast_id) references blast (id),
  index audience_source_ix_blast (blast_id)
) default character set utf8mb4;

--changeset tidings:audience-entry
--comment: the people of a draft, in the order given; the launch makes the entry with number n the recipient with seq n
create table audience_entry (
  blast_id   bigint       not null,
  seq        int          not null,
  source_id  bigint       not null,
  line       int          not null,
  email      varchar(320) character set utf8mb4 collate utf8mb4_bin not null,
  first_name varchar(100) not null,
  last_name  varchar(100) not null,
  fields     longtext,
  problem    varchar(200),
  constraint audience_entry_pk primary key (blast_id, seq)
) default character set utf8mb4;

--changeset tidings:blast-link
create table blast_link (
  blast_id bigint        not null,
  position int           not null,
  url      varchar(2000) not null,
  label    varchar(500)  not null,
  constraint blast_link_pk primary key (blast_id, position),
  constraint blast_link_fk_blast foreign key (blast_id) references blast (id)
) default character set utf8mb4;

--changeset tidings:idempotency-key
create table idempotency_key (
  account_id      bigint       not null,
  idempotency_key varchar(255) character set utf8mb4 collate utf8mb4_bin not null,
  request_sha256  char(64)     character set ascii not null,
  blast_public_id char(26)     character set ascii not null,
  created_at      datetime(6)  not null,
  constraint idempotency_key_pk primary key (account_id, idempotency_key),
  index idempotency_key_ix_created_at (created_at)
) default character set utf8mb4;

--changeset tidings:dictionary
--comment: texts that many rows share: reasons by key, user agents
create table dictionary (
  id     int          not null auto_increment,
  sha256 binary(16)   not null,
  value  varchar(500) not null,
  constraint dictionary_pk primary key (id),
  constraint dictionary_uq_sha256 unique (sha256)
) default character set utf8mb4;

--changeset tidings:recipient
--comment: one message of one blast. What changes after the insert has a fixed width, so that rows do not grow; 1970-01-01 means never. No foreign keys: deletion goes by key range
create table recipient (
  blast_id         bigint       not null,
  seq              int          not null,
  address_id       bigint,
  student_id       bigint       not null default 0,
  round            smallint     not null default 0,
  origin           int          not null default 0,
  email            varchar(320) character set utf8mb4 collate utf8mb4_bin not null,
  first_name       varchar(100) not null default '',
  last_name        varchar(100) not null default '',
  fields           longtext,
  status           tinyint      not null,
  reason_key       int          not null default 0,
  reason           varchar(500),
  code             varchar(20),
  attempts         smallint     not null default 0,
  next_attempt_at  datetime(6)  not null default '1970-01-01 00:00:00',
  sent_at          datetime(6)  not null default '1970-01-01 00:00:00',
  delivered_at     datetime(6)  not null default '1970-01-01 00:00:00',
  opened_at        datetime(6)  not null default '1970-01-01 00:00:00',
  clicked_at       datetime(6)  not null default '1970-01-01 00:00:00',
  bounced_at       datetime(6)  not null default '1970-01-01 00:00:00',
  unsubscribed_at  datetime(6)  not null default '1970-01-01 00:00:00',
  last_activity_at datetime(6)  not null,
  opens            int          not null default 0,
  clicks           int          not null default 0,
  complaint        boolean      not null default false,
  constraint recipient_pk primary key (blast_id, seq),
  constraint recipient_uq_address unique (address_id, blast_id, student_id, round),
  constraint recipient_ck_status check (status between 0 and 7),
  index recipient_ix_status (blast_id, status, reason_key),
  index recipient_ix_email (blast_id, email),
  index recipient_ix_activity (blast_id, last_activity_at)
) default character set utf8mb4;

--changeset tidings:recipient-counts
--comment: what every page shows of a blast; kept by the Ledger in the transaction of the change
create table recipient_counts (
  blast_id         bigint not null,
  sent             int    not null default 0,
  delivery         int    not null default 0,
  opened           int    not null default 0,
  clicked          int    not null default 0,
  bounce           int    not null default 0,
  invalid          int    not null default 0,
  unsubscribed     int    not null default 0,
  failed           int    not null default 0,
  waiting          int    not null default 0,
  complaints       int    not null default 0,
  unsubscribes     int    not null default 0,
  automatic_opens  int    not null default 0,
  automatic_clicks int    not null default 0,
  constraint recipient_counts_pk primary key (blast_id)
) default character set utf8mb4;

--changeset tidings:recipient-event
--comment: what the row of a recipient does not say already; clustered by recipient. source is a hash of the id by which an event is applied once
create table recipient_event (
  blast_id  bigint      not null,
  seq       int         not null,
  source    bigint      not null,
  type      tinyint     not null,
  at        datetime(6) not null,
  automatic boolean     not null,
  undecided boolean     not null,
  link      smallint    not null,
  visitor   int         not null,
  code      varchar(20),
  detail    varchar(1000),
  constraint recipient_event_pk primary key (blast_id, seq, source)
) default character set utf8mb4;

--changeset tidings:pending-hit
--comment: opens and clicks that are not yet known to be a person's
create table pending_hit (
  settle_at datetime(6) not null,
  blast_id  bigint      not null,
  seq       int         not null,
  source    bigint      not null,
  constraint pending_hit_pk primary key (settle_at, blast_id, seq, source)
) default character set utf8mb4;

--changeset tidings:delivery-health
--comment: bad outcomes of a running blast, for the circuit breaker; domain '' is all domains. bucket: from 0 a group of 200 recipients, -1 refusals in a row, -2 refusals after acceptance, -3 the time of resumption
create table delivery_health (
  blast_id bigint       not null,
  domain   varchar(254) character set utf8mb4 collate utf8mb4_bin not null,
  bucket   int          not null,
  bad      int          not null,
  constraint delivery_health_pk primary key (blast_id, domain, bucket)
) default character set utf8mb4;

--changeset tidings:delivery-queue
--comment: ranges of recipients that wait for an attempt. state: 0 ready, 1 waiting until due_at, 2 leased until due_at, 3 held
create table delivery_queue (
  id         bigint       not null auto_increment,
  state      tinyint      not null,
  turn       bigint       not null,
  due_at     datetime(6)  not null,
  account_id bigint       not null,
  flow       tinyint      not null,
  blast_id   bigint       not null,
  first_seq  int          not null,
  last_seq   int          not null,
  attempt    smallint     not null,
  domain     varchar(254) character set utf8mb4 collate utf8mb4_bin not null,
  node       char(26)     character set ascii collate ascii_bin not null,
  constraint delivery_queue_pk primary key (id),
  index delivery_queue_ix_turn (state, turn),
  index delivery_queue_ix_due (state, due_at),
  index delivery_queue_ix_blast (blast_id, state)
) default character set utf8mb4;

--changeset tidings:queue-clock
--comment: the greatest turn claimed by the nodes of one slot; the greatest of all slots is the virtual time
create table queue_clock (
  slot tinyint not null,
  turn bigint  not null,
  constraint queue_clock_pk primary key (slot)
) default character set utf8mb4;

--changeset tidings:queue-flow
--comment: the turn at which the next range of an account's flow starts
create table queue_flow (
  account_id bigint  not null,
  flow       tinyint not null,
  next_turn  bigint  not null,
  constraint queue_flow_pk primary key (account_id, flow)
) default character set utf8mb4;

--changeset tidings:feedback-notice
--comment: what came back and why an address is invalid, to be read by staff; the same source counts once
create table feedback_notice (
  id          bigint       not null auto_increment,
  account_id  bigint       not null,
  address_id  bigint       not null,
  blast_id    bigint,
  seq         int,
  received_at datetime(6)  not null,
  kind        varchar(12)  character set ascii collate ascii_bin not null,
  sentence    varchar(500),
  code        varchar(20),
  source_id   varchar(100) character set ascii collate ascii_bin not null,
  raw         longblob     not null,
  constraint feedback_notice_pk primary key (id),
  constraint feedback_notice_uq_source_id unique (source_id),
  constraint feedback_notice_fk_address foreign key (address_id) references address (id),
  index feedback_notice_ix_address (address_id, received_at),
  index feedback_notice_ix_received_at (received_at)
) default character set utf8mb4;

--changeset tidings:feedback-mailbox
--comment: which node polls a mailbox, and until when
create table feedback_mailbox (
  name       varchar(255) character set utf8mb4 collate utf8mb4_bin not null,
  held_until datetime(6)  not null,
  constraint feedback_mailbox_pk primary key (name)
) default character set utf8mb4;
