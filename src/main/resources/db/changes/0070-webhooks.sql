--liquibase formatted sql

--changeset tidings:webhook
--comment: URLs that are told about events. events: bits by HookEvent. secret, old_secret: sealed. failures: in a row. failing_since: of the first of them. retry_at: no attempt before.
create table webhook (
  id              bigint        not null auto_increment,
  public_id       char(26)      character set ascii collate ascii_bin not null,
  account_id      bigint        not null,
  url             varchar(1000) character set ascii collate ascii_bin not null,
  description     varchar(200)  not null,
  events          bigint        not null,
  secret          varchar(250)  character set ascii collate ascii_bin not null,
  old_secret      varchar(250)  character set ascii collate ascii_bin,
  old_secret_until datetime(6),
  enabled         boolean       not null,
  disabled_at     datetime(6),
  disabled_reason varchar(300),
  failures        int           not null default 0,
  failing_since   datetime(6),
  retry_at        datetime(6),
  created_at      datetime(6)   not null,
  created_by      bigint,
  constraint webhook_pk primary key (id),
  constraint webhook_uq_public_id unique (public_id),
  constraint webhook_fk_account foreign key (account_id) references account (id),
  index webhook_ix_account (account_id)
) default character set utf8mb4;

--changeset tidings:webhook-delivery
--comment: messages to webhooks, written with what they tell. No foreign keys: they would lock the webhook for each message. state: 0 waiting, 1 delivered, 2 given up. due_at: of the next attempt or, during one, the end of the lease. email: the address that the message names, for erasure. status: of the last HTTP answer, 0 without one
create table webhook_delivery (
  id           bigint        not null auto_increment,
  account_id   bigint        not null,
  webhook_id   bigint        not null,
  message_id   varchar(40)   character set ascii collate ascii_bin not null,
  event        tinyint       not null,
  email        varchar(320)  character set utf8mb4 collate utf8mb4_bin,
  body         text          character set utf8mb4 not null,
  created_at   datetime(6)   not null,
  expires_at   datetime(6)   not null,
  state        tinyint       not null default 0,
  due_at       datetime(6)   not null,
  attempts     int           not null default 0,
  attempted_at datetime(6),
  status       int           not null default 0,
  answer       varchar(300),
  constraint webhook_delivery_pk primary key (id),
  constraint webhook_delivery_uq_message unique (webhook_id, message_id),
  index webhook_delivery_ix_due (webhook_id, state, due_at),
  index webhook_delivery_ix_webhook (webhook_id),
  index webhook_delivery_ix_state (state, due_at),
  index webhook_delivery_ix_email (account_id, email)
) default character set utf8mb4;
