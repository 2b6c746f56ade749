--liquibase formatted sql

--changeset tidings:staff-role-manager
alter table staff_member drop constraint staff_member_ck_role;
alter table staff_member add constraint staff_member_ck_role check (role in ('OWNER', 'MANAGER', 'STAFF'));
