--liquibase formatted sql

-- Consent for each kind of mail, with its basis and its evidence.

--changeset tidings:address-consent
--comment: unsubscribed_at: a recorded no to marketing. consented_at, consent_basis: a recorded yes (0 asked, 1 customer, 2 enquiry); a no removes it. The history is in consent_change
alter table address
  add column consented_at datetime(6),
  add column consent_basis tinyint,
  add column paused_until datetime(6),
  add column service_refused_at datetime(6),
  add column tracking_agreed_at datetime(6),
  add column tracking_refused_at datetime(6);

--changeset tidings:consent-evidence
--comment: kind: 0 marketing, 1 service, 2 tracking. at: when the person decided, recorded_at: when it was stored. subscribed: yes or no
alter table consent_change
  add column kind tinyint not null default 0,
  add column basis tinyint,
  add column recorded_at datetime(6),
  add column staff_id bigint,
  add column how varchar(200),
  add column words varchar(1000);

--changeset tidings:erased-consent
alter table erased_address
  add column service_refused_at datetime(6),
  add column tracking_refused_at datetime(6);

--changeset tidings:account-consent
--comment: consent_rule: who may get marketing, by the law of the account's country. ask_to_track: opens and clicks are recorded only for people who agreed
alter table account
  add column consent_rule varchar(30) character set ascii not null default 'UNTIL_NO',
  add column ask_to_track boolean not null default false,
  add column service_sender_name varchar(200);
