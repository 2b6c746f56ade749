--liquibase formatted sql

--changeset tidings:0001-installation
--comment: What belongs to this installation as a whole, such as the signing secret that all nodes share.
create table installation (
    name  varchar(64) not null,
    value longtext    not null,
    constraint installation_pk primary key (name)
);
