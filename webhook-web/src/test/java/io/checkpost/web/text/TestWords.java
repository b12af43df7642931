package io.checkpost.web.text;

import io.checkpost.ingest.provider.Providers;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

/** What speaks English without a page. */
public final class TestWords {

  private TestWords() {}

  /** Returns words that know no provider, so that its things are called by their codes. */
  public static Words withoutProviders() {
    return new Words(new Providers(List.of()), () -> Locale.ENGLISH, () -> ZoneOffset.UTC);
  }
}
