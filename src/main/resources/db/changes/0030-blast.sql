--liquibase formatted sql

--changeset tidings:0030-blast
create table blast (
  id bigint not null auto_increment,
  public_id char(26) character set ascii collate ascii_bin not null,
  account_id bigint not null,
  created_by bigint null,
  purpose varchar(10) character set ascii not null,
  subject varchar(500) not null,
  preheader varchar(500) null,
  from_name varchar(200) null,
  reply_to varchar(254) null,
  html longtext not null,
  text_body longtext null,
  embed_images boolean not null,
  pasted longtext null,
  state varchar(10) character set ascii not null,
  pause_reason varchar(500) null,
  trouble varchar(500) null,
  trouble_since datetime(6) null,
  created_at datetime(6) not null,
  updated_at datetime(6) not null,
  send_at datetime(6) null,
  started_at datetime(6) null,
  launched_through bigint not null,
  launched_at datetime(6) null,
  completed_at datetime(6) null,
  cancelled_at datetime(6) null,
  clear_at datetime(6) null,
  cleared boolean not null,
  constraint blast_pk primary key (id),
  constraint blast_uq_public_id unique (public_id),
  constraint blast_fk_account foreign key (account_id) references account (id),
  constraint blast_ck_state check (state in ('DRAFT', 'SCHEDULED', 'RUNNING', 'PAUSED', 'COMPLETED', 'CANCELLED')),
  index blast_ix_account (account_id, cleared, id),
  index blast_ix_state (state, send_at),
  index blast_ix_clear_at (clear_at)
) default character set utf8mb4;

--changeset tidings:0030-attachment
create table attachment (
  id bigint not null auto_increment,
  blast_id bigint not null,
  name varchar(255) not null,
  content_type varchar(255) not null,
  size_bytes bigint not null,
  content longblob not null,
  constraint attachment_pk primary key (id),
  constraint attachment_fk_blast foreign key (blast_id) references blast (id),
  index attachment_ix_blast (blast_id)
) default character set utf8mb4;

--changeset tidings:0030-image
--comment: pictures belong to the account, not to one blast: old mails go on showing them
create table image (
  id bigint not null auto_increment,
  public_id char(26) character set ascii collate ascii_bin not null,
  account_id bigint not null,
  name varchar(255) not null,
  content_type varchar(100) not null,
  sha256 char(64) character set ascii collate ascii_bin not null,
  content longblob not null,
  created_at datetime(6) not null,
  constraint image_pk primary key (id),
  constraint image_uq_public_id unique (public_id),
  constraint image_uq_account_sha256 unique (account_id, sha256),
  constraint image_fk_account foreign key (account_id) references account (id)
) default character set utf8mb4;

--changeset tidings:0030-audience-source
--comment: one pasted list, one CSV file or one API call that adds people to a draft
create table audience_source (
  id bigint not null auto_increment,
  blast_id bigint not null,
  kind varchar(10) character set ascii not null,
  label varchar(255) not null,
  created_at datetime(6) not null,
  constraint audience_source_pk primary key (id),
  constraint audience_source_fk_blast foreign key (blast_id) references blast (id),
  index audience_source_ix_blast (blast_id)
) default character set utf8mb4;

--changeset tidings:0030-audience-entry
--comment: the people of a draft as given; the launch turns them into recipients, in order of id
create table audience_entry (
  id bigint not null auto_increment,
  blast_id bigint not null,
  source_id bigint not null,
  line int not null,
  email varchar(320) character set utf8mb4 collate utf8mb4_bin not null,
  first_name varchar(100) null,
  last_name varchar(100) null,
  fields longtext null,
  problem varchar(200) null,
  duplicate boolean not null,
  constraint audience_entry_pk primary key (id),
  constraint audience_entry_fk_source foreign key (source_id) references audience_source (id),
  constraint audience_entry_ck_fields check (json_valid(fields)),
  index audience_entry_ix_blast (blast_id, id),
  index audience_entry_ix_email (blast_id, email, id)
) default character set utf8mb4;

--changeset tidings:0030-blast-link
create table blast_link (
  blast_id bigint not null,
  position int not null,
  url varchar(2000) not null,
  label varchar(500) not null,
  constraint blast_link_pk primary key (blast_id, position),
  constraint blast_link_fk_blast foreign key (blast_id) references blast (id)
) default character set utf8mb4;

--changeset tidings:0030-idempotency-key
create table idempotency_key (
  account_id bigint not null,
  idempotency_key varchar(255) character set utf8mb4 collate utf8mb4_bin not null,
  request_sha256 char(64) character set ascii not null,
  blast_public_id char(26) character set ascii not null,
  created_at datetime(6) not null,
  constraint idempotency_key_pk primary key (account_id, idempotency_key),
  index idempotency_key_ix_created_at (created_at)
) default character set utf8mb4;
