package io.checkpost.api.credas;

import io.checkpost.api.Circumstances;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;

/**
 * A right to work check (type 8). Its ids are not those of right to rent checks.
 *
 * @param update what Credas said
 * @param circumstances how it came to be observed
 */
public record RightToWorkUpdate(Update update, Circumstances circumstances)
    implements CredasUpdate {

  /** Returns {@code rtxId}, which the page's sample calls {@code Id}. */
  public long rtxId() {
    return Long.parseLong(objectId());
  }

  /** Returns {@code Status}. */
  public ResultCode status() {
    return update.results().get(0);
  }
}
