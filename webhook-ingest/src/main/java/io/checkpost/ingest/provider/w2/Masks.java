package io.checkpost.ingest.provider.w2;

import io.checkpost.api.spi.Mask;

/**
 * How much of each value tells two apart. What is not named here is hidden in full, so that a field
 * nobody thought of is hidden, too.
 */
final class Masks {

  private Masks() {}

  static Mask of(String path) {
    return switch (path) {
      case "identificationprocess.reason",
          "identificationprocess.identificationtime",
          "identificationprocess.type",
          "identificationprocess.id",
          "identificationprocess.transactionnumber",
          "identificationprocess.companyid",
          "identificationdocument.type",
          "identificationdocument.country" ->
          Mask.NONE;
      case "userdata.firstname", "userdata.lastname", "userdata.birthname" -> Mask.INITIAL;
      case "userdata.birthday",
          "identificationdocument.validuntil",
          "identificationdocument.dateissued" ->
          Mask.YEAR;
      case "userdata.address.zipcode", "userdata.zipcode" -> Mask.POSTCODE;
      case "identificationdocument.number", "contactdata.mobilephone" -> Mask.END;
      case "contactdata.email" -> Mask.EMAIL;
      default -> Mask.FULL;
    };
  }
}
