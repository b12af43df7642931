package io.checkpost.web.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

  @ParameterizedTest
  @CsvSource({
    "userdata.firstname, Olivia, O•••",
    "userdata.lastname, 𠮷田, 𠮷•••",
    "userdata.birthday, 1987-05-23, 1987-••-••",
    "userdata.birthday, 23.05.1987, •••",
    "userdata.nationality, GB, •••",
    "userdata.address.street, Baker Street, •••",
    "userdata.address.zipcode, W1U 3AA, W1U •••",
    "userdata.address.zipcode, SW1A2AA, SW1A •••",
    "userdata.address.zipcode, W1U, W1U",
    "userdata.address.zipcode, 80331, •••",
    "contactdata.email, olivia@example.com, o•••@example.com",
    "contactdata.email, not an address, •••",
    "contactdata.mobilephone, +441789012345, •••345",
    "identificationdocument.number, LGPJ11235, •••235",
    "identificationdocument.number, 12345, •••",
    "identificationdocument.type, PASSPORT, PASSPORT",
    "identificationprocess.type, WEB, WEB",
    "customdata.custom1, CASE-1, •••",
    "payload.somethingnew, 12, •••",
  })
  void showsEnoughToTellTwoApartAndNoMore(String path, String value, String shown) {
    assertThat(Masking.mask(path, value)).isEqualTo(shown);
  }

  @Test
  void whatIsEmptyStaysEmpty() {
    assertThat(Masking.mask("userdata.firstname", " ")).isEqualTo(" ");
  }
}
