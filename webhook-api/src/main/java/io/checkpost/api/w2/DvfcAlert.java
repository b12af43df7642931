package io.checkpost.api.w2;

import io.checkpost.api.Circumstances;
import io.checkpost.api.ReportedField;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * A DVFC alert of W2: what an identification session came to (page "Webhooks for DVFC (Alpha)",
 * docs.w2globaldata.com/webhooks/dvfc-alerts).
 *
 * <p>A session sends several alerts under one id: preliminary ones, a final one, and rarely a
 * cancellation after a good preliminary one. The page's newer edition shows another body, the
 * result of an "onboarding"; such an alert has a session, an unconfirmed outcome, and its values in
 * {@link Update#fields()} below {@code dvfcwebresult} only, so that the sections here are empty.
 *
 * @param update what W2 said
 * @param circumstances how it came to be observed
 */
public record DvfcAlert(Update update, Circumstances circumstances) implements VerificationEvent {

  /** Returns {@code sessionId}, the identifier given when the identification was created. */
  public String sessionId() {
    return update.objectId();
  }

  /** Returns the customer's own reference, {@code custom1}, where one was given. */
  public Optional<String> clientReference() {
    return customData().custom1();
  }

  /** Returns {@code result}, where it is one that a document has. */
  public Optional<IdentificationResult> result() {
    return update.result("result").map(ResultCode::code).flatMap(IdentificationResult::of);
  }

  /** Returns {@code reason}. It explains, and decides nothing. */
  public Optional<Reason> reason() {
    return process().text("reason").map(Reason::of);
  }

  /** Returns {@code identificationtime} as text, with whatever W2 put there. */
  public Optional<String> identificationTimeText() {
    return process().text("identificationtime");
  }

  /** Returns {@code identificationtime}, where it is a time with an offset. */
  public Optional<OffsetDateTime> identificationTime() {
    return identificationTimeText().flatMap(DvfcAlert::time);
  }

  /** Returns {@code type}, the way of identification: {@code APP}, {@code WEB}, …. */
  public Optional<String> type() {
    return process().text("type");
  }

  /** Returns the custom data. */
  public CustomData customData() {
    return new CustomData(update);
  }

  /** Returns the contact data. */
  public ContactData contactData() {
    return new ContactData(update);
  }

  /** Returns the user data. */
  public UserData userData() {
    return new UserData(update);
  }

  /** Returns the identity document. */
  public IdentityDocument identityDocument() {
    return new IdentityDocument(update);
  }

  /** Tells whether the result says that data differs from what was given before. */
  public boolean dataChanged() {
    return result().filter(IdentificationResult.SUCCESS_DATA_CHANGED::equals).isPresent();
  }

  /** Returns the fields that W2 marks as changed, whatever the result is. */
  public List<ReportedField> changedFields() {
    return update.fields().stream()
        .filter(field -> ChangedValue.of(field).status() == ValueStatus.CHANGE)
        .toList();
  }

  private Section process() {
    return new Section(update, "identificationprocess.");
  }

  private static Optional<OffsetDateTime> time(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
