--liquibase formatted sql

-- People, households, classes and their mail.

--changeset tidings:contact
--comment: a person. phone is in E.164 form where it could be read, otherwise as typed
create table contact (
  id          bigint        not null auto_increment,
  public_id   char(26)      character set ascii collate ascii_bin not null,
  account_id  bigint        not null,
  external_id varchar(100)  character set utf8mb4 collate utf8mb4_bin,
  first_name  varchar(100)  not null,
  last_name   varchar(100)  not null,
  phone       varchar(40)   not null,
  born        date,
  notes       varchar(2000) not null,
  fields      longtext      check (json_valid(fields)),
  created_at  datetime(6)   not null,
  updated_at  datetime(6)   not null,
  constraint contact_pk primary key (id),
  constraint contact_uq_public_id unique (public_id),
  constraint contact_uq_external_id unique (account_id, external_id),
  constraint contact_fk_account foreign key (account_id) references account (id),
  index contact_ix_name (account_id, last_name, first_name, id)
) default character set utf8mb4;

--changeset tidings:contact-address
--comment: which mailboxes a person reads; position is the order in which a home is tried. receives: 0 all mail, 1 emergencies only
create table contact_address (
  contact_id bigint   not null,
  address_id bigint   not null,
  position   smallint not null,
  receives   tinyint  not null,
  constraint contact_address_pk primary key (contact_id, address_id),
  constraint contact_address_fk_contact foreign key (contact_id) references contact (id),
  constraint contact_address_fk_address foreign key (address_id) references address (id)
);

--changeset tidings:contact-term
--comment: what the search finds people by: words of their names and households, addresses, reversed phone numbers
create table contact_term (
  account_id bigint      not null,
  term       varchar(60) character set utf8mb4 collate utf8mb4_bin not null,
  contact_id bigint      not null,
  constraint contact_term_pk primary key (account_id, term, contact_id)
);

--changeset tidings:household
create table household (
  id          bigint       not null auto_increment,
  public_id   char(26)     character set ascii collate ascii_bin not null,
  account_id  bigint       not null,
  external_id varchar(100) character set utf8mb4 collate utf8mb4_bin,
  name        varchar(200) not null,
  fields      longtext     check (json_valid(fields)),
  created_at  datetime(6)  not null,
  constraint household_pk primary key (id),
  constraint household_uq_public_id unique (public_id),
  constraint household_uq_external_id unique (account_id, external_id),
  constraint household_fk_account foreign key (account_id) references account (id),
  index household_ix_name (account_id, name, id)
) default character set utf8mb4;

--changeset tidings:household-member
--comment: role: 0 guardian, 1 student, 2 other
create table household_member (
  household_id bigint  not null,
  contact_id   bigint  not null,
  role         tinyint not null,
  constraint household_member_pk primary key (household_id, contact_id),
  constraint household_member_fk_household foreign key (household_id) references household (id),
  constraint household_member_fk_contact foreign key (contact_id) references contact (id)
);

--changeset tidings:tag
create table tag (
  id         bigint       not null auto_increment,
  account_id bigint       not null,
  name       varchar(100) character set utf8mb4 collate utf8mb4_bin not null,
  constraint tag_pk primary key (id),
  constraint tag_uq_name unique (account_id, name),
  constraint tag_fk_account foreign key (account_id) references account (id)
);

--changeset tidings:contact-tag
create table contact_tag (
  tag_id     bigint not null,
  contact_id bigint not null,
  constraint contact_tag_pk primary key (tag_id, contact_id),
  constraint contact_tag_fk_tag foreign key (tag_id) references tag (id),
  constraint contact_tag_fk_contact foreign key (contact_id) references contact (id)
);

--changeset tidings:household-tag
create table household_tag (
  tag_id       bigint not null,
  household_id bigint not null,
  constraint household_tag_pk primary key (tag_id, household_id),
  constraint household_tag_fk_tag foreign key (tag_id) references tag (id),
  constraint household_tag_fk_household foreign key (household_id) references household (id)
);

--changeset tidings:weekly-class
--comment: weekday: 1 Monday to 7 Sunday
create table weekly_class (
  id         bigint       not null auto_increment,
  public_id  char(26)     character set ascii collate ascii_bin not null,
  account_id bigint       not null,
  name       varchar(200) not null,
  programme  varchar(200) not null,
  weekday    tinyint,
  starts_at  time,
  ends_at    time,
  teacher    varchar(200) not null,
  place      varchar(200) not null,
  term_name  varchar(100) not null,
  term_from  date,
  term_until date,
  created_at datetime(6)  not null,
  constraint weekly_class_pk primary key (id),
  constraint weekly_class_uq_public_id unique (public_id),
  constraint weekly_class_fk_account foreign key (account_id) references account (id),
  index weekly_class_ix_name (account_id, name, id)
) default character set utf8mb4;

--changeset tidings:enrolment
--comment: a student has this status in this class from a day to a day, both included; null is open. status: 0 enrolled, 1 waitlisted, 2 trial, 3 dropped. import_id: the last import whose file contains the row, created_by_import: the import that added it
create table enrolment (
  id         bigint      not null auto_increment,
  public_id  char(26)    character set ascii collate ascii_bin not null,
  class_id   bigint      not null,
  contact_id bigint      not null,
  status     tinyint     not null,
  from_day   date,
  until_day  date,
  import_id  bigint,
  created_by_import bigint,
  created_at datetime(6) not null,
  constraint enrolment_pk primary key (id),
  constraint enrolment_uq_public_id unique (public_id),
  constraint enrolment_fk_class foreign key (class_id) references weekly_class (id),
  constraint enrolment_fk_contact foreign key (contact_id) references contact (id),
  index enrolment_ix_class (class_id, status, contact_id),
  index enrolment_ix_created_by_import (created_by_import)
);

--changeset tidings:email-log
--comment: what became of a message whose document was cleared. status as in recipient
create table email_log (
  address_id bigint      not null,
  blast_id   bigint      not null,
  seq        int         not null,
  status     tinyint     not null,
  reason_key int         not null,
  reason     varchar(500),
  code       varchar(20),
  sent_at    datetime(6) not null,
  at         datetime(6) not null,
  constraint email_log_pk primary key (address_id, blast_id, seq),
  index email_log_ix_at (at)
) default character set utf8mb4;

--changeset tidings:contact-import
--comment: a file of people and how far it has been read. rows_done counts rows of the file, so that an interrupted import continues
create table contact_import (
  id           bigint       not null auto_increment,
  public_id    char(26)     character set ascii collate ascii_bin not null,
  account_id   bigint       not null,
  created_by   bigint,
  file_name    varchar(255) not null,
  shape        char(64)     character set ascii collate ascii_bin not null,
  options      longtext     check (json_valid(options)),
  state        varchar(10)  character set ascii not null,
  problem      varchar(500),
  rows_total   int          not null default 0,
  rows_done    int          not null default 0,
  created      int          not null default 0,
  updated      int          not null default 0,
  unchanged    int          not null default 0,
  failed       int          not null default 0,
  node         char(26)     character set ascii collate ascii_bin,
  leased_until datetime(6),
  created_at   datetime(6)  not null,
  started_at   datetime(6),
  completed_at datetime(6),
  constraint contact_import_pk primary key (id),
  constraint contact_import_uq_public_id unique (public_id),
  constraint contact_import_ck_state check (state in ('NEW', 'RUNNING', 'COMPLETED', 'FAILED', 'UNDOING', 'UNDONE')),
  constraint contact_import_fk_account foreign key (account_id) references account (id),
  index contact_import_ix_account (account_id, id),
  index contact_import_ix_state (state, leased_until)
) default character set utf8mb4;

--changeset tidings:contact-import-part
--comment: the file, in pieces that fit into a packet; deleted with the import
create table contact_import_part (
  import_id bigint   not null,
  position  int      not null,
  content   longblob not null,
  constraint contact_import_part_pk primary key (import_id, position),
  constraint contact_import_part_fk_import foreign key (import_id) references contact_import (id)
);

--changeset tidings:contact-import-problem
create table contact_import_problem (
  import_id   bigint       not null,
  line        int          not null,
  position    smallint     not null,
  column_name varchar(200) not null,
  reason      varchar(300) not null,
  cells       longtext     not null,
  constraint contact_import_problem_pk primary key (import_id, line, position),
  constraint contact_import_problem_fk_import foreign key (import_id) references contact_import (id)
) default character set utf8mb4;

--changeset tidings:contact-import-change
--comment: what a row changed, for undoing it. before_json is null for a contact that the import created
create table contact_import_change (
  import_id   bigint   not null,
  contact_id  bigint   not null,
  updated_at  datetime(6) not null,
  before_json longtext,
  constraint contact_import_change_pk primary key (import_id, contact_id),
  constraint contact_import_change_fk_import foreign key (import_id) references contact_import (id)
) default character set utf8mb4;
