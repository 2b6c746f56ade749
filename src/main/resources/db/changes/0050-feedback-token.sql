--liquibase formatted sql

--changeset tidings:feedback-token
--comment: signed tokens of webhook requests whose signature does not cover the event, with the event that used each one. Both are hashes
create table feedback_token (
  token_hash  binary(16)  not null,
  event_hash  binary(16)  not null,
  received_at datetime(6) not null,
  constraint feedback_token_pk primary key (token_hash),
  index feedback_token_ix_received_at (received_at)
);
