package org.tidings.diagnosis;

/** What servers say of a mailbox, as regular expressions in lower case; for {@link Rules}. */
final class MailboxWords {

    static final String MAILBOX =
            "(?:user|recipient|mailbox|mail box|account|addressee|(?:e-?mail|recipient|destination|this|that|the) address)";

    /** It takes no more. Quota is soft although 552 and 5.2.2 call it permanent (all large providers). */
    static final String[] FULL = {
        "over ?-?quota",
        "quota ?(?:is |has been )?exceed",
        "exceed\\w* .{0,30}quota",
        "(?:mail ?box|mail ?folder|inbox|account).{0,25}\\bfull\\b",
        "mail ?box exceed",
        "messages in .{0,20}mail ?box exceed",
        "(?:メールボックス|容量|受信箱).{0,12}(?:超過|超え|一杯|いっぱい|満杯)",
        "メールボックスが(?:一杯|いっぱい|満杯)",
        "mailbox size limit",
        "(?:mail ?box|inbox|mail ?folder) .{0,40}(?:limit|over(?:flow|size)|too large|exhausted)",
        "(?:exceed|over)\\w* .{0,30}\\b(?:mail ?box|allowed size|allotted|allocated|disk)\\b",
        "insufficient (?:mail ?box |user )(?:space|storage|quota)",
        "out of (?:disk )?(?:space|quota)",
        "no (?:more |disk )?space (?:left|available)?",
        "(?:postfach|mailbox|konto) (?:ist )?(?:voll|überfüllt)",
        "bo[iî]te .{0,30}pleine",
        "(?:buz[oó]n|casilla|caixa postal|casella) .{0,30}(?:llen[oa]|chei[oa]|pien[oa])",
        "переполнен",
        "full mail ?box",
        "(?:邮箱|郵箱).{0,6}已?[满滿]",
        "(?<!system )\\bstorage\\b",
        "\\bquota\\b",
        "not enough (?:disk )?space",
        "overquota"
    };

    /** It was there, and has been closed. "Your account" would be our own at the relay. */
    static final String[] INACTIVE = {
        "(?<!your )" + MAILBOX
                + "(?!.{0,80}\\buntil\\b).{0,40}\\b(?:disabled|deactivated|inactive|not active|discontinued|suspended(?! from sending)|frozen|closed(?! (?:the )?connection| to | for (?!inactiv))|no longer (?:active|in use|available|valid|accept\\w*|exists?|used|monitored))\\b",
        "(?<!your )(?:user|mail ?box|account|address) (?:has been |was |is )?(?:deleted|removed|terminated|cancell?ed|retired|expired)\\b(?! (?:from|without))",
        "(?<!your )account (?:is |has been )?locked",
        "(?:disabled|inactive|deactivated|expired|suspended|closed) (?:recipient|user|e?-?mail|mailbox|account)",
        "no longer (?:works|employed|with (?:us|the company|this)|at this (?:company|organi[sz]ation|address))"
    };

    /** There is none of that name. */
    static final String[] UNKNOWN = {
        "(?:user|recipient|addressee|alias|mail ?box|account)s? (?:is |was )?(?:unknown|invalid)\\b(?! (?:reason|error|problem))",
        "(?:no such|unknown|invalid|non-?exist[ae]nt|incorrect) (?:local |e-?mail |destination |mail |recipient |user )?"
                + MAILBOX,
        // what is left of "ann@example.org does not exist"
        "^\\W*(?:is )?(?:does not|doesn't) exist",
        "(?:not|n't) (?:\\w+ ){0,2}(?:in|on|at) (?:the |this |our |my )?(?:\\w+ )?(?:address book|directory|recipient (?:table|map)|validrcptto)",
        "(?:no such|unknown) address(?! error)",
        // Domino; IMail; NTMail and Lotus
        "not listed in .{0,40}(?:directory|address book)",
        "invalid (?:final delivery )?user ?id",
        "(?:unknown|illegal|invalid) (?:or (?:illegal|invalid|unknown) )?(?:user|alias|addressee)",
        MAILBOX + "(?! file).{0,50}(?:does ?n[o']t exist|do not exist|(?<!may |might |could )not exist)",
        MAILBOX + "[^.;]{0,30}(?:not|n't) (?:be )?found",
        // not "failed to deliver to recipient, unknown reason"
        MAILBOX + "\\W{0,6}(?:is )?unknown\\b(?! (?:reason|error|problem))",
        "doesn't have an? .{0,40}account",
        "recip(?:ient)?notfound",
        "(?:not|isn't) an? (?:known|valid|local|existing) (?:user|recipient|mail ?box|address|account|customer)",
        "not our customer",
        MAILBOX + " (?:is |was )?(?:not valid|non-?exist[ae]nt|not (?:local|here|defined|listed))",
        "(?:could|can) ?(?:not|n't) (?:be )?f(?:i|ou)nd (?:the |this |that |such |any )?" + MAILBOX,
        "(?:benutzer|empf[aä]nger|adresse|postfach|konto) (?:ist )?(?:unbekannt|nicht (?:bekannt|gefunden|vorhanden))",
        "(?:utilisateur|destinataire|adresse|compte)s? (?:inconnu|invalide|inexistant)",
        "(?:usuario|destinatario|cuenta|direcci[oó]n|buz[oó]n|utente|indirizzo|casella) (?:\\w+ )?(?:desconocid|inexistente|no (?:existe|encontrad|v[aá]lid)|sconosciut|non (?:esiste|trovat|valid))",
        "(?:пользователь|адресат|ящик) .{0,20}не (?:найден|существует|зарегистрирован)",
        "(?:宛先|あて先|送信先|受信者|ユーザ[ー]?|メールアドレス).{0,20}(?:存在しま|見つかりま|不明|間違)",
        "not an active address",
        "no such person",
        "no (?:such )?mail ?box (?:here|available|by that|for|with)",
        "mail ?box (?:is )?not found",
        MAILBOX + " (?:is )?not (?:known|present|recogni[sz]ed|exist)",
        "recipient name is not recogni[sz]ed",
        "badrcptto",
        "unknown local[- ]part",
        "destination addresses were unknown",
        "mailbox invalid|invalid mailbox",
        "no valid recipients? for this mm",
        "no existe (?:dicha|ese|el usuario)",
        "no (?:mailbox|account|user) (?:here )?by that name",
        "undeliverable address",
        "^\\W*(?:invalid address|address (?:is )?(?:unknown|invalid)|address does not exist)",
        "user does not have an account",
        "empf[aä]nger existiert nicht",
        "(?:usu[aá]rio|caixa postal) (?:\\w+ )?(?:desconhecid|inexistente|n[aã]o (?:existe|encontrad))",
        "(?:用户|用戶|收件人|邮箱|郵箱|帐号|账号|地址).{0,6}不存在",
        "no ?body (?:here )?by that name",
        "(?:not|n't) known at this (?:site|address)",
        "account unavailable",
        "(?:could|can) ?(?:not|n't) find your account here",
        "unknown virtual user",
        "user missing home directory",
        "rejected recipients",
        "bad destination mailbox",
        "no valid recipients?\\b",
        "recipient not ok",
        "no mailbox found",
        "nessun utente",
        "non-?existent account",
        "cuenta (?:\\w+ ){0,3}no existe",
        "endere[cç]o (?:\\w+ )?(?:n[aã]o existe|inexistente|inv[aá]lid)",
        "destinat[aá]rio (?:\\w+ )?(?:desconhecido|inexistente|inv[aá]lido)",
        "unbekannte[rsn]? (?:empf[aä]nger|benutzer|adresse)",
        "(?:adresse|postfach|konto|benutzer) existiert nicht",
        "(?:adresse|konto|postfach)\\b.{0,80}nicht vorhanden",
        "ok[aä]nd (?:mottagare|anv[aä]ndare)",
        "ukendt (?:modtager|bruger)",
        "ukjent (?:mottaker|bruker)",
        "(?:indirizzo|utente|casella) inesistente",
        "нет такого (?:пользователя|ящика|адреса)",
        "non r[ée]pertori[ée]",
        "no se encuentra en el directorio",
        "ディレクトリには見つかりません",
        "現在使われておりません|使用されていません",
        "nicht im .{0,20}verzeichnis",
        "kullan[ıi]c[ıi] bulunamad",
        "onbekende gebruiker|gebruiker (?:is )?onbekend",
        "u[żz]ytkownik (?:nieznany|nie istnieje)|nieznany u[żz]ytkownik"
    };

    private MailboxWords() {}
}
