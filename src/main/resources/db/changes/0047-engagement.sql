--liquibase formatted sql

--changeset tidings:engagement-figures
--comment: opens and clicks of a blast over time, by provider and device, as JSON; counted again when they have changed. counters: those of the blast when they were counted
create table engagement_figures (
  blast_id   bigint      not null,
  counters   varchar(200) character set ascii not null,
  started_at datetime(6) not null,
  counted_at datetime(6) not null,
  millis     int         not null,
  figures    mediumtext  not null,
  constraint engagement_figures_pk primary key (blast_id)
) default character set utf8mb4;
