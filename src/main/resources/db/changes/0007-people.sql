--liquibase formatted sql

-- Typed custom fields of people and households, and what an import found suspicious.

--changeset tidings:custom-field
--comment: a custom field with a type; fields without a row are texts. type: 0 text, 1 number, 2 date, 3 yes or no, 4 choice. choices: one a line
create table custom_field (
  id         bigint       not null auto_increment,
  account_id bigint       not null,
  name       varchar(100) not null,
  type       tinyint      not null,
  choices    text         not null,
  created_at datetime(6)  not null,
  constraint custom_field_pk primary key (id),
  constraint custom_field_uq_name unique (account_id, name),
  constraint custom_field_fk_account foreign key (account_id) references account (id)
) default character set utf8mb4;

--changeset tidings:contact-import-typo
--comment: addresses of an imported file whose domain looks mistyped. Staff decide about them
create table contact_import_typo (
  import_id  bigint       not null,
  email      varchar(254) character set utf8mb4 collate utf8mb4_bin not null,
  suggestion varchar(254) character set utf8mb4 collate utf8mb4_bin not null,
  constraint contact_import_typo_pk primary key (import_id, email),
  constraint contact_import_typo_fk_import foreign key (import_id) references contact_import (id)
) default character set utf8mb4;
