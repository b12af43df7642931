package io.checkpost.api.credas;

import io.checkpost.api.Circumstances;
import io.checkpost.api.Update;
import io.checkpost.api.VerificationEvent;
import java.util.Optional;

/**
 * A Credas status update: one of the nine of the page "Status update webhooks | API"
 * (partnersupport.credas.com, article 44002475149).
 */
public sealed interface CredasUpdate extends VerificationEvent
    permits NameCheckUpdate,
        ShareCodeUpdate,
        LivenessUpdate,
        IdDocumentUpdate,
        SupportingDocumentUpdate,
        DatacheckUpdate,
        RightToRentUpdate,
        RightToWorkUpdate,
        SafeHarbourUpdate {

  /** Returns {@code EntityId}, the person. */
  default String entityId() {
    return update().subjectId();
  }

  /** Returns {@code ClientId}, the Credas portal, where the message had one. */
  default Optional<String> clientId() {
    return Optional.ofNullable(update().clientId());
  }

  /**
   * Makes the event of an update.
   *
   * @throws IllegalArgumentException when the update's check type is none of Credas
   */
  static CredasUpdate of(Update update, Circumstances circumstances) {
    UpdateType type =
        UpdateType.of(update.checkType())
            .orElseThrow(
                () -> new IllegalArgumentException("not a Credas check: " + update.checkType()));
    return switch (type) {
      case NAME_CHECK -> new NameCheckUpdate(update, circumstances);
      case SHARE_CODE -> new ShareCodeUpdate(update, circumstances);
      case LIVENESS -> new LivenessUpdate(update, circumstances);
      case ID_DOCUMENT -> new IdDocumentUpdate(update, circumstances);
      case SUPPORTING_DOCUMENT -> new SupportingDocumentUpdate(update, circumstances);
      case DATACHECK -> new DatacheckUpdate(update, circumstances);
      case RIGHT_TO_RENT -> new RightToRentUpdate(update, circumstances);
      case RIGHT_TO_WORK -> new RightToWorkUpdate(update, circumstances);
      case SAFE_HARBOUR -> new SafeHarbourUpdate(update, circumstances);
    };
  }
}
