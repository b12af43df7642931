package io.checkpost.ingest.provider.credas;

import io.checkpost.ingest.variants.Variant;
import io.checkpost.ingest.variants.VariantCheck;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CredasVariantsTest {

  private final CredasProvider provider = new CredasProvider();

  static List<Variant> variants() {
    return Variant.of(new CredasProvider().name());
  }

  @ParameterizedTest
  @MethodSource("variants")
  @Timeout(20)
  void isReadAsTheTableSays(Variant variant) {
    VariantCheck.check(provider, variant);
  }
}
