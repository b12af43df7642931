package io.checkpost.api.credas;

import io.checkpost.api.Circumstances;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;

/**
 * A name check (type 1): whether the name on the document is the name given. It speaks of the same
 * document as {@link IdDocumentUpdate}, and is a check of its own.
 *
 * @param update what Credas said
 * @param circumstances how it came to be observed
 */
public record NameCheckUpdate(Update update, Circumstances circumstances) implements CredasUpdate {

  /** Returns {@code EntityIdvEntryIdDocumentId}, the document. */
  public String documentId() {
    return objectId();
  }

  /** Returns {@code NameCheckVerificationResult}. */
  public ResultCode nameCheck() {
    return update.results().get(0);
  }
}
