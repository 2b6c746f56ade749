package org.tidings.diagnosis.notice;

import java.util.Locale;
import java.util.regex.Pattern;

/** Out-of-office and other automatic answers (RFC 3834), which say nothing about the address. */
final class AutoReply {

    /** Subjects of answering machines, in the languages that are met; English, German, French, Spanish first. */
    private static final Pattern SUBJECT = Pattern.compile("(?iu)^\\s*(?:(?:re|aw|fwd?|sv|tr)\\s*:\\s*)?(?:\\W{0,4})(?:"
            + String.join(
                    "|",
                    "auto(?:matic(?:ally generated)?|mated)?[ -]?(?:reply|response|answer|responder|respond|risposta)",
                    "out of (?:the )?office",
                    "ooo\\b",
                    "(?:on )?vacation(?: reply| notice| message|:|$)",
                    "away from (?:my )?(?:the )?(?:mail|office|desk)",
                    "abwesenheit",
                    "automatische? (?:antwort|antwoord|reaktion)",
                    "automatisk ?(?:svar|besked|t svar)",
                    "autosvar",
                    "fr[åa]nvaro",
                    "poissaolo|automaattinen vastaus",
                    "afwezig",
                    "r[ée]ponse automatique",
                    "absence(?: du bureau)?(?:\\s*:|$)",
                    "absent du bureau",
                    "respuesta autom[áa]tica",
                    "fuera de (?:la )?oficina",
                    "resposta autom[áa]tica",
                    "ausente do escrit[óo]rio",
                    "risposta automatica",
                    "fuori (?:sede|ufficio)",
                    "automatyczna odpowied[źz]",
                    "automatick[áa] odpov[ěe]",
                    "автоматический ответ|автоответ",
                    "自動(?:返信|応答|回复|回覆)|自动(?:回复|答复)|不在(?:通知|のお知らせ)|外出(?:中|自动)",
                    "자동 ?(?:회신|응답)",
                    "otomatik (?:yan[ıi]t|cevap)")
            + ")");

    private AutoReply() {}

    /**
     * Whether these header fields are an answering machine's. Mail servers mark their delivery notices as
     * {@code auto-replied} too, so notices must have been recognised before the header alone is believed.
     */
    static boolean saysSubject(String subject) {
        return SUBJECT.matcher(subject).find();
    }

    static boolean saysHeader(Headers headers) {
        String submitted = headers.get("Auto-Submitted").toLowerCase(Locale.ROOT);
        return submitted.startsWith("auto-replied")
                || submitted.contains("vacation")
                || headers.get("Precedence").toLowerCase(Locale.ROOT).startsWith("auto_reply")
                || headers.has("X-Autoreply")
                || headers.has("X-Autorespond")
                || headers.has("X-Auto-Response")
                || headers.has("X-Autoresponder")
                || headers.has("X-Mail-Autoreply");
    }
}
