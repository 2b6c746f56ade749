--liquibase formatted sql

-- The public sign-up form, topics, and mail outside blasts.

--changeset tidings:account-sign-up
--comment: short_name: the account in the address of its sign-up form. sign_up: whether the form is public. sign_up_words: null for the default words
alter table account
  add column short_name varchar(40) character set ascii collate ascii_bin,
  add column sign_up boolean not null default false,
  add column sign_up_words varchar(1000),
  add constraint account_uq_short_name unique (short_name);

--changeset tidings:tag-topic
--comment: topic: recipients can choose the tag on public pages. public_name: its name there; null for the name of the tag
alter table tag
  add column topic boolean not null default false,
  add column public_name varchar(100) character set utf8mb4;

--changeset tidings:address-complaint
--comment: complained: the address is invalid only because of a complaint. complaint_lifted_at: when its reader asked for mail again, which works once
alter table address
  add column complained boolean not null default false,
  add column complaint_lifted_at datetime(6);

--changeset tidings:address-complaint-rows
update address set complained = true
  where invalid_since is not null
    and invalid_reason in ('Marked a message as spam', 'The recipient reported the message as junk mail.');

--changeset tidings:sign-up
--comment: sign-ups until a week after the form was submitted. topics: ids of tags, separated by spaces. words: what the person agreed to
create table sign_up (
  id           bigint        not null auto_increment,
  account_id   bigint        not null,
  email        varchar(254)  character set utf8mb4 collate utf8mb4_bin not null,
  first_name   varchar(100)  not null,
  last_name    varchar(100)  not null,
  topics       varchar(1000) character set ascii not null,
  words        varchar(1000) not null,
  created_at   datetime(6)   not null,
  confirmed_at datetime(6),
  constraint sign_up_pk primary key (id),
  constraint sign_up_fk_account foreign key (account_id) references account (id),
  index sign_up_ix_created_at (created_at)
) default character set utf8mb4;

--changeset tidings:outbox-mail
--comment: messages to one person that are not sent yet. due_at: when the next attempt is made
create table outbox_mail (
  id          bigint        not null auto_increment,
  account_id  bigint        not null,
  email       varchar(254)  character set utf8mb4 collate utf8mb4_bin not null,
  subject     varchar(300)  not null,
  before_link text          not null,
  action      varchar(100),
  link        varchar(500)  character set ascii,
  after_link  text          not null,
  attempts    int           not null default 0,
  due_at      datetime(6)   not null,
  constraint outbox_mail_pk primary key (id),
  constraint outbox_mail_fk_account foreign key (account_id) references account (id),
  index outbox_mail_ix_due_at (due_at)
) default character set utf8mb4;

--changeset tidings:request-limit
--comment: how often something was done since then. id: SHA-256 of what is counted
create table request_limit (
  id    binary(32)  not null,
  hits  int         not null,
  since datetime(6) not null,
  constraint request_limit_pk primary key (id),
  index request_limit_ix_since (since)
);
