package org.tidings.blast;

/** Why a blast is sent. Marketing needs consent; a service notice ("closed on Monday") goes to everyone and goes first. */
public enum Purpose {
    MARKETING,
    SERVICE
}
