--liquibase formatted sql

--changeset tidings:staff-role-teacher
--comment: teaches: the teacher's name in the classes, for the role TEACHER
alter table staff_member drop constraint staff_member_ck_role;
alter table staff_member add constraint staff_member_ck_role check (role in ('OWNER', 'MANAGER', 'STAFF', 'TEACHER'));
alter table staff_member add column teaches varchar(200) null;

--changeset tidings:account-teacher-approval
--comment: teacher_approval: what teachers write is sent by a manager
alter table account
  add column teacher_approval boolean not null default true;
