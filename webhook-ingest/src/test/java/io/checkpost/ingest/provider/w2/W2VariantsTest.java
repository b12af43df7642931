package io.checkpost.ingest.provider.w2;

import io.checkpost.ingest.variants.Variant;
import io.checkpost.ingest.variants.VariantCheck;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class W2VariantsTest {

  private final W2Provider provider = new W2Provider();

  static List<Variant> variants() {
    return Variant.of(new W2Provider().name());
  }

  @ParameterizedTest
  @MethodSource("variants")
  @Timeout(20)
  void isReadAsTheTableSays(Variant variant) {
    VariantCheck.check(provider, variant);
  }
}
