--liquibase formatted sql

--changeset tidings:blast-public-page
--comment: whether anybody who has the address may read the message on a page, and whether search engines may show it: OFF, UNLISTED, LISTED
alter table blast add column public_page varchar(8) character set ascii not null default 'OFF';
