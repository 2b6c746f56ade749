--liquibase formatted sql

--changeset tidings:account-look
--comment: colours, fonts, logo and footer links of an account's messages; null for the standard look
alter table account add column look longtext check (json_valid(look));

--changeset tidings:blast-look
--comment: what the account's messages looked like when the blast was sent or scheduled; null for a draft, and for blasts from before there was a look
alter table blast add column look longtext check (json_valid(look));
