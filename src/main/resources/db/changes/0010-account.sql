--liquibase formatted sql

--changeset tidings:0010-account-1
create table account (
  id             bigint       not null auto_increment,
  name           varchar(200) not null,
  time_zone      varchar(64)  not null,
  sender_name    varchar(200) not null,
  reply_to       varchar(254) character set utf8mb4 collate utf8mb4_bin,
  postal_address varchar(500),
  track_opens    boolean      not null,
  track_clicks   boolean      not null,
  created_at     datetime(6)  not null,
  constraint account_pk primary key (id)
) engine = innodb default character set utf8mb4;

--changeset tidings:0010-account-2
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
  constraint staff_member_email_uq unique (email),
  constraint staff_member_account_fk foreign key (account_id) references account (id) on delete cascade,
  constraint staff_member_role check (role in ('OWNER', 'STAFF'))
) engine = innodb default character set utf8mb4;

--changeset tidings:0010-account-3
create table staff_session (
  id           varchar(64) character set ascii collate ascii_bin not null,
  staff_id     bigint      not null,
  created_at   datetime(6) not null,
  last_seen_at datetime(6) not null,
  expires_at   datetime(6) not null,
  constraint staff_session_pk primary key (id),
  constraint staff_session_staff_fk foreign key (staff_id) references staff_member (id) on delete cascade,
  index staff_session_expires_ix (expires_at)
) engine = innodb default character set utf8mb4;

--changeset tidings:0010-account-4
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
  constraint api_key_hash_uq unique (key_hash),
  constraint api_key_account_fk foreign key (account_id) references account (id) on delete cascade,
  constraint api_key_staff_fk foreign key (staff_id) references staff_member (id) on delete set null
) engine = innodb default character set utf8mb4;

--changeset tidings:0010-account-5
create table audit_entry (
  id         bigint       not null auto_increment,
  account_id bigint       not null,
  staff_id   bigint,
  at         datetime(6)  not null,
  action     varchar(64)  not null,
  subject    varchar(254) not null,
  detail     varchar(1000),
  constraint audit_entry_pk primary key (id),
  constraint audit_entry_account_fk foreign key (account_id) references account (id) on delete cascade,
  constraint audit_entry_staff_fk foreign key (staff_id) references staff_member (id) on delete set null,
  index audit_entry_account_at_ix (account_id, at)
) engine = innodb default character set utf8mb4;
