package io.checkpost.ingest.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.spi.Mask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MaskingTest {

  @ParameterizedTest
  @CsvSource({
    "NONE, PASSPORT, PASSPORT",
    "INITIAL, Olivia, O•••",
    "INITIAL, 𠮷田, 𠮷•••",
    "YEAR, 1987-05-23, 1987-••-••",
    "YEAR, 23.05.1987, •••",
    "POSTCODE, W1U 3AA, W1U •••",
    "POSTCODE, SW1A2AA, SW1A •••",
    "POSTCODE, W1U, W1U",
    "POSTCODE, 80331, •••",
    "EMAIL, olivia@example.com, o•••@example.com",
    "EMAIL, not an address, •••",
    "END, +441789012345, •••345",
    "END, 12345, •••",
    "FULL, GB, •••",
  })
  void showsEnoughToTellTwoApartAndNoMore(Mask mask, String value, String shown) {
    assertThat(Masking.mask(mask, value)).isEqualTo(shown);
  }

  @ParameterizedTest
  @EnumSource(Mask.class)
  void whatIsEmptyStaysEmpty(Mask mask) {
    assertThat(Masking.mask(mask, " ")).isEqualTo(" ");
  }
}
