--liquibase formatted sql

--changeset tidings:address-change
--comment: changes of address that recipients asked for, until a week after. address_id: the old address, email: the new one
create table address_change (
  id           bigint       not null auto_increment,
  account_id   bigint       not null,
  address_id   bigint       not null,
  email        varchar(254) character set utf8mb4 collate utf8mb4_bin not null,
  created_at   datetime(6)  not null,
  confirmed_at datetime(6),
  constraint address_change_pk primary key (id),
  constraint address_change_fk_account foreign key (account_id) references account (id),
  constraint address_change_fk_address foreign key (address_id) references address (id),
  index address_change_ix_created_at (created_at)
);
