--liquibase formatted sql

--changeset tidings:message-template
--comment: messages to start a blast from. blocks: the message as a list of blocks, see BlockJson; html is then made from it
create table message_template (
  id         bigint       not null auto_increment,
  public_id  char(26)     character set ascii collate ascii_bin not null,
  account_id bigint       not null,
  name       varchar(200) not null,
  purpose    varchar(20)  not null,
  subject    varchar(500) not null,
  preheader  varchar(500),
  html       longtext     not null,
  text_body  longtext,
  blocks     longtext     check (json_valid(blocks)),
  created_at datetime(6)  not null,
  updated_at datetime(6)  not null,
  constraint message_template_pk primary key (id),
  constraint message_template_uq_public_id unique (public_id),
  constraint message_template_uq_name unique (account_id, name),
  constraint message_template_fk_account foreign key (account_id) references account (id)
) default character set utf8mb4;
