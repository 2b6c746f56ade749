--liquibase formatted sql

--changeset tidings:staff-identity
--comment: by whom an OpenID Connect provider knows a staff member. subject: never reassigned at its issuer, unlike an email address
create table staff_identity (
  id         bigint       not null auto_increment,
  staff_id   bigint       not null,
  issuer     varchar(255) character set ascii collate ascii_bin not null,
  subject    varchar(255) character set ascii collate ascii_bin not null,
  created_at datetime(6)  not null,
  constraint staff_identity_pk primary key (id),
  constraint staff_identity_uq_staff unique (staff_id, issuer),
  constraint staff_identity_uq_subject unique (issuer, subject),
  constraint staff_identity_fk_staff foreign key (staff_id) references staff_member (id) on delete cascade
);

--changeset tidings:session-by-provider
--comment: by_provider: the session began with the log-in of the provider, not with a password
alter table staff_session
  add column by_provider boolean not null default false;
