package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.SealedText;

/** The second step of a login: a one-time code of an authenticator app, or a recovery code. Callers throttle attempts. */
@ApplicationScoped
class SecondStep {

    private static final String PURPOSE = "key of one-time codes";

    private final SealedText sealed;
    private final AuditTrail audit;
    private final Clock clock;

    SecondStep(SealedText sealed, AuditTrail audit, Clock clock) {
        this.sealed = sealed;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    boolean isOn(long staffId) {
        return StaffFactor.confirmed(staffId).isPresent();
    }

    @Transactional
    long recoveryCodesLeft(long staffId) {
        return RecoveryCode.left(staffId);
    }

    /** The key to set up, the same until it is confirmed, also for concurrent requests. */
    @Transactional
    String keyToSetUp(StaffMember staff) {
        Optional<StaffFactor> begun = StaffFactor.of(staff.id).filter(factor -> factor.confirmedAt == null);
        return begun.flatMap(factor -> sealed.open(PURPOSE, factor.secret)).orElseGet(() -> {
            begun.ifPresent(unreadable -> StaffFactor.deleteBegun(staff.id, unreadable.secret));
            StaffFactor.begin(staff.id, sealed.seal(PURPOSE, OneTimeCodes.newKey()), clock.instant());
            return StaffFactor.latestBegun(staff.id)
                    .flatMap(secret -> sealed.open(PURPOSE, secret))
                    .orElseThrow(() -> new IllegalStateException("The second step is set up already"));
        });
    }

    /**
     * Turns the second step on by its first code, and ends the other sessions, which began without one.
     *
     * @param session the id of the one that goes on
     * @return the recovery codes, which cannot be shown again; empty if the code is wrong
     */
    @Transactional
    Optional<List<String>> confirm(StaffMember staff, String code, String session) {
        Optional<StaffFactor> begun = StaffFactor.of(staff.id).filter(factor -> factor.confirmedAt == null);
        if (begun.isEmpty() || !isCodeOf(begun.get(), code)) {
            return Optional.empty();
        }
        StaffFactor.update("confirmedAt = ?1 where staffId = ?2", clock.instant(), staff.id);
        StaffSession.endOthersOf(staff.id, session);
        audit.record(staff.accountId, staff.id, "second-step.on", staff.email, null);
        return Optional.of(newCodes(staff.id));
    }

    /** Whether this is a code of theirs that was not used before. Uses it up. */
    @Transactional
    boolean accepts(StaffMember staff, String code) {
        Optional<StaffFactor> factor = StaffFactor.confirmed(staff.id);
        if (factor.isEmpty()) {
            return false;
        }
        if (isCodeOf(factor.get(), code)) {
            return true;
        }
        boolean isRecovery = RecoveryCode.use(staff.id, code);
        if (isRecovery) {
            audit.record(
                    staff.accountId,
                    staff.id,
                    "second-step.recovered",
                    staff.email,
                    RecoveryCode.left(staff.id) + " recovery codes left");
        }
        return isRecovery;
    }

    private boolean isCodeOf(StaffFactor factor, String code) {
        OptionalLong step = sealed.open(PURPOSE, factor.secret)
                .map(key -> OneTimeCodes.stepOf(key, code, clock.instant()))
                .orElse(OptionalLong.empty());
        return step.isPresent() && StaffFactor.accept(factor.staffId, step.getAsLong());
    }

    /** Replaces the recovery codes. */
    @Transactional
    List<String> newRecoveryCodes(StaffMember staff) {
        audit.record(staff.accountId, staff.id, "second-step.codes", staff.email, null);
        return newCodes(staff.id);
    }

    private static List<String> newCodes(long staffId) {
        RecoveryCode.deleteAllOf(staffId);
        List<String> codes =
                Stream.generate(RecoveryCode::random).limit(RecoveryCode.NUMBER).toList();
        codes.forEach(code -> new RecoveryCode(staffId, code).persist());
        return codes;
    }

    /** Turns the second step off, by the person or by an owner. */
    @Transactional
    void turnOff(StaffMember staff, @Nullable Long by) {
        RecoveryCode.deleteAllOf(staff.id);
        if (StaffFactor.deleteById(staff.id)) {
            audit.record(staff.accountId, by, "second-step.off", staff.email, null);
        }
    }

    /** Whether everybody of the account needs a second step. */
    @Transactional
    void require(long accountId, @Nullable Long by, boolean required) {
        Account account = Account.findById(accountId);
        if (account.secondStep != required) {
            account.secondStep = required;
            audit.record(accountId, by, "second-step.required", account.name, required ? "yes" : "no");
        }
    }
}
