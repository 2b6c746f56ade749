--liquibase formatted sql

--changeset tidings:staff-session-client
--comment: where the session was started; null for sessions of earlier versions
alter table staff_session
  add column user_agent     varchar(300) character set utf8mb4 null,
  add column remote_address varchar(45)  character set ascii   null;
