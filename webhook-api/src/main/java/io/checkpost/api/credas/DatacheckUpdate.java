package io.checkpost.api.credas;

import io.checkpost.api.Circumstances;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;

/**
 * A datacheck (type 6): screening, address, mortality, bank account; the message does not say
 * which.
 *
 * @param update what Credas said
 * @param circumstances how it came to be observed
 */
public record DatacheckUpdate(Update update, Circumstances circumstances) implements CredasUpdate {

  /** Returns {@code DataCheckId}, the id to ask the Credas API about. */
  public long dataCheckId() {
    return Long.parseLong(objectId());
  }

  /** Returns {@code Status}. */
  public ResultCode status() {
    return update.results().get(0);
  }
}
