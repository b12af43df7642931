package io.checkpost.api.credas;

import io.checkpost.api.Circumstances;
import io.checkpost.api.ResultCode;
import io.checkpost.api.Update;
import java.util.List;

/**
 * A share code check (type 2). The page says nothing about its fields: every code is in {@link
 * io.checkpost.api.Update#results()}, everything else in {@link io.checkpost.api.Update#fields()}.
 *
 * @param update what Credas said
 * @param circumstances how it came to be observed
 */
public record ShareCodeUpdate(Update update, Circumstances circumstances) implements CredasUpdate {

  /** Returns every field that looks like a code, read by a list only where the portal names one. */
  public List<ResultCode> codes() {
    return update.results();
  }
}
