--liquibase formatted sql

--changeset tidings:list-health
--comment: what became of the mail to the addresses in People, counted once a day. never_reached: mailed, but nothing arrived. quiet: mailed for a year without a sign of reading
create table list_health (
  account_id    bigint      not null,
  measured_at   datetime(6) not null,
  addresses     int         not null,
  never_reached int         not null,
  quiet         int         not null,
  constraint list_health_pk primary key (account_id),
  constraint list_health_fk_account foreign key (account_id) references account (id)
);
