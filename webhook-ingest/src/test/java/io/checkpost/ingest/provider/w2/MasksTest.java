package io.checkpost.ingest.provider.w2;

import static org.assertj.core.api.Assertions.assertThat;

import io.checkpost.api.spi.Mask;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {

  @ParameterizedTest
  @CsvSource({
    "userdata.firstname, INITIAL",
    "userdata.lastname, INITIAL",
    "userdata.birthday, YEAR",
    "userdata.nationality, FULL",
    "userdata.address.street, FULL",
    "userdata.address.zipcode, POSTCODE",
    "contactdata.email, EMAIL",
    "contactdata.mobilephone, END",
    "identificationdocument.number, END",
    "identificationdocument.type, NONE",
    "identificationprocess.type, NONE",
    "customdata.custom1, FULL",
    "payload.somethingnew, FULL",
  })
  void whatIsPersonalIsHidden(String path, Mask mask) {
    assertThat(new W2Provider().mask(path)).isEqualTo(mask);
  }
}
