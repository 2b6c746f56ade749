--liquibase formatted sql

--changeset tidings:blast-blocks
--comment: blocks: the message as a list of blocks, see BlockJson, from which html is made; null for a message that is one text. blocks_before: the list before the last button of a block was pressed, for undo
alter table blast
  add column blocks longtext check (json_valid(blocks)),
  add column blocks_before longtext check (json_valid(blocks_before));
